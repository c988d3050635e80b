"""What members say. Silence is never a word."""

from __future__ import annotations

from app.casework.queries import list_members_to_answer_for
from app.casework.services import taking_step
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal
from app.membership import queries
from app.membership.enums import MembershipRefusal, Stance
from app.membership.models import Application, Comment
from app.membership.process_words import Action


def comment(
    application: Application,
    *,
    organisation_id: int,
    stance: Stance,
    criterion: str | None,
    text: str,
    language: str,
    actor: Actor,
) -> Comment:
    """A member's comment, or its change while the period lasts. An objection cites a criterion and says why;
    one that was changed has to be shared with the applicant again."""
    with taking_step(
        application,
        Action.COMMENT,
        actor=actor,
        organisation_id=organisation_id,
        stance=stance.value,
    ):
        assert actor.actor_id is not None
        if organisation_id not in list_members_to_answer_for(application, actor.actor_id):
            raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
        if stance is Stance.OBJECTION:
            _check_objection(application, criterion, text)
        row = queries.find_comment(application.id, organisation_id)
        if row is None:
            row = Comment(application_id=application.id, organisation_id=organisation_id)
            application.comments.append(row)
        row.person_id, row.stance, row.text, row.language = actor.actor_id, stance, text, language
        row.criterion = criterion if stance is Stance.OBJECTION else None
        row.said_at, row.notice_id = clock.now(), None
    return row


def _check_objection(application: Application, criterion: str | None, text: str) -> None:
    if criterion is None or criterion not in {one.code for one in application.policy.criteria}:
        raise DomainError(MembershipRefusal.OBJECTION_NEEDS_CRITERION)
    if not text.strip():
        raise DomainError(MembershipRefusal.OBJECTION_NEEDS_WORDS)

"""What members say. Silence is never a word."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal, require
from app.membership import queries, rules
from app.membership.enums import CaseRole, MembershipRefusal, Stance
from app.membership.models import Application, Comment
from app.membership.services.parts import take_part
from app.membership.services.stages import record_event


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
    """A member's word, or its change while the period lasts. An objection cites a criterion and says why."""
    require(rules.may_comment(actor, application))
    assert actor.actor_id is not None
    if organisation_id not in queries.list_asked_organisations(application, actor.actor_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if stance is Stance.OBJECTION:
        if criterion is None or criterion not in {one.code for one in application.policy.criteria}:
            raise DomainError(MembershipRefusal.OBJECTION_NEEDS_CRITERION)
        if not text.strip():
            raise DomainError(MembershipRefusal.OBJECTION_NEEDS_WORDS)
    take_part(application, CaseRole.COMMENTER, actor=actor)
    row = queries.find_comment(application.id, organisation_id)
    if row is None:
        row = Comment(application_id=application.id, organisation_id=organisation_id)
        application.comments.append(row)
    row.person_id, row.stance, row.text, row.language = actor.actor_id, stance, text, language
    row.criterion = criterion if stance is Stance.OBJECTION else None
    row.said_at = clock.now()
    row.notice_id = None  # what was changed has to be put to the applicant anew
    record_event(application, "commented", actor=actor, stance=stance.value)
    return row

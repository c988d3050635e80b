"""What members say. Silence is never a word."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal, Refused
from app.membership import queries, rules
from app.membership.enums import CaseRole, Stance
from app.membership.models import Application, Comment
from app.membership.services.parts import take_part
from app.membership.services.screening import require
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
    require(rules.may_comment(actor, application, organisation_id))
    assert actor.actor_id is not None
    _speaks_for(application, organisation_id, actor.actor_id)
    if stance is Stance.OBJECTION:
        if criterion is None or criterion not in {one.code for one in application.policy.criteria}:
            raise DomainError("objection_needs_criterion")
        if not text.strip():
            raise DomainError("objection_needs_words")
    take_part(application, CaseRole.COMMENTER, actor=actor)
    row = queries.find_comment(application.id, organisation_id)
    if row is None:
        row = Comment(application_id=application.id, organisation_id=organisation_id)
        application.comments.append(row)
    row.person_id, row.stance, row.text, row.language = actor.actor_id, stance, text, language
    row.criterion = criterion if stance is Stance.OBJECTION else None
    row.said_at = clock.now()
    record_event(application, "commented", actor=actor, stance=stance.value)
    return row


def _speaks_for(application: Application, organisation_id: int, person_id: int) -> None:
    """Only a contact of this member, and of none that the applicant wished to leave out."""
    mine = queries.list_member_organisations(
        person_id, application.body_id, application.policy.commenting_tiers
    )
    if organisation_id not in mine or rules.speaks_for_excluded(application, mine):
        raise Refused(KernelRefusal.NOT_YOURS_TO_DO)

"""What members say. Silence is never a word."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError
from app.membership import queries, rules
from app.membership.choices import Part, Stance
from app.membership.models import Application, Comment
from app.membership.services.parts import take_part
from app.membership.services.screening import require
from app.membership.services.stages import tell_trail


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
    if stance is Stance.OBJECTION:
        if criterion is None or criterion not in {one.code for one in application.policy.criteria}:
            raise DomainError("objection_needs_criterion")
        if not text.strip():
            raise DomainError("objection_needs_words")
    take_part(application, Part.COMMENTER, actor=actor)
    row = queries.find_comment(application.id, organisation_id)
    if row is None:
        row = Comment(application_id=application.id, organisation_id=organisation_id)
        application.comments.append(row)
    row.person_id, row.stance, row.text, row.language = actor.actor_id, stance, text, language
    row.criterion = criterion if stance is Stance.OBJECTION else None
    row.said_at = clock.now()
    tell_trail(application, "commented", actor=actor, stance=stance.value)
    return row

"""One person, one part in a case. The database has the last word."""

from __future__ import annotations

from app.kernel.actor import Actor
from app.membership.enums import CaseRole
from app.membership.models import Application, CaseRoleHeld
from app.membership.rules import part_of


def take_part(application: Application, part: CaseRole, *, actor: Actor) -> None:
    """Note the actor's part. Rules have already said that it is free; a unique key says so for good."""
    assert actor.actor_id is not None
    if part_of(actor, application) is None:
        application.parts.append(
            CaseRoleHeld(application_id=application.id, person_id=actor.actor_id, part=part)
        )

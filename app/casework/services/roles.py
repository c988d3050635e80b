"""What a case holds about one person, and the one role that they have in it."""

from __future__ import annotations

from app.casework.enums import CaseworkRefusal
from app.casework.models import Casefile, CasePerson
from app.casework.rules import person_in
from app.kernel.actor import Actor
from app.kernel.errors import DomainError


def person_of(case: Casefile, actor: Actor) -> CasePerson:
    """What the case holds about the actor, from now on if nothing yet."""
    assert actor.actor_id is not None
    held = person_in(actor.actor_id, case)
    if held is None:
        held = CasePerson(case_id=case.id, person_id=actor.actor_id)
        case.people.append(held)
    return held


def take_role(case: Casefile, action: str, actor: Actor) -> None:
    """Note the role that a step takes, as its process says. A rule has said that it is free; the key keeps it
    one. The clock has none."""
    role = case.process.roles.get(action)
    if role is None or actor.actor_id is None:
        return
    held = person_of(case, actor)
    if held.role not in (None, role):
        raise DomainError(CaseworkRefusal.ALREADY_HAS_A_ROLE)
    held.role = role.value

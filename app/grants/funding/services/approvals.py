"""What a second person has to approve: tried out beforehand, so that only what can be written is proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.accounts.models import Person
from app.accounts.queries import list_people_with_role
from app.grants.funding.emails import write_approval
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Fund
from app.grants.funding.queries import find_fact_of_act, list_funds, lock_fund
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.permissions import ROLE_PERMISSIONS, Permission


def approvers(body_id: int, actor: Actor) -> list[Person]:
    """Who else keeps the funds of this network."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.MANAGE_FUNDS in held]
    found = {person.id: person for role in roles for person in list_people_with_role(role, body=body_id)}
    return [found[key] for key in sorted(found) if key != actor.actor_id]


def try_out(
    write: Callable[[Actor], Any],
    *,
    body_id: int,
    actor: Actor,
    could: Callable[[Actor], bool] = lambda _person: True,
) -> None:
    """Do what is proposed with somebody who could approve it, and undo it; `could` leaves out whom something
    else keeps from it. Raises what the ledger refuses, and SAME_PERSON where there is nobody."""
    others = [one for one in approvers(body_id, actor) if could(one)]
    if not others:
        raise DomainError(FundingRefusal.SAME_PERSON)
    trial = db.session.begin_nested()
    try:
        write(others[0])
    finally:
        trial.rollback()


def write_once(fund: Fund, reference: str, write: Callable[[], Any]) -> None:
    """Write what was prepared under this reference, unless somebody else has approved it a moment ago. All
    funds of the network are held first, since the act may take more than this one."""
    lock_fund(*list_funds(fund.body_id))
    if find_fact_of_act(fund, reference) is None:
        write()


def ask_approvers(body_id: int, path: Callable[[str], str], *, actor: Actor) -> int:
    """Write to everybody who can approve; `path` is the address in a language. Answers how many were
    written to."""
    return sum(write_approval(person, link=path(person.language)) for person in approvers(body_id, actor))

"""What happens because time passed: the clock takes its steps, people are reminded, holds stop and go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from app.accounts.queries import list_grants_in_force
from app.casework import emails, parties, queries
from app.casework.models import Casefile, Wait
from app.casework.parties import PartyKind
from app.casework.services.steps import take_step, update_waits
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal

Take = Callable[..., None]
"""Takes a case, and by name `actor`, `note` and `expected_version`."""


def end_case_waits(case_id: int, verb: Callable[[Casefile, StrEnum], Take | None]) -> bool:
    """Take the clock's step of one case, by the service that `verb` names where it does more than move the
    case. False when somebody was faster."""
    case: Casefile = queries.get_case(case_id)
    over = next((one for one in case.open_waits if _is_over(one) and one.action in case.process.at_end), None)
    if over is None:
        return False
    action = case.process.at_end[over.action]
    take = verb(case, action) or partial(take_step, action=action)
    take(case, actor=SYSTEM, note=None, expected_version=None)
    return True


def _is_over(wait: Wait) -> bool:
    return wait.due_at is not None and wait.due_at <= clock.now()


def remind_of(case_id: int) -> bool:
    """Remind whoever is waited for, of all that comes near in one message. False when that was done, is not
    due, or the case has moved on."""
    case: Casefile = queries.get_case(case_id)
    if not case.is_queued:
        return False
    moment = clock.now()
    near = [wait for wait in case.open_waits if wait.remind_at is not None and wait.remind_at <= moment]
    near = [wait for wait in near if not _is_over(wait)]
    for wait in near:
        wait.plan_reminder(case.remind_before(), after=moment)
    emails.remind(case, near)
    return bool(near)


def ask_again(case_id: int) -> bool:
    """Ask a case again whom it waits for: a role was given or ended. False when it is closed."""
    case: Casefile = queries.get_case(case_id)
    if not case.is_open:
        return False
    emails.tell_parties(case, update_waits(case))
    return True


def list_parties_without_holder() -> list[tuple[str, int]]:
    """Every party that cases wait for and whose role nobody holds today, with the number of its waits. Every
    other kind of party has somebody."""
    held = list_grants_in_force()
    empty: Counter[str] = Counter()
    for row in queries.count_waits_by_party():
        party = parties.read(row.party)
        scopes = {"body": row.body_id, "region": row.region_id}
        if party.kind is PartyKind.ROLE and not any(party.includes(grant, **scopes) for grant in held):
            empty[row.party] += row.number
    return sorted(empty.items())


def hold(organisation_id: int) -> int:
    """Stop all clocks of an organisation's cases; answers how many. What began meanwhile is stopped too, and
    what is on hold stays so since it was."""
    return queries.hold_clocks(organisation_id, clock.now())


def release(organisation_id: int) -> int:
    """Let the clocks go on with what was left of them; answers how many cases. Raises CHANGED_MEANWHILE where
    none is on hold any more: somebody else was faster."""
    moment = clock.now()
    held = [queries.get_case(case_id) for case_id in queries.list_held(organisation_id)]
    held = [case for case in held if case.held_at is not None]  # asked again, now that each is locked
    if not held:
        raise DomainError(KernelRefusal.CHANGED_MEANWHILE)
    for case in held:
        _go_on(case, moment)
    return len(held)


def _go_on(case: Casefile, moment: datetime) -> None:
    assert case.held_at is not None
    case.go_on_after(moment - case.held_at)
    case.held_at = None
    for wait in case.open_waits:
        if wait.seconds_left is not None:
            wait.set_due(moment + timedelta(seconds=wait.seconds_left), case.remind_before())
            wait.seconds_left = None
    case.waits_on, case.sort_due = queries.first_due(case.open_waits)

"""What the table of a check says, and whom it waits for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app.grants.diligence.process import DILIGENCE_CHECK, officers, waits
from app.grants.diligence.process_words import Action, Status
from app.kernel.permissions import Permission
from tests.unit.process_tables import stages_of, steps_of

# stage | tone | what holds of it
STAGES = """
checking | now | milestone hidden
ready | wait | milestone hidden
passed | go | closed hidden
not_passed | stop | closed hidden
ended | stop | closed hidden
cancelled |  | closed hidden
"""
# action | from | to | permission | guard | form
STEPS = """
answer | checking |  | screen_grants | may_work
send | checking | ready | screen_grants | may_send
clear | ready | passed | decide_grants | may_conclude
fail | ready | not_passed | decide_grants | may_conclude
return | ready | checking | screen_grants | may_work | reason
end | passed | ended | decide_grants | may_work | reason
cancel | checking ready | cancelled | screen_grants | may_work | reason
"""


def test_the_stages_are_these() -> None:
    assert stages_of(DILIGENCE_CHECK) == STAGES.strip().splitlines()


def test_each_step_is_taken_from_these_stages_by_these_people() -> None:
    assert steps_of(DILIGENCE_CHECK) == STEPS.strip().splitlines()


def case(status: Status) -> Any:
    return SimpleNamespace(status=status, body_id=3)


def test_the_office_fills_it_in_and_nobody_gets_mail() -> None:
    asked = waits(case(Status.CHECKING))
    assert [(one.party, one.action, one.quiet) for one in asked] == [("grants_officer/b3", Action.SEND, True)]
    assert [status for status in Status if status is not Status.CHECKING and waits(case(status))] == []


def test_the_rest_of_the_table() -> None:
    assert officers(case(Status.READY)) == "grants_officer/b3"
    assert (DILIGENCE_CHECK.start, DILIGENCE_CHECK.read) == (Status.CHECKING, Permission.READ_GRANTS)
    assert DILIGENCE_CHECK.judges == frozenset()

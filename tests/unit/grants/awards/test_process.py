"""What the table of a grant says, and whom it waits for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.casework.enums import StepForm
from app.casework.rules import may_work
from app.grants.awards import rules
from app.grants.awards.enums import Condition, Route, RunStatus, VariationKind, VariationStatus
from app.grants.awards.process import GRANT_AWARD, waits
from app.grants.awards.process_words import Action, Status
from app.grants.awards.rules import is_met, payable
from app.kernel import clock
from app.kernel.permissions import Permission

MOMENT = datetime(2026, 4, 26, tzinfo=UTC)


ASKED = SimpleNamespace(status=VariationStatus.PROPOSED, kind=VariationKind.MORE_TIME)
AMOUNT = SimpleNamespace(status=VariationStatus.PROPOSED, kind=VariationKind.ANOTHER_AMOUNT)


def to_sign(difference: int) -> Any:
    return SimpleNamespace(
        status=VariationStatus.TO_SIGN, kind=VariationKind.ANOTHER_AMOUNT, difference_minor=difference
    )


def tranche(number: int = 1, *, paid: int = 0, received: int | None = None, minor: int = 5) -> Any:
    condition = Condition.AGREEMENT if number == 1 else Condition.RECEIPT
    return SimpleNamespace(
        number=number, minor=minor, paid_minor=paid, received_minor=received, condition=condition
    )


def grant(status: Status, *tranches: Any, **more: Any) -> Any:
    known = {
        "status": status,
        "tranches": list(tranches) or [tranche()],
        "variations": [],
        "route": Route.BANK,
        "details_usable_at": None,
        "held_at": None,
        "report_until": MOMENT,
        "organisation_id": 7,
        "body_id": 3,
    }
    return SimpleNamespace(**(known | more))


def asked(case: Any) -> list[tuple[str, Action, Any]]:
    return [(one.party, Action(one.action), one.limit or one.until) for one in waits(case)]


def test_a_group_hears_of_everything_but_what_it_decided_itself() -> None:
    quiet = {status for status, stage in GRANT_AWARD.stages.items() if not stage.tells_applicant}
    assert quiet == {Status.REFUSED}


def test_the_clock_ends_only_offers() -> None:
    assert GRANT_AWARD.at_end == {Action.ACCEPT: Action.LAPSE}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (grant(Status.OFFERED, route=None), [("o7", Action.ACCEPT, "offer")]),
        (grant(Status.ACTIVE, route=None), [("o7", Action.ENTER_DETAILS, None)]),
        (grant(Status.ACTIVE), []),
        (grant(Status.ACTIVE, tranche(paid=5), tranche(2)), [("o7", Action.CONFIRM, None)]),
        (
            grant(Status.ACTIVE, tranche(paid=5)),
            [("o7", Action.CONFIRM, None), ("o7", Action.REPORT, MOMENT)],
        ),
        (grant(Status.ACTIVE, tranche(paid=5, received=5)), [("o7", Action.REPORT, MOMENT)]),
        (grant(Status.SUSPENDED, tranche(paid=5)), []),
        (grant(Status.SUSPENDED, variations=[ASKED]), []),
        (grant(Status.ACTIVE, variations=[ASKED]), [("grants_officer/b3", Action.APPROVE_VARIATION, None)]),
        (grant(Status.ACTIVE, variations=[AMOUNT]), [("grants_officer/b3", Action.APPROVE_AMOUNT, None)]),
        (grant(Status.ACTIVE, variations=[to_sign(5)]), [("o7", Action.SIGN_VARIATION, None)]),
        (
            grant(Status.ACTIVE, tranche(paid=5, received=5), variations=[to_sign(5)]),
            [("o7", Action.SIGN_VARIATION, None)],
        ),
        (
            grant(Status.ACTIVE, tranche(paid=5, received=5), tranche(2, minor=0)),
            [("o7", Action.REPORT, MOMENT)],
        ),
        (grant(Status.REPORTED, tranche(paid=5), variations=[ASKED]), []),
        (grant(Status.REPORTED, tranche(paid=5)), []),
    ],
)
def test_whom_a_grant_waits_for(case: Any, expected: list[Any]) -> None:
    assert asked(case) == expected


@pytest.mark.parametrize(
    ("case", "number"),
    [
        (grant(Status.ACTIVE), 1),
        (grant(Status.OFFERED), None),
        (grant(Status.SUSPENDED), None),
        (grant(Status.ACTIVE, route=None), None),
        (grant(Status.ACTIVE, held_at=MOMENT), None),
        (grant(Status.ACTIVE, details_usable_at=datetime(2026, 4, 26, 0, 1, tzinfo=UTC)), None),
        (grant(Status.ACTIVE, details_usable_at=MOMENT), 1),
        (grant(Status.ACTIVE, variations=[to_sign(-5)]), None),
        (grant(Status.ACTIVE, variations=[to_sign(5)]), 1),
        (grant(Status.ACTIVE, tranche(minor=0), tranche(2)), 2),
        (grant(Status.ACTIVE, tranche(paid=5)), None),
        (grant(Status.ACTIVE, tranche(paid=5), tranche(2)), None),
        (grant(Status.ACTIVE, tranche(paid=5, received=5), tranche(2)), 2),
        (grant(Status.ACTIVE, tranche(received=5), tranche(2)), 1),
    ],
)
def test_what_can_be_paid_now(case: Any, number: int | None) -> None:
    found = payable(case, MOMENT)
    assert (found.number if found is not None else None) == number


def test_a_later_part_waits_for_all_that_come_before() -> None:
    case = grant(Status.ACTIVE, tranche(paid=5, received=0), tranche(2, paid=5), tranche(3))
    assert [is_met(one, case) for one in case.tranches] == [True, True, False]


def test_who_may_take_each_step() -> None:
    guards = {step.action: step.unless for step in GRANT_AWARD.steps}
    assert guards == {
        Action.ACCEPT: rules.acts_for_grantee,
        Action.REFUSE: rules.acts_for_grantee,
        Action.LAPSE: rules.offer_time_is_over,
        Action.ENTER_DETAILS: rules.acts_for_grantee,
        Action.PAY: rules.may_pay,
        Action.CONFIRM: rules.may_confirm,
        Action.MISS: rules.may_confirm,
        Action.REPORT: rules.may_report,
        Action.ASK_TIME: rules.may_ask_for_time,
        Action.PROPOSE_TIME: rules.may_propose_time,
        Action.APPROVE_VARIATION: rules.may_approve_variation,
        Action.REFUSE_VARIATION: rules.may_refuse_variation,
        Action.PROPOSE_AMOUNT: rules.may_propose_amount,
        Action.APPROVE_AMOUNT: rules.may_approve_amount,
        Action.REFUSE_AMOUNT: rules.may_refuse_variation,
        Action.SIGN_VARIATION: rules.may_answer_variation,
        Action.DECLINE_VARIATION: rules.may_answer_variation,
        Action.WITHDRAW_VARIATION: rules.may_withdraw_variation,
        **dict.fromkeys(
            (
                Action.ACCEPT_REPORT,
                Action.REQUEST_CHANGES,
                Action.SUSPEND,
                Action.RESUME,
                Action.CANCEL,
            ),
            may_work,
        ),
    }


def test_what_moves_money_takes_the_permission_for_it() -> None:
    needs = {step.action: step.needs for step in GRANT_AWARD.steps}
    assert needs[Action.PAY] is Permission.MANAGE_FUNDS
    assert needs[Action.CANCEL] is needs[Action.APPROVE_AMOUNT] is Permission.DECIDE_GRANTS
    assert needs[Action.ACCEPT_REPORT] is Permission.SCREEN_GRANTS
    forms = {step.action: step.form for step in GRANT_AWARD.steps}
    assert forms[Action.SUSPEND] is forms[Action.REQUEST_CHANGES] is forms[Action.CANCEL] is StepForm.REASON


@pytest.mark.parametrize(
    ("status", "days", "has"),
    [
        (RunStatus.APPROVED, 0, True),
        (RunStatus.APPROVED, 13, True),
        (RunStatus.APPROVED, 14, False),
        (RunStatus.PREPARED, 0, False),
        (RunStatus.CANCELLED, 0, False),
    ],
)
def test_the_files_of_a_run_can_be_fetched_for_some_days(status: RunStatus, days: int, has: bool) -> None:
    run: Any = SimpleNamespace(status=status, decided_at=MOMENT)
    with clock.at(MOMENT + timedelta(days=days)):
        assert rules.has_files(run, timedelta(days=14)) is has

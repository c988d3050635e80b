"""The report that ends a grant, and a grant that is stopped for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.grants.awards import queries, rules, services
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import Happened, Route
from app.grants.awards.process_words import Status
from app.grants.awards.rules import report_stamp
from app.grants.calls.models import Call
from app.grants.funding import services as funding
from app.kernel import clock
from app.kernel.database import db
from tests.award_factories import BANK, Bursary
from tests.grant_factories import after
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call that has closed."""
    made = office.call()
    with after(made):
        yield made


def test_nobody_reports_before_every_part_was_sent(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    office.pay(award)
    award.tranches.append(
        type(award.tranches[0])(number=2, minor=1_00, condition=award.tranches[0].condition)
    )
    db.session.flush()
    db.session.refresh(award.tranches[1])
    said: dict[str, Any] = {"happened": Happened.YES, "text": "We met.", "people": 1, "left_minor": 0}
    assert refusal(lambda: services.send_report(award, **said, actor=lead)) is Refused.NOTHING_PAID


@pytest.mark.parametrize("happened", [Happened.NO, Happened.PARTLY])
def test_what_did_not_take_place_as_planned_is_not_accepted_in_bulk(
    office: Bursary, call: Call, happened: Happened
) -> None:
    award, _lead = office.reported(call, happened=happened)
    assert services.accept_selected([award.ref], office.body.id, actor=office.officer) == [award.ref]
    act = lambda: services.accept_report(award, actor=office.officer)  # noqa: E731
    if happened is Happened.NO:
        assert refusal(act) is Refused.LEFT_NOT_BACK
    else:
        act()
        assert award.status is Status.CLOSED


def test_what_is_written_off_closes_a_grant_as_a_refund_does(office: Bursary, call: Call) -> None:
    own = funding.add_own_fund(office.body, code="OWN", title={"en": "Own"}, actor=office.finance)
    funding.receive(own, office.account, minor=100_00, day=clock.today(), actor=office.finance)
    award, _lead = office.reported(call, left_minor=50_00)
    fact = queries.list_open_payments(award)[0][0]
    funding.write_off(
        fact,
        minor=50_00,
        account=office.account,
        day=clock.today(),
        actor=office.finance,
        approver=office.treasurer,
    )
    services.accept_report(award, actor=office.officer)
    assert award.status is Status.CLOSED


@pytest.mark.parametrize(
    "said", [{"left_minor": 450_01}, {"left_minor": -1}, {"left_minor": 0, "spent_minor": -1}]
)
def test_a_report_speaks_of_amounts_that_there_can_be(
    office: Bursary, call: Call, said: dict[str, int]
) -> None:
    award, lead = office.accepted(call)
    office.pay(award)
    known: dict[str, Any] = {"happened": Happened.YES, "text": "We met.", "people": 1}
    assert refusal(lambda: services.send_report(award, **known, **said, actor=lead)) is Refused.TOO_MUCH


def test_what_arrived_is_said_of_one_part_and_of_a_day_that_has_come(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    office.pay(award)
    for wrong, code in (
        ({"number": 2}, Refused.NOTHING_PAID),
        ({"minor": 0}, Refused.NOTHING_ARRIVED),
        ({"day": clock.today() + timedelta(days=1)}, Refused.DAY_TO_COME),
    ):
        said: dict[str, Any] = {"number": 1, "minor": 450_00, "currency": "USD", "day": clock.today()}
        assert (
            refusal(
                lambda how=said | wrong: services.confirm_receipt(award, **how, actor=lead)  # type: ignore[misc]
            )
            is code
        )


def test_a_report_is_not_written_over_by_somebody_who_has_not_seen_it(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    office.pay(award)
    said: dict[str, Any] = {"happened": Happened.YES, "text": "We met.", "people": 3, "left_minor": 0}
    services.send_report(award, **said, seen="", actor=lead)
    services.request_changes(award, actor=office.officer, note="How many?")
    stale = refusal(lambda: services.send_report(award, **said, seen="", actor=lead))
    assert stale is Refused.REPORTED_MEANWHILE
    services.send_report(award, **said, seen=report_stamp(award), actor=lead)
    assert award.status is Status.REPORTED


# --- stopped for a while


def test_a_group_reads_why_it_was_stopped_and_has_as_much_longer(office: Bursary, call: Call) -> None:
    call.report_by = clock.today() + timedelta(days=20)
    award, _lead = office.accepted(call)
    due = award.report_until
    assert due is not None
    services.suspend(award, actor=office.officer, note="Wait.")
    assert (award.stop_reason, award.request) == ("Wait.", None)
    with clock.at(clock.now() + timedelta(days=5)):
        services.resume(award, actor=office.officer)
    assert (award.stop_reason, award.status) == (None, Status.ACTIVE)
    assert award.report_until == due + timedelta(days=5)
    assert rules.payable(award, clock.now()) is award.tranches[0]


def test_whoever_is_paid_late_has_some_days_to_report(office: Bursary, call: Call) -> None:
    call.report_by = clock.today() + timedelta(days=2)
    award, _lead = office.accepted(call)
    office.pay(award)
    assert award.report_until == clock.now() + timedelta(days=14)


def test_only_who_acts_for_the_group_reports_and_confirms(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    office.pay(award)
    said: dict[str, Any] = {"happened": Happened.YES, "text": "We met.", "people": 1, "left_minor": 0}
    details = lambda: services.enter_details(award, Route.BANK, BANK | {"bank": "X"}, actor=office.officer)  # noqa: E731
    for act in (details, lambda: services.send_report(award, **said, actor=office.officer)):
        assert refusal(act) is Refused.ONLY_THE_GRANTEE

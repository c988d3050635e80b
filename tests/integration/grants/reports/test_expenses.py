"""Expenses of a grant at actual cost: entered by the group, sent with its report, accepted by the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards import services as awards
from app.grants.awards.enums import AwardRefusal, Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.grants.awards.queries import list_open_payments
from app.grants.awards.services import report_day
from app.grants.calls.models import Call
from app.grants.funding import services as funding
from app.grants.funding.enums import Evidence, FactKind, FundingRefusal
from app.grants.funding.models import Fact
from app.grants.reports import queries, rules, services
from app.grants.reports.enums import Proof
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.presenter import totals_of
from app.grants.reports.services import ExpenseData, Verdict
from app.kernel import clock
from app.kernel.database import db
from app.kernel.local_time import end_of_day
from tests.award_factories import Bursary
from tests.grant_factories import after
from tests.refusals import refusal

ROOM = ExpenseData("Room", "A hall", clock.today(), 200_00, Proof.RECEIPT, "A-1")


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call at actual cost that has closed."""
    made = office.call(template="two_pages")
    with after(made):
        yield made


def _now() -> ExpenseData:
    return replace(ROOM, day=clock.today())


def _send(award: GrantAward, lead: Person, happened: Happened = Happened.YES, **more: Any) -> None:
    more.setdefault("notes", {0: "It cost less."})
    services.send_report(award, happened=happened, text="We met.", people=9, actor=lead, **more)


def test_what_is_wrong_with_an_expense_is_refused_on_entry(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    room = _now()
    kept = services.enter(award, room, actor=lead)
    assert (kept.number, kept.amount, kept.admitted) == (1, room_money(award), None)
    day = timedelta(days=1)
    for said, code in (
        ({"item": "Cars"}, Refused.NOT_IN_THE_BUDGET),
        ({"day": room.day + day}, Refused.DAY_TO_COME),
        ({"day": room.day - day}, Refused.DAY_OUTSIDE),
        ({"minor": 0}, Refused.NOT_ABOVE_ZERO),
        ({"minor": 250_01}, Refused.OVER_THE_GRANT),
        ({"receipt_number": " a1 "}, Refused.ENTERED_BEFORE),
        ({"proof": Proof.PEERS}, Refused.CODES_MISSING),
        ({"peer_codes": "P1, Maria"}, Refused.NOT_A_CODE),
    ):
        wrong = replace(room, **{"receipt_number": "", **said})
        assert refusal(lambda data=wrong: services.enter(award, data, actor=lead)) is code  # type: ignore[misc]
    twin = services.enter(award, replace(room, is_another=True), actor=lead)
    services.enter(award, replace(room, minor=250_00), actor=lead, number=twin.number)
    services.remove(award, kept.number, actor=lead)
    assert [(one.number, one.minor) for one in queries.list_expenses(award)] == [(2, 250_00)]
    for actor in (office.officer, office.finance):
        assert refusal(lambda who=actor: services.enter(award, room, actor=who)) is not None  # type: ignore[misc]


def room_money(award: GrantAward) -> Any:
    return type(award.amount)(200_00, award.currency)


def test_a_statement_keeps_to_the_donor_s_ceiling_when_it_is_entered(office: Bursary) -> None:
    second = clock.today().replace(month=1, day=2)
    funding.add_terms(office.fund, {"statement_ceiling": 100_00}, since=second, actor=office.finance)
    made = office.call(template="two_pages")
    with after(made):
        award, lead = office.at_cost(made)
        stated = replace(_now(), proof=Proof.SIGNED_STATEMENT, minor=60_00, receipt_number="")
        peers = replace(stated, proof=Proof.PEERS, peer_codes="P1 P2")
        services.enter(award, stated, actor=lead)
        act = lambda: services.enter(award, peers, actor=lead)  # noqa: E731
        assert refusal(act) is FundingRefusal.STATEMENT_TOO_LARGE
        fits = services.enter(award, replace(peers, minor=40_00), actor=lead)
        assert fits.peer_codes == "P1, P2"


def test_a_day_while_the_donor_has_stopped_its_award_is_not_paid(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    yesterday = clock.today() - timedelta(days=1)
    funding.suspend(office.fund, since=clock.today(), last_eligible_on=yesterday, actor=office.finance)
    assert refusal(lambda: services.enter(award, _now(), actor=lead)) is Refused.DAY_STOPPED


def test_expenses_are_entered_from_the_first_payment_until_the_report(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call, paid=False)
    assert refusal(lambda: services.enter(award, _now(), actor=lead)) is Refused.ENTERED_TOO_EARLY
    paid, other = office.at_cost(call, "Rush")
    assert refusal(lambda: _send(paid, other)) is Refused.NO_EXPENSES
    services.enter(paid, _now(), actor=other)
    assert refusal(lambda: _send(paid, other, Happened.NO)) is Refused.SPENT_ALL_THE_SAME
    seen = rules.stamp(paid, queries.list_expenses(paid))
    services.enter(paid, replace(_now(), minor=50_00), actor=other, number=1)
    assert refusal(lambda: _send(paid, other, seen=seen)) is Refused.CHANGED_MEANWHILE
    _send(paid, other)
    assert (paid.status, paid.spent_minor, paid.left_minor) == (Status.REPORTED, 50_00, 400_00)
    assert refusal(lambda: services.remove(paid, 1, actor=other)) is Refused.ENTERED_TOO_LATE


def test_the_ledger_gets_what_is_accepted_on_each_kind_of_evidence(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    services.enter(award, _now(), actor=lead)
    services.enter(award, replace(_now(), minor=150_00, proof=Proof.PHOTO, receipt_number=""), actor=lead)
    peers = replace(_now(), minor=100_00, proof=Proof.PEERS, receipt_number="", peer_codes="P1;P2")
    services.enter(award, peers, actor=lead)
    _send(award, lead)
    officer = office.officer
    full = {1: Verdict(200_00), 2: Verdict(150_00), 3: Verdict(100_00)}
    for wrong, code in (
        ({1: Verdict(200_01)}, Refused.MORE_THAN_CLAIMED),
        ({1: Verdict(-1, "No.")}, Refused.MORE_THAN_CLAIMED),
        ({2: Verdict(100_00, " ")}, Refused.REASON_MISSING),
    ):
        assert refusal(lambda said=full | wrong: services.admit(award, said, actor=officer)) is code  # type: ignore[misc]
    assert refusal(lambda: services.admit(award, full, actor=lead)) is not None
    assert refusal(lambda: awards.accept_report(award, actor=officer)) is AwardRefusal.NOT_ADMITTED
    less = full | {2: Verdict(100_00, "The photo shows less.")}
    act = lambda: services.accept_report(award, less, actor=officer)  # noqa: E731
    assert refusal(act) is AwardRefusal.LEFT_NOT_BACK
    services.admit(award, less, actor=officer)
    kept = queries.list_expenses(award)
    assert [(one.admitted_minor, one.reason) for one in kept] == [
        (200_00, None),
        (100_00, "The photo shows less."),
        (100_00, None),
    ]
    fact = list_open_payments(award)[0][0]
    funding.refund(fact, minor=50_00, account=office.account, day=clock.today(), actor=office.finance)
    act()
    assert award.status is Status.CLOSED
    assert _accepted(award) == [
        (Evidence.RECEIPT, 200_00, 200_00),
        (Evidence.PHOTO, 65_00, 65_00),
        (Evidence.PHOTO, 85_00, 35_00),
        (Evidence.SIGNED_STATEMENT, 100_00, 100_00),
    ]


def _accepted(award: GrantAward) -> list[Any]:
    """What the ledger holds on the two payments: (evidence, claimed, accepted)."""
    facts = db.session.scalars(
        select(Fact)
        .where(Fact.commitment_id == award.commitment_id, Fact.kind == FactKind.ACCEPTED_EXPENSE)
        .order_by(Fact.id)
    )
    return [(one.evidence, one.claimed_minor, one.settled_minor) for one in facts]


def test_what_is_changed_after_the_office_asked_is_looked_at_again(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    services.enter(award, replace(_now(), minor=450_00), actor=lead)
    _send(award, lead)
    services.admit(award, {1: Verdict(0, "No.")}, actor=office.officer)
    awards.request_changes(award, actor=office.officer, note="Which hall?")
    changed = services.enter(award, replace(_now(), minor=450_00, purpose="The hall"), actor=lead, number=1)
    assert (changed.admitted_minor, changed.reason) == (None, None)
    _send(award, lead)
    services.accept_report(award, None, actor=office.officer)
    assert award.status is Status.CLOSED
    assert _accepted(award) == [(Evidence.RECEIPT, 315_00, 315_00), (Evidence.RECEIPT, 135_00, 135_00)]


def test_what_came_back_counts_as_back(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    services.enter(award, replace(_now(), minor=400_00), actor=lead)
    fact = list_open_payments(award)[0][0]
    funding.refund(fact, minor=50_00, account=office.account, day=clock.today(), actor=office.finance)
    totals = totals_of(award, queries.list_expenses(award))
    assert (totals.paid.minor, totals.ended.minor, totals.left.minor) == (450_00, 50_00, 0)
    _send(award, lead)
    assert award.left_minor == 0
    services.accept_report(award, None, actor=office.officer)
    assert award.status is Status.CLOSED


def test_no_more_is_accepted_than_is_open_of_what_was_paid(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    services.enter(award, replace(_now(), minor=450_00), actor=lead)
    fact = list_open_payments(award)[0][0]
    funding.refund(fact, minor=50_00, account=office.account, day=clock.today(), actor=office.finance)
    _send(award, lead)
    officer = office.officer
    assert refusal(lambda: services.accept_report(award, None, actor=officer)) is AwardRefusal.TOO_MUCH
    services.accept_report(award, {1: Verdict(400_00, "50.00 came back.")}, actor=officer)
    assert [settled for _evidence, _claimed, settled in _accepted(award)] == [265_00, 135_00]


def test_nobody_undoes_a_decision_or_an_expense_that_they_have_not_seen(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    first = services.enter(award, _now(), actor=lead)
    before = rules.row_stamp(first)
    services.remove(award, first.number, actor=lead, seen=before)
    with clock.shift(timedelta(seconds=1)):
        again = services.enter(award, replace(_now(), minor=450_00), actor=lead)
    assert again.number == first.number
    for act in (
        lambda: services.enter(award, _now(), actor=lead, number=1, seen=before),
        lambda: services.remove(award, 1, actor=lead, seen=before),
    ):
        assert refusal(act) is Refused.EXPENSE_CHANGED
    _send(award, lead)
    seen, officer = rules.stamp(award, queries.list_expenses(award)), office.officer
    services.admit(award, {1: Verdict(100_00, "One hall.")}, actor=officer, seen=seen)
    for stale in (
        lambda: services.admit(award, {1: Verdict(450_00)}, actor=officer, seen=seen),
        lambda: services.accept_report(award, None, actor=officer, seen=seen),
    ):
        assert refusal(stale) is Refused.CHECKED_MEANWHILE
    assert queries.list_expenses(award)[0].admitted_minor == 100_00


def test_days_are_those_of_the_calls_time_zone(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    call.zone = "Pacific/Kiritimati"
    far = end_of_day(clock.today() + timedelta(days=3), call.zone)
    award.report_until = far
    last = report_day(award)
    assert last == clock.today() + timedelta(days=3)
    with clock.at(far + timedelta(days=2)):
        late = replace(_now(), day=last + timedelta(days=1))
        assert refusal(lambda: services.enter(award, late, actor=lead)) is Refused.DAY_OUTSIDE
        services.enter(award, replace(_now(), day=last), actor=lead)

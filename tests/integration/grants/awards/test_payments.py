"""Where money is sent, payment runs, what arrives, and the report that closes a grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.services import hold, release
from app.grants.awards import queries, rules, services
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import Happened, Route, RunStatus
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.grants.awards.services.payouts import read_details
from app.grants.calls.models import Call
from app.grants.funding import services as funding
from app.grants.funding.enums import Evidence, FactKind, FundingRefusal
from app.grants.funding.models import Fact
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from app.questionnaires.services import enter_answers
from tests.award_factories import BANK, Bursary
from tests.factories import give_role
from tests.grant_factories import after, budget_of
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


def _facts(award: GrantAward) -> list[tuple[FactKind, int]]:
    rows = db.session.scalars(
        select(Fact).where(Fact.commitment_id == award.commitment_id).order_by(Fact.number)
    )
    return [(one.kind, one.promised_minor) for one in rows]


def _actions(award: GrantAward) -> list[str]:
    return sorted(wait.action for wait in award.open_waits)


# --- where money is sent


def test_the_group_is_asked_where_money_goes_and_says_it(office: Bursary, call: Call) -> None:
    award, lead = office.offered(call)
    services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    assert _actions(award) == ["enter_details"]
    assert rules.payable(award, clock.now()) is None
    assert (
        refusal(lambda: services.enter_details(award, Route.BANK, BANK | {"account": " "}, actor=lead))
        is Refused.DETAILS_LACK
    )
    services.enter_details(award, Route.BANK, BANK | {"more": "x"}, actor=lead)
    assert (award.route, read_details(award.details)) == (Route.BANK, BANK)
    assert (_actions(award), rules.payable(award, clock.now())) == ([], award.tranches[0])


def test_a_change_is_told_to_the_group_and_used_only_days_later(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    lead.email = "reed@example.org"
    told = db.session.query(OutboxMessage).filter_by(about="grant_award.new_details")
    services.enter_details(award, Route.BANK, BANK, actor=lead)
    assert (told.count(), award.details_usable_at) == (0, None)
    services.enter_details(award, Route.BANK, BANK | {"account": "KE-2"}, actor=lead)
    assert told.count() == 1
    assert award.details_usable_at == clock.now() + timedelta(days=3)
    assert rules.payable(award, clock.now()) is None
    assert queries.list_payable(office.finance, office.body.id) == []
    assert refusal(lambda: office.prepared(award)) is Refused.NOT_PAYABLE
    with clock.at(clock.now() + timedelta(days=3)):
        assert queries.list_payable(office.finance, office.body.id) == [(award, award.tranches[0])]
        office.pay(award)
    assert rules.paid_minor(award) == 450_00


# --- payment runs


def test_one_person_prepares_a_run_and_another_approves_it(office: Bursary, call: Call) -> None:
    awards = [office.accepted(call, name)[0] for name in ("Reed", "Rush")]
    assert queries.count_payable(office.finance, [office.body.id]) == {office.body.id: 2}
    run = office.prepared(*awards)
    assert queries.count_payable(office.finance, [office.body.id]) == {}
    assert queries.count_runs_to_approve([office.body.id], but=office.finance.id) == {}
    assert queries.count_runs_to_approve([office.body.id], but=office.treasurer.id) == {office.body.id: 1}
    assert [_facts(one) for one in awards] == [[(FactKind.COMMITMENT, 450_00)]] * 2
    for actor, code in (
        (office.finance, Refused.PREPARED_BY_YOU),
        (office.officer, KernelRefusal.NOT_YOURS_TO_DO),
    ):
        assert refusal(lambda who=actor: services.approve_run(run, actor=who)) is code  # type: ignore[misc]
    services.approve_run(run, actor=office.treasurer)
    assert [_facts(one)[1:] for one in awards] == [[(FactKind.PAYMENT, -450_00)]] * 2
    fact = db.session.scalars(select(Fact).where(Fact.kind == FactKind.PAYMENT)).first()
    assert fact is not None
    assert (fact.act, fact.made_by_id, fact.approved_by_id) == (
        run.ref,
        office.finance.id,
        office.treasurer.id,
    )
    assert (run.status, run.decided_by_id, run.total.minor) == (
        RunStatus.APPROVED,
        office.treasurer.id,
        900_00,
    )
    again = refusal(lambda: services.approve_run(run, actor=office.treasurer))
    assert again is KernelRefusal.NOT_IN_THIS_STATE
    assert _actions(awards[0]) == ["confirm", "report"]


def test_a_payment_is_in_one_run_until_that_is_cancelled(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    run = office.prepared(award)
    assert refusal(lambda: office.prepared(award)) is Refused.IN_ANOTHER_RUN
    services.cancel_run(run, actor=office.finance)
    assert (run.status, _facts(award)) == (RunStatus.CANCELLED, [(FactKind.COMMITMENT, 450_00)])
    office.pay(award)
    assert refusal(lambda: office.prepared(award)) is Refused.NOT_PAYABLE


def test_only_finance_prepares_and_only_what_can_be_paid(office: Bursary, call: Call) -> None:
    award, lead = office.offered(call)
    assert refusal(lambda: office.prepared(award)) is Refused.NOT_PAYABLE
    assert refusal(lambda: office.prepared()) is Refused.NOTHING_CHOSEN
    services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    services.enter_details(award, Route.BANK, BANK, actor=lead)
    euro = funding.add_account(office.body, code="Euro", currency="EUR", actor=office.finance)
    prepare = services.prepare_run
    assert (
        refusal(lambda: prepare(office.body, euro, [award.ref], actor=office.finance))
        is Refused.OTHER_CURRENCY
    )
    assert (
        refusal(lambda: prepare(office.body, office.account, [award.ref], actor=office.officer))
        is KernelRefusal.NOT_YOURS_TO_DO
    )


def test_what_changed_since_it_was_prepared_stops_the_whole_run(office: Bursary, call: Call) -> None:
    first, _lead = office.accepted(call, "Reed")
    second, _other = office.accepted(call, "Rush")
    run = office.prepared(first, second)
    services.suspend(second, actor=office.officer, note="Wait.")
    assert refusal(lambda: services.approve_run(run, actor=office.treasurer)) is Refused.NOT_PAYABLE


def test_another_donors_money_is_used_only_where_the_second_person_says_so(session: Session) -> None:
    office = Bursary(cash=100_00)
    call = office.call()
    with after(call):
        award, _lead = office.accepted(call)
        run = office.prepared(award)
        nested = db.session.begin_nested()
        assert refusal(lambda: services.approve_run(run, actor=office.treasurer)) is FundingRefusal.CASH_SHORT
        nested.rollback()
        services.approve_run(run, actor=office.treasurer, despite_cash=True)
        assert rules.paid_minor(award) == 450_00


def test_whoever_belongs_to_the_group_pays_it_nothing(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    give_role(lead, Role.FINANCE_OFFICER, ScopeKind.BODY, office.body.id)
    run = office.prepared(award)
    assert refusal(lambda: services.approve_run(run, actor=lead)) is not None


def test_the_second_part_waits_until_the_first_has_arrived(office: Bursary) -> None:
    call = office.call(template="two_pages", smallest_minor=500_00, largest_minor=5_000_00, code="big")
    case, lead = office.draft(call)
    enter_answers(case.response, budget_of(1_000_00), actor=lead)
    office.send_proposed_and_award(case, lead)
    with after(call):
        award = services.offer(case, actor=office.officer)
        services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
        services.enter_details(award, Route.BANK, BANK, actor=lead)
        first, second = award.tranches
        assert (first.minor, second.minor) == (700_00, 300_00)
        office.pay(award)
        assert rules.payable(award, clock.now()) is None
        assert queries.list_payable(office.finance, office.body.id) == []
        services.confirm_receipt(award, number=1, minor=690_00, currency="USD", day=clock.today(), actor=lead)
        assert rules.payable(award, clock.now()) is second
        assert queries.list_payable(office.finance, office.body.id) == [(award, second)]
        office.pay(award)
        assert rules.paid_minor(award) == 1_000_00


def test_a_payment_that_came_back_can_be_made_again(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    office.pay(award)
    fact = queries.list_open_payments(award)[0][0]
    funding.take_back(fact, day=clock.today(), actor=office.finance)
    db.session.expire(award.tranches[0], ["paid_minor"])
    assert rules.paid_minor(award) == 0
    office.pay(award)
    assert rules.paid_minor(award) == 450_00


# --- what arrived, and the report


def test_the_group_says_what_arrived_once_and_only_of_what_was_sent(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    arrived: dict[str, Any] = {"minor": 58_000_00, "currency": "KES", "day": clock.today()}
    assert (
        refusal(lambda: services.confirm_receipt(award, number=1, **arrived, actor=lead))
        is Refused.NOTHING_PAID
    )
    office.pay(award)
    assert (
        refusal(lambda: services.confirm_receipt(award, number=1, **arrived, actor=office.officer))
        is Refused.ONLY_THE_GRANTEE
    )
    services.confirm_receipt(award, number=1, **arrived, actor=lead)
    assert (award.tranches[0].received_minor, award.tranches[0].received_currency) == (58_000_00, "KES")
    assert _actions(award) == ["report"]
    services.confirm_receipt(award, number=1, **(arrived | {"minor": 57_000_00}), actor=lead)
    assert award.tranches[0].received_minor == 57_000_00
    services.say_missing(award, number=1, actor=lead)
    assert (award.tranches[0].received_minor, award.tranches[0].missing_at) == (None, clock.now())


def test_a_report_is_sent_after_the_money_and_can_be_asked_to_change(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    said: dict[str, Any] = {"happened": Happened.PARTLY, "text": "Rain.", "people": None, "left_minor": 0}
    assert refusal(lambda: services.send_report(award, **said, actor=lead)) is Refused.NOTHING_PAID
    office.pay(award)
    services.send_report(award, **said, actor=lead)
    assert (award.status, award.reported_at) == (Status.REPORTED, clock.now())
    services.request_changes(award, actor=office.officer, note="How many came?")
    assert (award.status, award.request) == (Status.ACTIVE, "How many came?")
    assert award.report_until == clock.now() + timedelta(days=7)
    services.send_report(award, **(said | {"people": 12}), actor=lead)
    assert (award.status, award.request, award.people_reached) == (Status.REPORTED, None, 12)


def test_a_hold_gives_the_group_as_much_longer_to_report(office: Bursary, call: Call) -> None:
    call.report_by = clock.today() + timedelta(days=30)
    award, _lead = office.accepted(call)
    office.pay(award)
    due = award.report_until
    assert due is not None
    assert due == award.due_at
    hold(award.organisation_id)
    with clock.at(clock.now() + timedelta(days=5)):
        release(award.organisation_id)
    assert award.report_until == due + timedelta(days=5)


def test_an_accepted_report_counts_the_whole_amount_as_spent(office: Bursary, call: Call) -> None:
    award, lead = office.reported(call)
    for actor in (lead, office.finance):
        assert refusal(lambda who=actor: services.accept_report(award, actor=who)) is not None  # type: ignore[misc]
    services.accept_report(award, actor=office.officer)
    assert (award.status, award.is_open) == (Status.CLOSED, False)
    fact = db.session.scalars(select(Fact).where(Fact.kind == FactKind.ACCEPTED_EXPENSE)).one()
    assert (fact.accepted_minor, fact.evidence, fact.made_by_id) == (
        450_00,
        Evidence.ACTIVITY,
        office.officer.id,
    )
    assert queries.list_open_payments(award) == []


def test_what_is_left_comes_back_before_a_grant_is_closed(office: Bursary, call: Call) -> None:
    award, _lead = office.reported(call, left_minor=50_00)
    assert refusal(lambda: services.accept_report(award, actor=office.officer)) is Refused.LEFT_NOT_BACK
    fact = queries.list_open_payments(award)[0][0]
    funding.refund(fact, minor=50_00, account=office.account, day=clock.today(), actor=office.finance)
    services.accept_report(award, actor=office.officer)
    accepted = db.session.scalars(select(Fact).where(Fact.kind == FactKind.ACCEPTED_EXPENSE)).one()
    assert accepted.accepted_minor == 400_00


def test_many_reports_are_accepted_in_one_act_and_each_is_judged(office: Bursary, call: Call) -> None:
    good, _lead = office.reported(call, "Reed")
    left, _other = office.reported(call, "Rush", left_minor=10_00)
    refs = [good.ref, left.ref]
    assert services.accept_selected(refs, office.body.id, actor=office.officer) == [left.ref]
    assert (good.status, left.status) == (Status.CLOSED, Status.REPORTED)


def test_nothing_is_paid_while_a_grant_is_suspended_and_nothing_cancelled_once_paid(
    office: Bursary, call: Call
) -> None:
    award, _lead = office.accepted(call)
    services.suspend(award, actor=office.officer, note="Wait.")
    assert (award.status, award.stop_reason) == (Status.SUSPENDED, "Wait.")
    assert refusal(lambda: office.prepared(award)) is Refused.NOT_PAYABLE
    other, _lead2 = office.accepted(call, "Rush")
    office.pay(other)
    assert refusal(lambda: services.cancel(other, actor=office.officer, note="No.")) is Refused.PAID_ALREADY

"""What keeps a grant safe: where its money goes, who touches it, and what the ledger does beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal
from app.casework.models import CaseExclusion
from app.casework.services import take_step
from app.grants.applications import services as applications
from app.grants.applications.enums import GrantRefusal, Outcome
from app.grants.applications.process_words import Action as ApplicationAction
from app.grants.applications.process_words import Status as ApplicationStatus
from app.grants.awards import queries, services
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import Route
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.grants.awards.services.payouts import read_details
from app.grants.calls.models import Call
from app.grants.calls.services import cancel_call
from app.grants.funding import services as funding
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.queries import sums
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.jobs import Job
from app.kernel.permissions import Role, ScopeKind
from tests.award_factories import BANK, Bursary
from tests.factories import give_role, make_person
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


def _follow(award: GrantAward) -> None:
    """What the job does after the ledger wrote something about this grant."""
    jobs = db.session.scalars(select(Job).where(Job.name == "grants.money_moved")).all()
    assert {one.arguments["commitment_id"] for one in jobs} >= {award.commitment_id}
    services.follow_money(award.commitment_id)


# --- where money goes


def test_what_was_prepared_is_what_is_sent(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    run = office.prepared(award)
    changed = BANK | {"account": "KE-2"}
    assert (
        refusal(lambda: services.enter_details(award, Route.BANK, changed, actor=lead))
        is Refused.PAID_MEANWHILE
    )
    services.approve_run(run, actor=office.treasurer)
    services.enter_details(award, Route.BANK, changed, actor=lead)
    item = run.items[0]
    assert (item.route, read_details(item.details)) == (Route.BANK, BANK)


@pytest.mark.parametrize("wrong", ["=1+1", "-Reed", "+Reed", "@Reed", "\tReed"])
def test_no_detail_is_a_formula(office: Bursary, call: Call, wrong: str) -> None:
    award, lead = office.accepted(call)
    known = BANK | {"holder": wrong}
    if wrong.strip() == "Reed":
        services.enter_details(award, Route.BANK, known, actor=lead)
        assert read_details(award.details)["holder"] == "Reed"
        return
    assert (
        refusal(lambda: services.enter_details(award, Route.BANK, known, actor=lead)) is Refused.DETAILS_WRONG
    )


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("+254 700 123 456", "+254700123456"), ("0700123456", "0700123456"), ("call me", None)],
)
def test_a_phone_number_is_kept_as_a_file_takes_it(
    office: Bursary, call: Call, phone: str, kept: str | None
) -> None:
    award, lead = office.accepted(call)
    mobile = {"holder": "Reed", "phone": phone, "provider": "M"}
    act = lambda: services.enter_details(award, Route.MOBILE, mobile, actor=lead)  # noqa: E731
    if kept is None:
        assert refusal(act) is Refused.DETAILS_WRONG
        return
    act()
    assert read_details(award.details)["phone"] == kept


# --- who touches it


def test_whoever_belongs_to_the_group_neither_offers_prepares_nor_sees(office: Bursary, call: Call) -> None:
    case, lead = office.awarded(call)
    for role in (Role.GRANTS_OFFICER, Role.FINANCE_OFFICER):
        give_role(lead, role, ScopeKind.BODY, office.body.id)
    db.session.refresh(lead)
    assert queries.list_to_offer(lead, call) == []
    assert queries.count_to_offer(lead, [office.body.id]) == []
    assert refusal(lambda: services.offer(case, actor=lead)) in (
        CaseworkRefusal.RECUSED,
        CaseworkRefusal.CHOOSE_ROLE_FIRST,
    )
    award = services.offer(case, actor=office.officer)
    services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    services.enter_details(award, Route.BANK, BANK, actor=lead)
    assert queries.list_payable(lead, office.body.id) == []
    assert queries.count_payable(lead, [office.body.id]) == {}
    prepare = lambda: services.prepare_run(office.body, office.account, [award.ref], actor=lead)  # noqa: E731
    assert refusal(prepare) is CaseworkRefusal.RECUSED
    run = office.prepared(award)
    assert refusal(lambda: services.approve_run(run, actor=lead)) is CaseworkRefusal.RECUSED


def test_whoever_must_not_know_of_a_grant_pays_it_nothing(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    others, outsider = office.group("Others")
    give_role(outsider, Role.FINANCE_OFFICER, ScopeKind.BODY, office.body.id)
    db.session.add(CaseExclusion(case_id=award.id, organisation_id=others.id))
    db.session.flush()
    assert queries.list_payable(outsider, office.body.id) == []
    run = office.prepared(award)
    assert refusal(lambda: services.approve_run(run, actor=outsider)) is CaseworkRefusal.RECUSED


def test_a_run_is_tried_with_somebody_who_could_approve_it(session: Session) -> None:
    office = Bursary()
    call = office.call()
    with after(call):
        award, lead = office.accepted(call)
        early = make_person("Early")
        give_role(early, Role.FINANCE_OFFICER, ScopeKind.BODY, office.body.id)
        give_role(lead, Role.FINANCE_OFFICER, ScopeKind.BODY, office.body.id)
        assert office.prepared(award).items


def test_a_run_of_somebody_who_left_is_prepared_again(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    run = office.prepared(award)
    for grant in office.finance.role_grants:
        grant.ends_on = clock.today() - timedelta(days=1)
    db.session.flush()
    assert refusal(lambda: services.approve_run(run, actor=office.treasurer)) is Refused.PREPARER_GONE


def test_the_one_who_proposed_last_does_not_decide_and_nobody_else_is_kept_from_it(
    office: Bursary, call: Call
) -> None:
    with clock.at(call.closes_at - timedelta(days=1)):  # type: ignore[operator]
        case, _lead = office.sent(call)
    applications.propose(case, Outcome.AWARD, actor=office.officer, reason="It fits.")
    take_step(case, ApplicationAction.SEND_BACK, actor=office.second, note="Look again.")
    applications.propose(case, Outcome.AWARD, actor=office.second, reason="Now it fits.")
    assert refusal(lambda: applications.award(case, actor=office.second)) is GrantRefusal.PROPOSED_BY_YOU
    applications.award(case, actor=office.officer)
    assert case.commitment is not None


def test_a_cancelled_call_gives_no_grants(office: Bursary, call: Call) -> None:
    case, _lead = office.awarded(call)
    with clock.at(call.closes_at - timedelta(days=1)):  # type: ignore[operator]
        other, _other = office.sent(call, "Rush")
        cancel_call(call, reason="No money.", actor=office.officer)
    assert (
        refusal(lambda: applications.propose(other, Outcome.AWARD, actor=office.officer, reason="It fits."))
        is GrantRefusal.CALL_CANCELLED
    )
    assert refusal(lambda: services.offer(case, actor=office.officer)) is GrantRefusal.CALL_CANCELLED


def test_a_group_that_never_answers_is_decided_on_all_the_same(office: Bursary, call: Call) -> None:
    with clock.at(call.closes_at - timedelta(days=1)):  # type: ignore[operator]
        case, _lead = office.sent(call)
    applications.request_changes(case, actor=office.officer, note="How many?")
    applications.propose(case, Outcome.DECLINE, actor=office.officer, reason="No answer came.")
    applications.decide(case, ApplicationAction.DECLINE, actor=office.second)
    assert not case.is_open


# --- the ledger beside it


def test_only_the_pages_of_grants_pay_and_release_what_was_granted(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    by: dict[str, Any] = {"day": clock.today(), "actor": office.finance}
    paid: dict[str, Any] = {
        "tranche": 2,
        "minor": 1_00,
        "account": office.account,
        "approver": office.treasurer,
    }
    commitment = award.commitment
    assert refusal(lambda: funding.pay(commitment, **paid, **by)) is FundingRefusal.OF_A_GRANT
    assert refusal(lambda: funding.release_promise(commitment, **by)) is FundingRefusal.OF_A_GRANT
    office.pay(award)
    fact = queries.list_open_payments(award)[0][0]
    funding.take_back(fact, **by)
    again: dict[str, Any] = {"account": office.account, "approver": office.treasurer}
    assert refusal(lambda: funding.reissue(fact, **again, **by)) is FundingRefusal.OF_A_GRANT


def test_a_grant_follows_a_payment_that_came_back(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    office.pay(award)
    services.confirm_receipt(award, number=1, minor=450_00, currency="USD", day=clock.today(), actor=lead)
    fact = queries.list_open_payments(award)[0][0]
    funding.take_back(fact, day=clock.today(), actor=office.finance)
    db.session.expire_all()
    _follow(award)
    assert award.tranches[0].received_minor is None
    assert award.open_waits == []
    assert queries.list_payable(office.finance, office.body.id) == [(award, award.tranches[0])]
    office.pay(award)
    assert sorted(wait.action for wait in award.open_waits) == ["confirm", "report"]


def test_a_grant_that_was_refunded_whole_can_be_cancelled(office: Bursary, call: Call) -> None:
    award, _lead = office.accepted(call)
    office.pay(award)
    end = lambda: services.cancel(award, actor=office.officer, note="They stopped.")  # noqa: E731
    assert refusal(end) is Refused.PAID_ALREADY
    fact = queries.list_open_payments(award)[0][0]
    funding.refund(fact, minor=450_00, account=office.account, day=clock.today(), actor=office.finance)
    end()
    assert (award.status, award.stop_reason) == (Status.CANCELLED, "They stopped.")
    assert sums(Fact.line_id == office.line.id).committed == 0


def test_a_cancelled_call_ends_its_applications_and_gives_back_what_no_grant_was_offered_of(
    office: Bursary, call: Call
) -> None:
    selected, _lead = office.awarded(call, "Reed")
    offered, _other = office.offered(call, "Rush")
    with clock.at(call.closes_at - timedelta(days=1)):  # type: ignore[operator]
        waits = office.sent(call, "Moss")[0]
    with pytest.raises(DomainError) as caught:
        take_step(waits, ApplicationAction.END_WITH_CALL, actor=office.officer)
    assert caught.value.code is KernelRefusal.NOT_YOURS_TO_DO
    cancel_call(call, reason="No money.", actor=office.officer)
    db.session.flush()
    applications.end_with_call(call.id)
    assert [one.status for one in (selected, waits, offered.application)] == [
        ApplicationStatus.CALL_CANCELLED,
        ApplicationStatus.CALL_CANCELLED,
        ApplicationStatus.AWARDED,
    ]
    assert offered.status is Status.OFFERED
    assert sums(Fact.line_id == office.line.id).committed == 450_00
    applications.end_with_call(call.id)

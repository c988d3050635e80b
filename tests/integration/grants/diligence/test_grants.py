"""What grants ask of the check of a group: before the offer, and before each payment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import current_app
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.awards import presenter, queries, services
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import Route
from app.grants.awards.models import GrantAward
from app.grants.awards.rules import is_paid
from app.grants.awards.services.known import require_known
from app.grants.calls.models import Call
from app.grants.diligence import services as diligence
from app.grants.diligence.enums import Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.presenter.desk import list_desk_items
from app.grants.diligence.presenter.lists import open_needs
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.questionnaires.services import enter_answers
from tests.award_factories import BANK, Bursary, sign_change
from tests.diligence_factories import make_check, pass_check
from tests.funding_factories import make_award as make_fund
from tests.grant_factories import after, budget_of
from tests.refusals import refusal

BIG, MIDDLE, SMALL = 20_000_00, 2_000_00, 1_999_99


@pytest.fixture
def office(session: Session) -> Bursary:
    """A network with USD 90,000 to give."""
    made = Bursary(cash=90_000_00)
    made.line.agreed_minor = made.fund.agreed_minor = 90_000_00
    return made


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call for grants of whatever size, which has closed."""
    made = office.call(template="two_pages", smallest_minor=500_00, largest_minor=40_000_00)
    with after(made):
        yield made


def _selected(office: Bursary, call: Call, minor: int, name: str = "Reed") -> tuple[GrantApplication, Person]:
    assert call.closes_at is not None
    with clock.at(call.closes_at - timedelta(days=1)):
        case, lead = office.draft(call, name)
        enter_answers(case.response, budget_of(minor), actor=lead)
        applications.send_application(case, actor=lead)
    applications.propose(case, Outcome.AWARD, actor=office.officer, reason="It fits.")
    applications.award(case, actor=office.second)
    return case, lead


def _pass(office: Bursary, case: Any, tier: Tier, **said: Any) -> DiligenceCheck:
    return pass_check(office.body, case.organisation, tier, (office.officer, office.second), **said)


def _accepted(office: Bursary, call: Call, minor: int, name: str = "Reed") -> tuple[GrantAward, Person]:
    case, lead = _selected(office, call, minor, name)
    award = services.offer(case, actor=office.officer)
    services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    services.enter_details(award, Route.BANK, BANK, actor=lead)
    return award, lead


def test_a_light_grant_asks_for_no_check(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call, SMALL)
    assert award.diligence is Tier.NONE
    assert open_needs(office.officer, [office.body.id]) == []
    office.pay(award)
    assert presenter.known_line(award) is None


def test_a_large_grant_is_not_offered_before_a_full_check(office: Bursary, call: Call) -> None:
    case, _lead = _selected(office, call, BIG)
    offer = lambda: services.offer(case, actor=office.officer)  # noqa: E731
    with pytest.raises(DomainError) as caught:
        offer()
    assert (caught.value.code, caught.value.params) == (Refused.CHECK_NEEDED, {"group": "Reed"})
    _pass(office, case, Tier.STANDARD)
    assert refusal(offer) is Refused.CHECK_NEEDED
    _pass(office, case, Tier.FULL)
    assert offer().diligence is Tier.FULL


def test_an_expired_full_check_stops_an_offer(office: Bursary, call: Call) -> None:
    case, _lead = _selected(office, call, BIG)
    _pass(office, case, Tier.FULL, until=clock.today())
    with clock.shift(timedelta(days=1)):
        offer = lambda: services.offer(case, actor=office.officer)  # noqa: E731
        assert refusal(offer) is Refused.CHECK_EXPIRED


def test_a_middle_grant_is_offered_and_its_payment_waits(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call, MIDDLE)
    assert award.diligence is Tier.STANDARD
    assert refusal(lambda: office.prepared(award)) is Refused.CHECK_NEEDED
    assert queries.list_payable(office.finance, office.body.id) == []
    assert queries.count_payable(office.finance, [office.body.id]) == {}
    waiting = presenter.unknown_rows(office.finance, office.body.id, "en")
    assert [(one.name, one.known_until) for one in waiting] == [("Reed", None)]
    check = _pass(office, award, Tier.STANDARD)
    assert presenter.unknown_rows(office.finance, office.body.id, "en") == []
    payable = presenter.payable_rows(office.finance, office.body.id, "en")
    assert [one.known_until for one in payable["USD"]] == [check.valid_until]
    office.pay(award)


def test_a_check_that_did_not_pass_counts_for_nothing(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call, MIDDLE)
    check = make_check(office.body, award.organisation, Tier.STANDARD, office.officer)
    assert refusal(lambda: office.prepared(award)) is Refused.CHECK_NEEDED
    diligence.conclude_check(check, passed=False, words="No.", actor=office.second)
    assert refusal(lambda: office.prepared(award)) is Refused.CHECK_NEEDED


def test_a_check_is_used_again_by_the_next_grant(office: Bursary, call: Call) -> None:
    first, lead = _accepted(office, call, MIDDLE)
    _pass(office, first, Tier.FULL)
    office.pay(first)
    later = office.call(code="later", template="two_pages", smallest_minor=1, largest_minor=40_000_00)
    case = applications.start_application(later, first.organisation, actor=lead, language="en")
    enter_answers(case.response, budget_of(BIG), actor=lead)
    applications.send_application(case, actor=lead)
    with after(later):
        applications.propose(case, Outcome.AWARD, actor=office.officer, reason="It fits.")
        applications.award(case, actor=office.second)
        assert services.offer(case, actor=office.officer).diligence is Tier.FULL


def test_what_expires_between_offer_and_payment_stops_the_payment(office: Bursary, call: Call) -> None:
    case, lead = _selected(office, call, BIG)
    _pass(office, case, Tier.FULL, until=clock.today())
    award = services.offer(case, actor=office.officer)
    services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    services.enter_details(award, Route.BANK, BANK, actor=lead)
    run = office.prepared(award)
    with clock.shift(timedelta(days=1)):
        approve = lambda: services.approve_run(run, actor=office.treasurer)  # noqa: E731
        assert refusal(approve) is Refused.CHECK_EXPIRED
        assert [one.is_stopped for one in presenter.run_items(run, "en")] == [True]
        services.cancel_run(run, actor=office.finance)
        assert refusal(lambda: office.prepared(award)) is Refused.CHECK_EXPIRED
        line = presenter.known_line(award)
        assert line is not None
        assert line.waits
        _pass(office, award, Tier.FULL)
        office.pay(award)


def test_a_check_that_is_ended_stops_payments_at_once(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call, MIDDLE)
    check = _pass(office, award, Tier.STANDARD)
    run = office.prepared(award)
    diligence.end_check(check, note="The host closed.", actor=office.second)
    approve = lambda: services.approve_run(run, actor=office.treasurer)  # noqa: E731
    assert refusal(approve) is Refused.CHECK_NEEDED


def test_a_grant_that_was_offered_before_asks_for_nothing(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call, MIDDLE)
    award.diligence = Tier.NONE  # as the migration leaves it
    db.session.flush()
    office.pay(award)
    assert is_paid(award.tranches[0])


def test_known_is_asked_by_tier_and_day(office: Bursary, call: Call) -> None:
    case, _lead = _selected(office, call, SMALL)
    today = clock.today()
    require_known(case, Tier.NONE, today)
    _pass(office, case, Tier.STANDARD, until=today)
    require_known(case, Tier.STANDARD, today)
    tomorrow = today + timedelta(days=1)
    assert refusal(lambda: require_known(case, Tier.STANDARD, tomorrow)) is Refused.CHECK_EXPIRED
    assert refusal(lambda: require_known(case, Tier.FULL, today)) is Refused.CHECK_NEEDED


def _desk(person: Person, office: Bursary) -> list[str]:
    return [one.verb for one in list_desk_items(person, "en", [office.body])]


def test_the_office_has_what_grants_need_on_its_desk(office: Bursary, call: Call) -> None:
    _accepted(office, call, SMALL, "Alder")
    big, _lead = _selected(office, call, BIG, "Birch")
    _accepted(office, call, MIDDLE, "Cedar")
    needs = open_needs(office.officer, [office.body.id])
    assert [(one.name, one.tier, one.before_offer, until) for one, until in needs] == [
        ("Birch", Tier.FULL, True, None),
        ("Cedar", Tier.STANDARD, False, None),
    ]
    with current_app.test_request_context("/en/"):
        assert _desk(office.officer, office) == ["Check 2 groups"]
        assert _desk(office.finance, office) == []
        make_check(office.body, big.organisation, Tier.FULL, office.officer)
        assert _desk(office.second, office) == ["Conclude 1 check of a group", "Check 1 group"]
        assert _desk(office.officer, office) == ["Check 1 group"]


def test_the_office_hears_before_a_check_runs_out(office: Bursary, call: Call) -> None:
    award, _lead = _accepted(office, call, MIDDLE)
    in_a_month = clock.today() + timedelta(days=30)
    _pass(office, award, Tier.STANDARD, until=in_a_month)
    assert open_needs(office.officer, [office.body.id]) == []
    with clock.shift(timedelta(days=1)):
        assert [until for _one, until in open_needs(office.officer, [office.body.id])] == [in_a_month]


def test_the_amount_is_compared_in_the_currency_of_the_fund(office: Bursary) -> None:
    """USD 20,000 that are set aside as EUR 18,181.82 ask for a standard check only."""
    rates = [{"base": "EUR", "quote": "USD", "value": "1.10"}]
    fund = make_fund(office.body, office.finance, "E", currency="EUR", budget_rates=rates)
    fund.agreed_minor = fund.lines[0].agreed_minor = 90_000_00
    call = office.call(
        code="euro", template="two_pages", smallest_minor=1, largest_minor=40_000_00, lines=[fund.lines[0]]
    )
    with after(call):
        case, _lead = _selected(office, call, BIG)
        assert case.commitment is not None
        assert queries.tier_of(case.commitment) is Tier.STANDARD
        assert [(one.name, one.tier) for one, _until in open_needs(office.officer, [office.body.id])] == [
            ("Reed", Tier.STANDARD)
        ]
        assert services.offer(case, actor=office.officer).diligence is Tier.STANDARD


def test_a_grant_that_becomes_larger_needs_what_its_new_amount_needs(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call, SMALL)
    office.pay(award)
    made = office.propose_amount(award, BIG)
    approve = lambda: services.approve_variation(award, seen=made.ref, actor=office.second)  # noqa: E731
    assert refusal(approve) is Refused.CHECK_NEEDED
    db.session.expire_all()
    _pass(office, award, Tier.FULL)
    approve()
    assert award.diligence is Tier.NONE  # until the group has signed
    sign_change(award, lead)
    assert award.diligence is Tier.FULL


def test_a_raise_below_the_full_check_waits_at_its_payment(office: Bursary, call: Call) -> None:
    award, lead = _accepted(office, call, SMALL)
    office.pay(award)
    office.to_sign(award, MIDDLE)
    sign_change(award, lead)
    assert award.diligence is Tier.STANDARD

"""What a ledger must refuse, whoever asks: other funds' lines, days to come, money twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import Evidence, FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.queries.balances import exchange_loss_open
from app.grants.funding.rules import refuse_country
from app.grants.funding.terms import Terms
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.permissions import Role
from tests.factories import give_role, make_person
from tests.integration.grants.funding.kept_year import year_until
from tests.integration.grants.funding.year import TERMS_A, Year, at_noon
from tests.organisation_factories import make_body

Refused = FundingRefusal


def _refused(day: date, act: Callable[[], Any]) -> Any:
    with at_noon(day), pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


def test_budget_moves_only_between_two_lines_of_one_fund(session: Session) -> None:
    day = date(2026, 1, 16)
    year = year_until(day)

    def move(taking: str) -> Callable[[], None]:
        return lambda: services.move(
            year.lines["A1"], year.lines[taking], minor=1_00, day=day, actor=year.finance
        )

    refused = [_refused(day, move("B1")), _refused(day, move("A1"))]
    assert refused == [Refused.NOT_OF_THIS_FUND, Refused.NOT_OF_THIS_FUND]


def test_another_networks_account_is_not_used(session: Session) -> None:
    day = date(2026, 1, 16)
    year = year_until(day)
    with at_noon(day):
        account = services.add_account(make_body("elder"), code="X", currency="USD", actor=year.finance)
    act = lambda: services.receive(  # noqa: E731
        year.funds["A"], account, minor=1_00, day=day, actor=year.finance
    )
    assert _refused(day, act) is Refused.NOT_OF_THIS_FUND


def test_nothing_is_booked_on_a_day_to_come_and_no_quarter_is_closed_before_its_end(session: Session) -> None:
    day = date(2026, 3, 31)
    year = year_until(day)
    fund, account = year.funds["A"], year.accounts["USD"]
    receive = lambda: services.receive(  # noqa: E731
        fund, account, minor=1_00, day=date(2026, 4, 1), actor=year.finance
    )
    close = lambda: services.close_period(  # noqa: E731
        fund.periods[0], fund, account=account, actor=year.finance
    )
    assert [_refused(day, receive), _refused(day, close)] == [Refused.DAY_TO_COME, Refused.DAY_TO_COME]


def test_a_period_is_closed_in_its_own_fund_and_currency(session: Session) -> None:
    day = date(2026, 4, 2)
    year = year_until(date(2026, 3, 31))
    fund = year.funds["A"]

    def close(period: Any, account: str) -> Callable[[], None]:
        return lambda: services.close_period(period, fund, account=year.accounts[account], actor=year.finance)

    assert _refused(day, close(year.funds["B"].periods[0], "USD")) is Refused.NOT_OF_THIS_FUND
    assert _refused(day, close(fund.periods[0], "EUR")) is Refused.WRONG_CURRENCY


def test_nothing_is_promised_after_the_award_has_ended(session: Session) -> None:
    day = date(2027, 1, 3)
    year = year_until(day)
    act = lambda: services.commit(  # noqa: E731
        year.lines["A1"], ref="N1", minor=1_00, currency="USD", agreed_on=day, actor=year.finance
    )
    assert _refused(day, act) is Refused.OUTSIDE_PERIOD


def test_a_bank_charge_of_a_suspended_donor_is_for_own_funds(session: Session) -> None:
    day = date(2026, 8, 12)
    year = year_until(day)
    act = lambda: services.charge_bank(  # noqa: E731
        year.lines["A3"], year.accounts["USD"], minor=1_00, day=day, actor=year.finance
    )
    assert _refused(day, act) is Refused.NOT_ELIGIBLE_THAT_DAY


def test_a_line_whose_tag_the_terms_bar_takes_no_promise_and_no_cost(session: Session) -> None:
    day = date(2026, 1, 16)
    year = year_until(day)
    with at_noon(day):
        barred = TERMS_A | {"barred_tags": ["lobbying"]}
        services.add_terms(year.funds["A"], barred, since=day, actor=year.finance)
    for line in ("A1", "A3"):
        year.lines[line].tags = ["lobbying"]
    promise = lambda: services.commit(  # noqa: E731
        year.lines["A1"], ref="N1", minor=1_00, currency="USD", agreed_on=day, actor=year.finance
    )
    cost = lambda: services.book_cost(  # noqa: E731
        year.lines["A3"], year.accounts["USD"], minor=1_00, day=day, actor=year.finance
    )
    assert [_refused(day, promise), _refused(day, cost)] == [Refused.TAG_BARRED, Refused.TAG_BARRED]


def test_a_country_that_nobody_named_is_in_no_list_of_countries() -> None:
    assert refuse_country(Terms(countries=frozenset({"AA"})), None) == "countries"
    assert refuse_country(Terms(closed_countries=frozenset({"AA"})), None) is None


def test_what_came_back_is_sent_again_once(session: Session) -> None:
    day = date(2026, 7, 9)
    year = year_until(day)
    act = lambda: services.reissue(  # noqa: E731
        year.payments["C47", 1],
        account=year.accounts["USD"],
        day=day,
        actor=year.finance,
        approver=year.treasurer,
    )
    assert _refused(day, act) is Refused.NOT_RETURNED


def _accept(year: Year, paid: Fact, admitted: int, day: date, evidence: Evidence) -> Callable[[], Fact]:
    return lambda: services.accept(
        paid, claimed=admitted, admitted=admitted, evidence=evidence, day=day, actor=year.finance
    )


def test_a_payment_that_came_back_proves_nothing_though_it_was_sent_again(session: Session) -> None:
    day = date(2026, 7, 10)
    year = year_until(day)
    act = _accept(year, year.payments["C47", 1], 1_00, day, Evidence.RECEIPT)
    assert _refused(day, act) is Refused.MORE_THAN_PAID


def test_signed_statements_for_one_award_count_together(session: Session) -> None:
    day = date(2026, 7, 10)
    year = year_until(day)
    paid = year.payments["E1", 1]
    with at_noon(day):
        _accept(year, paid, 300_00, day, Evidence.SIGNED_STATEMENT)()
    act = _accept(year, paid, 200_01, day, Evidence.SIGNED_STATEMENT)
    assert _refused(day, act) is Refused.STATEMENT_TOO_LARGE


def test_only_payments_are_refunded_and_accepted(session: Session) -> None:
    day = date(2026, 3, 31)
    year = year_until(day)
    cost = session.query(Fact).filter_by(kind="direct_cost", fund_id=year.funds["A"].id).one()
    refund = lambda: services.refund(  # noqa: E731
        cost, minor=1_00, account=year.accounts["USD"], day=day, actor=year.finance
    )
    accept = _accept(year, cost, 1_00, day, Evidence.RECEIPT)
    assert [_refused(day, refund), _refused(day, accept)] == [Refused.NOT_A_PAYMENT, Refused.NOT_A_PAYMENT]


def test_refunds_in_parts_give_back_exactly_what_was_paid(session: Session) -> None:
    day = date(2026, 6, 30)
    year = year_until(day)
    paid = year.payments["C41", 1]
    with at_noon(day):
        parts = [
            services.refund(paid, minor=150_00, account=year.accounts["USD"], day=day, actor=year.finance)
            for _part in range(3)
        ]
    assert sum(part.paid_minor for part in parts) == -paid.paid_minor == -409_09


def test_a_refund_takes_back_what_was_accepted_of_it(session: Session) -> None:
    day = date(2026, 7, 21)
    year = year_until(day)
    with at_noon(day):
        back = services.refund(
            year.payments["E1", 1], minor=100_00, account=year.accounts["USD"], day=day, actor=year.finance
        )
    assert (back.paid_minor, back.accepted_minor) == (-100_00, -100_00)


def test_whoever_approves_a_payment_keeps_the_funds_too(session: Session) -> None:
    day = date(2026, 9, 25)
    year = year_until(date(2026, 9, 20))
    act = lambda: services.pay(  # noqa: E731
        year.grants["O1"],
        tranche=2,
        minor=1_00,
        account=year.accounts["EUR"],
        day=day,
        actor=year.finance,
        approver=stranger,
    )
    stranger = make_person("Linnet")
    give_role(stranger, Role.GRANTS_OFFICER)
    assert _refused(day, act) is Refused.NOT_YOURS


def test_no_more_is_sold_than_the_fund_has(session: Session) -> None:
    day = date(2026, 1, 16)
    year = year_until(day)
    with at_noon(day), pytest.raises(DomainError) as caught:
        services.exchange(
            year.funds["B"],
            sold=(year.accounts["EUR"], 30_000_01),
            bought=(year.accounts["USD"], 32_000_00),
            day=day,
            actor=year.finance,
        )
    free, needs = Money(30_000_00, "EUR"), Money(30_000_01, "EUR")
    named = {"account": "EUR", "fund": "B", "held": free, "amount": needs, "free": free, "needs": needs}
    assert (caught.value.code, caught.value.params) == (Refused.CASH_SHORT, named)


def test_what_is_changed_back_into_the_funds_currency_is_worth_what_it_is(session: Session) -> None:
    day = date(2026, 2, 2)
    year = year_until(day)
    fund, euro, dollar = year.funds["B"], year.accounts["EUR"], year.accounts["USD"]
    with at_noon(day):
        services.exchange(fund, sold=(euro, 100_00), bought=(dollar, 109_00), day=day, actor=year.finance)
        services.exchange(fund, sold=(dollar, 109_00), bought=(euro, 98_00), day=day, actor=year.finance)
    assert exchange_loss_open(fund, day) == 2_00


def test_an_audit_takes_back_a_sub_grant_that_is_a_cost_when_paid(session: Session) -> None:
    day = date(2026, 4, 2)
    year = year_until(day)
    fund = year.funds["B"]

    def disallow(amount: int) -> Callable[[], None]:
        return lambda: services.disallow(
            year.lines["B1"],
            minor=amount,
            concerns=fund.periods[0],
            account=year.accounts["EUR"],
            day=day,
            actor=year.finance,
            approver=year.treasurer,
        )

    assert _refused(day, disallow(15_000_01)) is Refused.MORE_THAN_REPORTED
    with at_noon(day):
        services.open_with(
            year.funds["OWN"], year.accounts["EUR"], minor=15_000_00, day=day, actor=year.finance
        )
        disallow(15_000_00)()
    assert _refused(day, disallow(1)) is Refused.MORE_THAN_REPORTED

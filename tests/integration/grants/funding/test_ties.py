"""The report is compared with the accounts: whatever was booked, money in and money out are the same."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import Category, FactKind, FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.queries import list_chain, list_facts
from app.grants.funding.queries.balances import list_holdings
from app.grants.funding.queries.entries import EntryFilter, sum_entries
from app.grants.funding.queries.report import donor_report
from app.kernel.money import Money
from tests.integration.grants.funding.desk import DAY, LAST, Desk, refused
from tests.integration.grants.funding.year import at_noon

Refused = FundingRefusal
PUBLISHED = {"exchange": "published"}


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk()


def test_money_that_came_before_the_award_began_is_in_its_first_period(desk: Desk) -> None:
    desk.receive(1_000_00, day=date(2025, 12, 31))
    report, first = desk.report(), desk.report(date(2026, 3, 31))
    assert (report.received, first.received, report.cash, report.untied) == (1_000_00, 1_000_00, 1_000_00, 0)


def test_a_closed_first_period_takes_nothing_dated_before_it_either(desk: Desk) -> None:
    desk.close(0, day=date(2026, 4, 1))
    day = date(2025, 12, 31)
    act = lambda: services.receive(  # noqa: E731
        desk.fund, desk.accounts["USD"], minor=1, day=day, actor=desk.finance
    )
    assert refused(act, day=date(2026, 4, 2)) == (Refused.PERIOD_CLOSED, {"day": day})


def test_a_report_of_later_days_begins_with_what_the_accounts_held(desk: Desk) -> None:
    desk.receive(1_000_00)
    desk.spend(100_00)
    desk.spend(50_00, day=date(2026, 5, 1))
    report = donor_report(desk.fund, (date(2026, 4, 1), date(2026, 6, 30)))
    assert (report.opening, report.total("cost"), report.cash) == (900_00, 50_00, 850_00)
    assert report.untied == 0


def test_what_was_paid_after_the_end_but_concerns_the_award_is_taken_off_its_cash(desk: Desk) -> None:
    desk.receive(1_000_00)
    for number, day in enumerate([date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 2)]):
        desk.close(number, day=day)
    with at_noon(date(2027, 1, 3)):
        fact = services.book_cost(
            desk.line("C"), desk.accounts["USD"], minor=70_00, day=date(2026, 12, 30), actor=desk.finance
        )
    report = desk.report()
    assert (fact.effective_on, fact.concerns_id) == (date(2027, 1, 3), desk.fund.periods[3].id)
    assert (report.total("cost"), report.cash, report.untied) == (70_00, 930_00, 0)


def test_a_report_that_the_accounts_do_not_bear_out_does_not_tie(desk: Desk, session: Session) -> None:
    """As if a fact moved an account by another amount than the fund: no service writes one."""
    desk.receive(1_000_00)
    desk.fund.facts_written += 1
    odd = Fact(
        fund=desk.fund,
        number=desk.fund.facts_written,
        kind=FactKind.RECEIVED,
        act="x",
        effective_on=DAY,
        of_day=DAY,
        account=desk.accounts["USD"],
        cash_minor=10_00,
        value_minor=9_00,
    )
    session.add(odd)
    session.flush()
    assert desk.report().untied == -1_00


def test_own_funds_alone_open_with_money_and_bear_costs_without_a_line(desk: Desk) -> None:
    given = {"minor": 1_00, "day": DAY, "actor": desk.finance}
    account = desk.accounts["USD"]
    for verb in (services.open_with, services.book_own_cost):
        assert refused(lambda verb=verb: verb(desk.fund, account, **given)) == (  # type: ignore[misc]
            Refused.ONLY_OWN_FUNDS,
            {},
        )


def test_own_funds_receive_what_members_pay_in_any_account(desk: Desk) -> None:
    desk.receive(12_00, "EUR", fund=desk.own)
    assert [(one.account, one.held) for one in list_holdings(desk.own, DAY)] == [("EUR", 12_00)]


def test_nothing_is_changed_within_one_account(desk: Desk) -> None:
    desk.receive(100_00)
    assert refused(lambda: desk.exchange(("USD", 10_00), ("USD", 10_00))) == (Refused.SAME_ACCOUNT, {})


def test_a_transfer_in_one_currency_arrives_whole(desk: Desk) -> None:
    desk.receive(100_00)
    answer = refused(lambda: desk.exchange(("USD", 10_00), ("USD2", 9_00)))
    assert answer == (Refused.UNEQUAL_SIDES, {"sold": Money(10_00, "USD"), "bought": Money(9_00, "USD")})
    desk.exchange(("USD", 10_00), ("USD2", 10_00))
    assert [(one.account, one.held, one.cost) for one in list_holdings(desk.fund, DAY)] == [
        ("USD", 90_00, 90_00),
        ("USD2", 10_00, 10_00),
    ]


@pytest.mark.parametrize("terms", [{}, PUBLISHED], ids=["bank", "published"])
def test_what_is_left_of_the_value_of_an_emptied_account_is_an_exchange_loss(
    session: Session, terms: dict[str, str]
) -> None:
    desk = Desk(**terms)
    desk.rate("1.20")
    desk.receive(1_000_00)
    desk.receive(3_00, fund=desk.own)
    desk.exchange(("USD", 110_00), ("EUR", 100_00))
    desk.exchange(("EUR", 100_00), ("USD", 107_00))
    report = desk.report(DAY)
    assert (report.cash, report.lost, report.untied) == (997_00, 3_00, 0)
    desk.close(0, day=date(2026, 4, 1))
    after = desk.report(date(2026, 3, 31))
    assert (after.borne, after.cash, after.untied) == (3_00, 1_000_00, 0)


def test_a_loss_that_the_terms_let_the_donor_bear_stays_with_its_money(session: Session) -> None:
    desk = Desk(exchange="published", exchange_losses_eligible=True)
    desk.receive(1_000_00)
    desk.exchange(("USD", 110_00), ("EUR", 100_00))
    desk.exchange(("EUR", 100_00), ("USD", 107_00))
    desk.close(0, day=date(2026, 4, 1))
    report = desk.report(date(2026, 3, 31))
    assert (report.borne, report.lost, report.cash, report.untied) == (0, 3_00, 997_00, 0)


def test_an_account_that_nobody_bought_money_for_is_shown_at_what_was_charged(session: Session) -> None:
    desk = Desk(budget_rates=[{"base": "EUR", "quote": "USD", "value": "1.10"}], **PUBLISHED)
    desk.rate("1.20")
    desk.receive(1_000_00)
    desk.pay(desk.promise(100_00, currency="EUR"), 100_00, despite_cash=True)
    report = desk.report(DAY)
    assert (report.total("paid"), report.cash, report.untied) == (120_00, 880_00, 0)


@pytest.mark.parametrize("category", [Category.COORDINATION, Category.PROCUREMENT])
def test_a_grant_is_an_advance_until_it_is_accepted_from_whatever_line(
    session: Session, category: Category
) -> None:
    desk = Desk(recognition="when_accepted", lines={"G": (category, 1_000_00)})
    desk.receive(1_000_00)
    paid = desk.pay(desk.promise(300_00), 300_00)
    before = desk.report()
    desk.accept(paid, 100_00)
    after = desk.report()
    assert [(one.total("advances"), one.total("cost"), one.untied) for one in (before, after)] == [
        (300_00, 0, 0),
        (200_00, 100_00, 0),
    ]


def test_the_chain_of_an_entry_goes_to_its_root_and_to_every_branch(desk: Desk) -> None:
    desk.receive(1_000_00)
    paid = desk.pay(desk.promise(300_00), 300_00)
    with at_noon(DAY):
        back = services.take_back(paid, day=DAY, actor=desk.finance)
        again = services.reissue(
            paid, account=desk.accounts["USD"], day=DAY, actor=desk.finance, approver=desk.treasurer
        )
    expense = desk.accept(again, 300_00)
    whole = [paid, back, again, expense]
    assert [list_chain(one) for one in whole] == [whole] * 4


def test_an_award_on_two_lines_is_found_whole(desk: Desk) -> None:
    desk.receive(1_000_00)
    for line in ("G", "H"):
        desk.pay(desk.promise(100_00, line), 60_00)
    assert sum_entries(desk.fund, EntryFilter(award="R1"))["paid"] == 120_00


def test_what_own_funds_cover_concerns_the_period_of_the_cost(desk: Desk) -> None:
    desk.receive(1_000_00)
    desk.spend(100_00)
    desk.close(0, day=date(2026, 4, 1))
    day = date(2028, 5, 4)
    with at_noon(day):
        services.open_with(desk.own, desk.accounts["USD"], minor=500_00, day=day, actor=desk.finance)
        services.disallow(
            desk.line("C"),
            minor=40_00,
            concerns=desk.fund.periods[0],
            account=desk.accounts["USD"],
            day=day,
            actor=desk.finance,
            approver=desk.treasurer,
        )
    kinds = (FactKind.COVER, FactKind.REPAYMENT, FactKind.DISALLOWANCE)
    booked = list_facts(desk.fund, Fact.kind.in_(kinds))
    assert [fact.concerns_id for fact in booked] == [desk.fund.periods[0].id] * 3
    quarter, whole, later = (desk.report(until) for until in (date(2026, 3, 31), LAST, day))
    for report in (quarter, whole, later):
        assert (report.repaid, report.total("cost"), report.cash, report.untied) == (40_00, 60_00, 900_00, 0)

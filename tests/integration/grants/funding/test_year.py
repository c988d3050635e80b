"""One whole year of two donors, entered through the services, comes out to the cent."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import FactKind
from app.grants.funding.models import Fact
from app.grants.funding.queries import cash_by_fund, list_facts, sums
from app.grants.funding.queries.report import donor_report
from app.grants.funding.rules import indirect_due
from app.grants.funding.terms import read_terms
from app.kernel.errors import DomainError
from app.kernel.money import Money
from tests.integration.grants.funding.kept_year import year_until
from tests.integration.grants.funding.year import TERMS_A, TERMS_B, TERMS_B2, Year, at_noon, minor, read_csv

QUARTERS = [
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 6, 30)),
    (date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 10, 1), date(2026, 12, 31)),
]
WHOLE = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def year(session: Session) -> Year:
    return year_until(date(2027, 1, 2))


def test_the_annual_report_of_a_comes_out_to_the_cent(year: Year) -> None:
    report = donor_report(year.funds["A"], WHOLE)
    assert [
        [row.line, row.agreed, row.revised, row.paid, row.cost, row.advances, row.balance]
        for row in report.rows
    ] == [
        [row["line"], *(minor(value) for key, value in row.items() if key != "line")]
        for row in read_csv("grants-expected-report_A_2026.csv")
        if row["line"] != "total"
    ]
    assert report.untied == 0


def test_the_quarterly_report_of_b_comes_out_to_the_cent(year: Year) -> None:
    report = donor_report(year.funds["B"], WHOLE, QUARTERS)
    assert [
        [row.line, row.agreed, row.revised, *row.costs, row.cost, row.balance] for row in report.rows
    ] == [
        [row["line"], *(minor(value) for key, value in row.items() if key != "line")]
        for row in read_csv("grants-expected-report_B_2026.csv")
        if row["line"].startswith("B")
    ]
    assert report.untied == 0


def test_the_cash_of_every_fund_is_where_the_bank_says(year: Year) -> None:
    cash = cash_by_fund(year.body.id, until=date(2026, 12, 31))
    expected = read_csv("grants-expected-cash.csv")
    for row in expected[:-1]:
        for currency in ("USD", "EUR"):
            assert cash.get((row["fund"], currency), 0) == minor(row[f"{currency} account"])
    for currency in ("USD", "EUR"):
        total = sum(amount for (_fund, account), amount in cash.items() if account == currency)
        assert total == minor(expected[-1][f"{currency} account"])


def test_an_audit_in_2028_changes_two_rows_of_the_closed_year(year: Year) -> None:
    fund = year.funds["A"]
    before = donor_report(fund, WHOLE)
    with at_noon(date(2028, 5, 4)):
        services.disallow(
            year.lines["A3"],
            minor=88_00,
            concerns=fund.periods[3],
            account=year.accounts["USD"],
            day=date(2028, 5, 4),
            actor=year.finance,
            approver=year.treasurer,
        )
    after = donor_report(fund, WHOLE)
    assert (after.untied, after.repaid) == (0, 94_16)
    changed = {
        new.line: new.cost - old.cost for old, new in zip(before.rows, after.rows, strict=True) if new != old
    }
    assert changed == {"A3": -88_00, "A-IDC": -6_16}
    cash = cash_by_fund(year.body.id)
    assert cash["OWN", "USD"] == 3_111_09 - 94_16
    assert cash["A", "USD"] == 5_377_13


def test_unspent_money_of_a_is_carried_over_or_goes_back_with_the_interest(year: Year) -> None:
    fund, account, day = year.funds["A"], year.accounts["USD"], date(2027, 1, 3)
    by = {"day": day, "actor": year.finance, "approver": year.treasurer}
    report = donor_report(fund, WHOLE)
    assert report.received - report.total("paid") == 5_345_93
    with at_noon(day):
        year.run_until(day)
        following = services.add_donor_award(
            year.body,
            donor=fund.donor,
            code="A27",
            title={"en": "Alder"},
            currency="USD",
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 12, 31),
            lines=[],
            terms=TERMS_A,
            actor=year.finance,
        )
        carry = lambda minor: services.carry_over(fund, following, account, minor=minor, **by)  # noqa: E731
        with pytest.raises(DomainError) as caught:
            carry(3_580_01)
        assert caught.value.params == {"most": Money(3_580_00, "USD"), "clause": ""}
        carry(3_580_00)
        with pytest.raises(DomainError) as caught:
            services.repay(fund, account, minor=1_797_14, **by)
        assert caught.value.params == {"most": Money(1_797_13, "USD")}
        services.repay(fund, account, minor=1_797_13, **by)
    after = donor_report(fund, (WHOLE[0], day))
    assert (after.cash, after.brought, after.repaid, after.untied) == (0, -3_580_00, 1_797_13, 0)
    next_year = donor_report(following, (day, day))
    assert (next_year.cash, next_year.brought, next_year.untied) == (3_580_00, 3_580_00, 0)


def test_twenty_payments_of_the_campaign_are_charged_at_the_published_rate_each(year: Year) -> None:
    paid = [year.payments[f"C{number}", 1].paid_minor for number in range(41, 61)]
    assert (set(paid), sum(paid)) == ({409_09}, 8_181_80)


def test_indirect_costs_at_the_rate_of_the_quarter_of_booking_would_be_too_much() -> None:
    """The wrong way, on purpose: it gives B-IDC 24.37 too much over the year."""
    ten, eight = read_terms(TERMS_B), read_terms(TERMS_B2)
    first_half = 33_281_39
    wrong = indirect_due([(ten, first_half), (eight, 13_053_59 + 10_210_00)])
    assert wrong - 5_696_48 == 24_37


def test_promises_are_booked_at_the_budget_rate_and_exchange_gives_back_the_rest(session: Session) -> None:
    year = year_until(date(2026, 5, 25))
    a2 = Fact.line_id == year.lines["A2"].id
    assert sums(a2, Fact.kind == FactKind.COMMITMENT).committed == 19_200_00
    campaign = [year.grants[f"C{number}"].id for number in range(41, 61)]
    assert sums(Fact.commitment_id.in_(campaign)).committed == 8_333_40
    year.run_until(date(2026, 6, 10))
    after = sums(Fact.commitment_id.in_(campaign))
    assert (after.committed, after.promised, 8_333_40 - after.paid) == (0, 0, 151_60)


def test_a_revaluation_takes_a_line_over_its_budget_and_nothing_is_refused(session: Session) -> None:
    year = year_until(date(2026, 7, 1))
    assert sums(Fact.line_id == year.lines["A2"].id).used == 19_836_00
    [row] = [
        row
        for row in donor_report(year.funds["A"], (date(2026, 1, 1), date(2026, 7, 1))).rows
        if row.line == "A2"
    ]
    assert row.over == 336_00


def test_the_cash_of_each_quarters_end_of_b(year: Year) -> None:
    ends = [cash_by_fund(year.body.id, until=last)["B", "EUR"] for _first, last in QUARTERS]
    assert ends == [7_955_56, 8_020_68, 3_841_87, 758_54]
    assert [donor_report(year.funds["B"], days).received for days in QUARTERS] == [
        30_000_00,
        15_000_00,
        10_000_00,
        8_000_00,
    ]
    assert [donor_report(year.funds[code], days).untied for code in "AB" for days in QUARTERS] == [0] * 8


def test_own_funds_bore_what_no_donor_takes_and_got_the_indirect_costs(year: Year) -> None:
    own = {
        (fact.kind, fact.account.currency): 0
        for fact in list_facts(year.funds["OWN"], Fact.effective_on <= WHOLE[1])
    }
    for fact in list_facts(year.funds["OWN"], Fact.effective_on <= WHOLE[1]):
        own[fact.kind, fact.account.currency] += fact.cash_minor
    assert own == {
        (FactKind.OPENING, "USD"): 5_000_00,
        (FactKind.OPENING, "EUR"): 5_000_00,
        (FactKind.DIRECT_COST, "USD"): -3_750_00,
        (FactKind.EXCHANGE_LOSS, "EUR"): -55_75,
        (FactKind.INDIRECT, "USD"): 1_861_09,
        (FactKind.INDIRECT, "EUR"): 5_696_48,
    }


def test_an_invoice_of_a_closed_quarter_is_booked_later_and_says_what_it_concerns(year: Year) -> None:
    [fact] = list_facts(year.funds["B"], Fact.concerns_id.is_not(None))
    assert (fact.effective_on, fact.of_day) == (date(2026, 4, 2), date(2026, 3, 28))
    assert fact.concerns_id == year.funds["B"].periods[0].id


def test_facts_are_numbered_without_a_gap(year: Year) -> None:
    for fund in year.funds.values():
        assert [fact.number for fact in list_facts(fund)] == list(range(1, fund.facts_written + 1))


@pytest.mark.parametrize("statement", ["UPDATE fact SET paid_minor = 1", "DELETE FROM fact"])
def test_the_database_refuses_to_change_or_delete_a_fact(session: Session, statement: str) -> None:
    year_until(date(2026, 1, 15))
    with pytest.raises(DatabaseError, match="never changed or deleted"):
        session.execute(text(statement))

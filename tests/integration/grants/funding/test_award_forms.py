"""A donor's award is entered with its budget and its terms, and its terms get further versions."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select

from app.grants.funding.enums import FundStatus
from app.grants.funding.models import Fund
from app.kernel.database import db
from tests.integration.grants.funding.bookkeeper import Bookkeeper
from tests.integration.grants.funding.books import Books
from tests.integration.grants.funding.year import TERMS_A

TERMS = {
    "recognition": "when_accepted",
    "exchange": "bank",
    "rates-0-base": "EUR",
    "rates-0-value": "1.08",
    "rates-0-quote": "USD",
    "indirect_percent": "10",
    "indirect_base": "total",
    "indirect_without": "sub_grants",
    "move_percent": "12.5",
    "never_from": "sub_grants",
    "clause_reallocation": "Clause 7.2",
    "statement_ceiling": "1,500",
    "closed_countries": "CC",
    "barred_tags": "lobbying",
    "carry_over_percent": "5",
    "interest_returned": "y",
}
AWARD = TERMS | {
    "code": "B",
    "title_en": "Birch 2026",
    "currency": "USD",
    "donor_reference": "BI-7",
    "iati_activity_id": "XM-1-7",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "lines-0-code": "B1",
    "lines-0-category": "sub_grants",
    "lines-0-amount": "36,000",
    "lines-0-title_en": "Small grants",
    "lines-0-title_fr": "Petites subventions",
    "lines-1-code": "",
    "lines-2-code": "B2",
    "lines-2-category": "coordination",
    "lines-2-amount": "1,000.50",
    "lines-2-tag": "lobbying",
}


def _donor(books: Books) -> str:
    assert books.fund.donor is not None
    return books.fund.donor.ref


def test_an_award_is_entered_whole(books: Books, keeper: Bookkeeper) -> None:
    led_to = keeper.enter(None, "new/award", donor=_donor(books), **AWARD)
    fund = db.session.scalars(select(Fund).where(Fund.code == "B")).one()
    assert led_to.endswith(f"/funds/{fund.ref}/")
    assert (fund.title, fund.donor_reference, fund.iati_activity_id) == (
        {"en": "Birch 2026"},
        "BI-7",
        "XM-1-7",
    )
    assert (fund.status, fund.agreed_minor, len(fund.periods)) == (FundStatus.ACTIVE, 37_000_50, 4)
    assert [(one.code, one.category, one.agreed_minor, one.title, one.tags) for one in fund.lines] == [
        ("B1", "sub_grants", 36_000_00, {"en": "Small grants", "fr": "Petites subventions"}, []),
        ("B2", "coordination", 1_000_50, {"en": "B2", "es": "B2", "fr": "B2"}, ["lobbying"]),
    ]
    assert [(one.number, one.since, one.data) for one in fund.versions] == [
        (
            1,
            date(2026, 1, 1),
            {
                "recognition": "when_accepted",
                "exchange": "bank",
                "indirect": {"percent": "10", "base": "total", "without": ["sub_grants"]},
                "reallocation": {
                    "percent": "12.5",
                    "never_from": ["sub_grants"],
                    "never_into": [],
                    "with_consent": False,
                },
                "statement_ceiling": 1_500_00,
                "carry_over_percent": "5",
                "interest_returned": True,
                "closed_countries": ["CC"],
                "barred_tags": ["lobbying"],
                "budget_rates": [{"base": "EUR", "quote": "USD", "value": "1.08"}],
                "clauses": {"reallocation": "Clause 7.2"},
            },
        )
    ]


def test_what_is_wrong_with_an_award_stands_beside_it(books: Books, keeper: Bookkeeper) -> None:
    wrong = keeper.refused(None, "new/award", donor=_donor(books), code="A", currency="USD")
    assert wrong == {
        "title_en": "Enter a title in at least one language",
        "lines": "Enter at least one line of the budget",
        "recognition": "Choose when money passed on becomes a cost",
        "exchange": "Choose at which rate the donor takes costs",
        "starts_on": "Enter the day",
        "ends_on": "Enter the day",
    }
    changed = AWARD | {
        "ends_on": "2025-12-31",
        "lines-2-code": "B1",
        "lines-2-amount": "1.000",
        "lines-3-code": "B4",
        "rates-0-quote": "",
        "indirect_percent": "100",
    }
    assert keeper.refused(None, "new/award", donor=_donor(books), **changed) == {
        "ends_on": "Enter a last day that is not before the first day",
        "lines": "Check the lines of the budget",
        "lines-2-code": "Another line has this code",
        "lines-2-amount": "Do you mean 1,000 or 1? Write the number again, without a thousands sign.",
        "lines-3-category": "Choose what the line pays for",
        "lines-3-amount": "Enter the amount",
        "rates-0-value": "Enter both currencies and the rate",
        "rates": "Enter both currencies and the rate",
        "indirect_percent": "Indirect costs cannot be the whole total",
    }
    taken = keeper.refused(None, "new/award", donor=_donor(books), **(AWARD | {"code": "A"}))
    assert taken == {"code": "This network already has one with this name or code. Choose another."}


def test_a_further_row_is_offered_with_what_was_typed(books: Books, keeper: Bookkeeper) -> None:
    answer = keeper.send(None, "new/award", AWARD | {"add_row": "1"})
    assert answer.status_code == 200
    assert ('name="lines-6-code"' in answer.text, 'value="36,000"' in answer.text) == (True, True)
    assert db.session.scalars(select(Fund.id).where(Fund.code == "B")).all() == []


def test_terms_are_changed_by_a_new_version_that_begins_with_the_present_one(
    books: Books, keeper: Bookkeeper
) -> None:
    form = keeper.get(books.fund, "do/terms")
    shown = dict(re.findall(r'name="(\w+)"[^>]*type="text" value="([^"]*)"', form))
    assert (shown["indirect_percent"], shown["statement_ceiling"]) == ("7", "500.00")
    assert "Clause 7.2" in form
    keeper.enter(books.fund, "do/terms", since="2026-04-16", **(TERMS | {"statement_ceiling": "200"}))
    assert [one.number for one in books.fund.versions] == [1, 2]
    assert books.fund.versions[0].data == TERMS_A
    page = keeper.get(books.fund, "terms/").replace("\N{NO-BREAK SPACE}", " ")
    newest, first = page.split("<h2 id=")[1:3]
    assert "Version 2, since 16 Apr 2026" in newest
    assert "A signed statement proves at most: <s>USD 500.00</s> → <b>USD 200.00</b>" in newest
    assert "Money passed on is a cost:" not in newest
    assert "Version 1, since 1 Jan 2026" in first
    again = keeper.refused(books.fund, "do/terms", since="2026-04-16", **TERMS)
    assert again == {"since": "The present terms hold from 16 Apr 2026: new ones begin on a later day."}


def test_terms_do_not_change_what_a_closed_period_settled(books: Books, keeper: Bookkeeper) -> None:
    keeper.enter(books.fund, "do/close", period="2026-01-01", account="Bank", checked="y")
    assert keeper.refused(books.fund, "do/terms", since="2026-03-31", **TERMS) == {
        "since": "The period in which 31 Mar 2026 lies is closed."
    }

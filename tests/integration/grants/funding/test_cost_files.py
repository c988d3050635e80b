"""The costs of a month out of a file: each row with what becomes of it, booked in one act, never twice."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.grants.funding import services
from app.grants.funding.enums import Became, FactKind, FundingRefusal
from app.grants.funding.models import Fact
from app.grants.funding.services.importing import Cost, Outcome, book_costs
from app.kernel.database import db
from app.kernel.errors import DomainError
from tests.integration.grants.funding.bookkeeper import Bookkeeper, errors_of
from tests.integration.grants.funding.books import DAY, Books
from tests.integration.grants.funding.year import at_noon

HEAD = "Date,Budget line,Account,Amount,Bookkeeping number,Note\n"
GOOD = HEAD + '2026-03-31,A2,Bank,"1,200.50",V-1,Salaries\n31/03/2026,A3,Bank,300,V-2,\n'
ROW = re.compile(r'<tr[^>]*><th scope="row">(\d+)</th>.*?class="full">(.*?)</td></tr>', re.DOTALL)
TOKEN = re.compile(r'name="rows_token"[^>]* value="([^"]*)"')


def read(keeper: Bookkeeper, books: Books, text: str) -> TestResponse:
    """Send a file; the page says what would become of each row."""
    return keeper.send(books.fund, "costs/file", {"file": (BytesIO(text.encode()), "month.csv")})  # type: ignore[dict-item]


def record(keeper: Bookkeeper, books: Books, page: TestResponse, **typed: str) -> TestResponse:
    """Press the button of that page."""
    [token] = TOKEN.findall(page.text)
    return keeper.send(books.fund, "costs/record", {"rows_token": token, **typed})


def rows_of(page: TestResponse) -> dict[int, str]:
    """Row of the file → what is said of it."""
    plain = unescape(page.text).replace("\N{NO-BREAK SPACE}", " ")
    return {int(row): re.sub("<[^>]+>", "", words) for row, words in ROW.findall(plain)}


def costs(books: Books) -> list[tuple[str | None, int, str]]:
    """(number, paid, line) of the costs in the books."""
    found = select(Fact).where(Fact.fund_id == books.fund.id, Fact.kind == FactKind.DIRECT_COST)
    return [
        (one.booking_number, one.paid_minor, one.line.code if one.line else "")
        for one in db.session.scalars(found.order_by(Fact.number))
    ]


def test_a_month_is_shown_recorded_in_one_act_and_never_twice(books: Books, keeper: Bookkeeper) -> None:
    assert "costs/file" in keeper.get(books.fund, "")
    page = read(keeper, books, GOOD)
    assert (page.status_code, costs(books)) == (200, [])
    assert rows_of(page) == {2: "To be recorded", 3: "To be recorded"}
    sent = [record(keeper, books, page, submission_key="k" * 32) for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
    assert costs(books) == [("V-1", 1_200_50, "A2"), ("V-2", 300_00, "A3")]
    first, second = db.session.scalars(select(Fact).where(Fact.booking_number.is_not(None))).all()
    assert (first.act, first.note, first.made_by_id) == (second.act, "Salaries", books.finance.id)
    assert record(keeper, books, page).status_code == 303
    assert len(costs(books)) == 2
    again = read(keeper, books, GOOD.replace("300,V-2", "310,V-2") + "2026-04-01,A2,Bank,5,V-3,\n")
    assert rows_of(again) == {
        3: "This number is already recorded as A-3: 31 Mar 2026, line A3, account Bank, USD 300.00. Entries "
        "are never changed: give a new cost its own number.",
        2: "Already recorded as A-2",
        4: "To be recorded",
    }
    refused = record(keeper, books, again)
    assert refused.status_code == 422
    assert errors_of(refused)["only_good"] == (
        "Nothing was recorded, because of these rows: 3. Correct the file and read it again, or leave them "
        "out."
    )
    assert len(costs(books)) == 2
    assert record(keeper, books, refused, only_good="y").status_code == 303
    assert costs(books)[2:] == [("V-3", 5_00, "A2")]


def test_each_row_that_cannot_be_recorded_says_why(books: Books, keeper: Bookkeeper) -> None:
    bad = HEAD + "\n".join(
        [
            "2026-03-31,A2,Bank,4800,V-1,",
            "2026-03-31,A2,Bank,300,V-2,",
            "2026-03-31,A1,Bank,10,V-3,",
            "2025-12-31,A2,Bank,10,V-4,",
            "2026-04-21,A2,Bank,10,V-5,",
            "2026-04-20,A2,Euro,10,V-6,",
            "2026-04-20,A9,Bank,10,V-7,",
            "2026-04-20,A2,Bench,10,,",
            "2026-04-31,A2,Bank,(10),V-1,",
            "03/04/2026,A2,Bank,10,V-9,",
        ]
    )
    assert rows_of(read(keeper, books, bad)) == {
        2: "To be recorded",
        3: "Budget line A2 would be exceeded by USD 100.00.",
        4: "Budget line A1 is not meant for this.",
        5: "The award runs from 1 Jan 2026 to 31 Dec 2026.",
        6: "This day has not come yet, or is not over.",
        7: "There is no exchange rate between USD and EUR for April 2026 yet.",
        8: "B8: this fund has no budget line “A9”.",
        9: "E9: the bookkeeping number is missing. Without it, a cost could be recorded twice."
        "C9: this network has no account “Bench”.",
        10: "A10: there is no such day as “2026-04-31”.D10: “(10)” is negative."
        "E10: the bookkeeping number “V-1” is used in E2 already. Give each row its own.",
        11: "A11: “03/04/2026” may be 3 Apr 2026 or 4 Mar 2026. Write it like 2026-03-31.",
    }
    assert costs(books) == []


def test_a_closed_period_and_the_cash_of_others_are_told(books: Books, keeper: Bookkeeper) -> None:
    keeper.enter(books.fund, "do/close", period="2026-01-01", account="Bank", checked="y")
    text = HEAD + "2026-03-31,A2,Bank,100,V-1,\n"
    assert rows_of(read(keeper, books, text)) == {2: "Recorded today, since its period is closed"}
    with at_noon(DAY):
        services.exchange(
            books.fund,
            sold=(books.usd, 8_950_00),
            bought=(
                services.add_account(books.body, code="B2", currency="USD", actor=books.finance),
                8_950_00,
            ),
            day=DAY,
            actor=books.finance,
        )
    said = rows_of(read(keeper, books, text))[2]
    assert said.startswith("The account “Bank” holds USD 50.00 of fund A, and USD 100.00 is needed:")


def test_what_was_read_is_of_one_fund_and_one_person(books: Books, keeper: Bookkeeper) -> None:
    page = read(keeper, books, GOOD)
    other = books.award_of("B", "Birch")
    [token] = TOKEN.findall(page.text)
    assert keeper.send(other, "costs/record", {"rows_token": token}).status_code == 404
    assert keeper.send(books.fund, "costs/record", {"rows_token": "forged"}).status_code == 404
    assert keeper.send(books.own, "costs/file", {}).status_code == 404
    assert costs(books) == []


def test_all_or_nothing_is_the_services_own_rule(books: Books) -> None:
    line, usd = books.fund.lines[1], books.usd
    good, bad = (Cost(row, DAY, line, usd, minor, f"N{row}") for row, minor in ((1, 1_00), (2, 9_999_00)))
    with at_noon(DAY):
        with pytest.raises(DomainError):
            book_costs(books.fund, [good, bad], actor=books.finance)
        assert costs(books) == []
        found = book_costs(books.fund, [good, bad], actor=books.finance, only_good=True)
    assert [(one.row, one.became) for one in found] == [(1, Became.BOOKED), (2, Became.REFUSED)]
    assert _refused(found[1]) is FundingRefusal.LINE_EXCEEDED
    assert costs(books) == [("N1", 1_00, "A2")]


def _refused(outcome: Outcome) -> object:
    return outcome.refused.code if outcome.refused is not None else None

"""The forms of what ends: money set aside, an advance, an award; and of costs beyond the fund's own cash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.grants.funding import services
from app.grants.funding.enums import FactKind, FundStatus
from app.grants.funding.models import Fact, Fund
from app.grants.funding.queries import get_fact
from app.kernel.database import db
from tests.clients import WeftClient
from tests.integration.grants.funding.bookkeeper import Bookkeeper, errors_of
from tests.integration.grants.funding.books import DAY, Books
from tests.integration.grants.funding.year import at_noon

AFTER = date(2027, 1, 5)
ON = "2026-04-20"
CHECKED = "Say that you have checked the figures"


@pytest.fixture
def following(books: Books) -> Fund:
    """The donor's next award."""
    with at_noon(DAY):
        return books.award_of("A27", "Alder 2027", donor=books.fund.donor)


def _figures(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ")


def _kinds(fund: Fund, count: int) -> list[FactKind]:
    """The kinds of the last entries of a fund."""
    found = select(Fact.kind).where(Fact.fund_id == fund.id).order_by(Fact.number.desc()).limit(count)
    return list(db.session.scalars(found))[::-1]


class Second:
    """What somebody prepared goes to a second person, whose page this opens and sends."""

    def __init__(self, client: WeftClient, books: Books) -> None:
        self.client, self.books = client, books

    def approve(self, fund: Fund, address: str, *shown: str, **typed: str) -> Fact:
        """Look at what was prepared and approve it; answers the entry that it leads to."""
        before = fund.facts_written
        part = urlsplit(address).path.partition(f"{fund.ref}/")[2]
        assert part.startswith("approve/"), address
        treasurer = Bookkeeper(self.client, self.books.body, self.books.treasurer, DAY)
        page = _figures(treasurer.get(fund, part))
        assert [one for one in shown if one not in page] == []
        assert fund.facts_written == before, "nothing is written yet"
        led_to = treasurer.enter(fund, part, **typed)
        written, after = get_fact(fund, int(led_to.rpartition("/")[2])), fund.facts_written
        assert written.number > before
        assert written.approved_by_id == self.books.treasurer.id
        assert written.made_by_id == self.books.finance.id
        assert treasurer.enter(fund, part) == led_to
        assert fund.facts_written == after, "written once"
        return written


@pytest.fixture
def second(client: WeftClient, books: Books) -> Second:
    return Second(client, books)


def test_the_rest_of_what_was_set_aside_goes_back_to_its_line(books: Books, keeper: Bookkeeper) -> None:
    fund = books.fund
    keeper.enter(fund, "do/allocate", line="A1", amount="6,000", purpose="Spring call", day=ON)
    kept = keeper.last(fund)
    promise = {"ref": "G7", "line": "A1", "currency": "USD", "amount": "1,000", "agreed_on": ON}
    keeper.enter(fund, "do/commit", **promise, allocation=str(kept.number))
    at = f"entries/{kept.number}/give-back"
    assert at in keeper.get(fund, f"entries/{kept.number}")
    assert "<dt>To be released</dt><dd>USD 5,000.00</dd>" in _figures(keeper.get(fund, at))
    keeper.enter(fund, at, day=ON, note="Fewer asked")
    back = keeper.last(fund)
    assert (back.kind, back.allocated_minor, back.allocation_id, back.note) == (
        *(FactKind.ALLOCATION, -5_000_00),
        *(kept.allocation_id, "Fewer asked"),
    )
    assert f"{back.number}/give-back" not in keeper.get(fund, f"entries/{back.number}")
    keeper.get(fund, f"entries/{back.number}/give-back", status=409)
    assert keeper.get(fund, "do/commit").count("Spring call") == 1


def test_a_hosts_fee_is_paid_from_a_line_or_by_own_funds(books: Books, keeper: Bookkeeper) -> None:
    at = f"entries/{books.pay().number}/host-fee"
    led_to = keeper.enter(books.fund, at, line="A1", account="Bank", amount="12", day=ON)
    fee = keeper.last(books.fund)
    assert led_to.endswith(f"{books.fund.ref}/entries/{fee.number}")
    assert (fee.kind, fee.paid_minor, fee.line_id) == (FactKind.HOST_FEE, 12_00, books.fund.lines[0].id)
    led_to = keeper.enter(books.fund, at, account="Bank", amount="8", day=ON)
    own = keeper.last(books.own)
    assert led_to.endswith(f"{books.own.ref}/entries/{own.number}")
    assert (own.kind, own.cash_minor, own.origin_id) == (FactKind.HOST_FEE, -8_00, fee.origin_id)
    wrong = keeper.refused(books.fund, at, line="A4", account="Bank", amount="8", day=ON)
    assert wrong == {"line": "Budget line A4 is not meant for this."}


def test_an_advance_is_written_off_by_two(books: Books, keeper: Bookkeeper, second: Second) -> None:
    at = f"entries/{books.pay().number}/write-off"
    said = {"account": "Bank", "day": ON, "note": "Group dissolved"}
    assert keeper.refused(books.fund, at, amount="400.01", **said) == {
        "amount": "At most USD 400.00 was paid and has not come back."
    }
    address = keeper.enter(books.fund, at, amount="150", **said)
    lost = second.approve(books.fund, address, "USD 150.00", "Group dissolved", "G1")
    assert (lost.kind, lost.settled_minor) == (FactKind.WRITE_OFF, 150_00)
    assert _kinds(books.fund, 2) == [FactKind.WRITE_OFF, FactKind.COVER]
    assert keeper.last(books.own).cash_minor == -150_00


def test_own_funds_that_hold_too_little_write_off_nothing(books: Books, keeper: Bookkeeper) -> None:
    at = f"entries/{books.pay().number}/write-off"
    with at_noon(DAY):
        services.book_own_cost(books.own, books.usd, minor=800_00, day=DAY, actor=books.finance)
    wrong = keeper.refused(books.fund, at, amount="150", account="Bank", day=ON)
    assert list(wrong) == ["amount"]
    assert wrong["amount"].startswith("The account “Bank” holds USD 100.00 of fund OWN, and USD 150.00")


def test_a_donor_is_repaid_by_two(books: Books, keeper: Bookkeeper, second: Second) -> None:
    said = {"account": "Bank", "day": ON}
    assert keeper.refused(books.fund, "do/repay", amount="9,000.01", **said) == {
        "amount": "At most USD 9,000.00 is left of the donor’s money in this account."
    }
    paid = second.approve(
        books.fund, keeper.enter(books.fund, "do/repay", amount="1,200", **said), "USD 1,200.00", "Bank"
    )
    assert (paid.kind, paid.cash_minor) == (FactKind.REPAYMENT, -1_200_00)


def test_money_is_carried_over_to_the_same_donors_next_award_by_two(
    books: Books, keeper: Bookkeeper, second: Second, following: Fund
) -> None:
    with at_noon(DAY):
        books.award_of("Z", "Zinnia 2026")
    page = keeper.get(books.fund, "do/carry-over")
    assert "Alder 2027" in page
    assert "Zinnia" not in page
    said = {"account": "Bank", "day": ON, "following": following.ref}
    assert keeper.refused(books.fund, "do/carry-over", amount="825.01", **said) == {
        "consented": "At most USD 825.00 may be carried over unless the donor agrees."
    }
    address = keeper.enter(books.fund, "do/carry-over", amount="2,000", consented="y", **said)
    gone = second.approve(
        books.fund, address, "USD 2,000.00", "Alder 2027", "The donor has agreed to this in writing"
    )
    assert (gone.kind, gone.cash_minor) == (FactKind.CARRIED_OVER, -2_000_00)
    came = keeper.last(following)
    assert (came.kind, came.cash_minor, came.act) == (FactKind.CARRIED_OVER, 2_000_00, gone.act)


def test_without_another_award_of_the_donor_the_form_says_so(books: Books, keeper: Bookkeeper) -> None:
    said = "The network has no other award of this donor in this currency."
    assert said in keeper.get(books.fund, "do/carry-over")


def test_an_award_is_closed_when_nothing_is_left(
    books: Books, keeper: Bookkeeper, client: WeftClient
) -> None:
    fund = books.fund
    keeper.get(fund, "do/close-award", status=409)
    led_to = keeper.enter(fund, "do/start-closing")
    assert led_to.endswith(f"/funds/{fund.ref}/")
    assert fund.status is FundStatus.CLOSING
    assert "do/terminate" not in keeper.get(fund, "")
    page = _figures(keeper.get(fund, "do/close-award"))
    assert "<dt>Cash</dt><dd>USD 9,000.00</dd>" in page
    assert "<dt>Periods to close</dt><dd>Jan" in page
    assert keeper.refused(fund, "do/close-award") == {"checked": CHECKED}
    assert keeper.refused(fund, "do/close-award", checked="y") == {
        "": "All periods of the award have to be closed first."
    }
    with at_noon(AFTER):
        for period in fund.periods:
            services.close_period(period, fund, account=books.usd, actor=books.finance)
    late = Bookkeeper(client, books.body, books.finance, AFTER)
    assert late.refused(fund, "do/close-award", checked="y") == {
        "": "Nothing may be left when an award is closed. Still committed: USD 0.00. Advances: USD 0.00. "
        "Cash: USD 9,000.00."
    }
    with at_noon(AFTER):
        services.repay(
            *(fund, books.usd), minor=9_000_00, day=AFTER, actor=books.finance, approver=books.treasurer
        )
    late.enter(fund, "do/close-award", checked="y")
    assert fund.status is FundStatus.CLOSED


def test_an_award_is_terminated_by_somebody_who_has_looked_at_it(books: Books, keeper: Bookkeeper) -> None:
    page = _figures(keeper.get(books.fund, "do/terminate"))
    assert "This cannot be undone." in page
    assert "<dt>Cash</dt><dd>USD 9,000.00</dd>" in page
    assert keeper.refused(books.fund, "do/terminate") == {"checked": CHECKED}
    keeper.enter(books.fund, "do/terminate", checked="y")
    assert books.fund.status is FundStatus.TERMINATED
    assert keeper.refused(
        books.fund, "do/commit", ref="G9", line="A1", currency="USD", amount="5", agreed_on=ON
    ) == {"": "This award is not active."}


@pytest.mark.parametrize(
    ("part", "is_own", "more", "kind"),
    [
        ("do/own-cost", True, {"booking_number": "2044"}, FactKind.DIRECT_COST),
        ("do/cost", False, {"line": "A2", "booking_number": "2044"}, FactKind.DIRECT_COST),
        ("do/bank-charge", False, {"line": "A2", "note": "2044"}, FactKind.BANK_CHARGE),
    ],
)
def test_a_cost_that_the_own_cash_is_short_of_is_for_a_second_person(
    books: Books,
    keeper: Bookkeeper,
    second: Second,
    client: WeftClient,
    part: str,
    is_own: bool,
    more: dict[str, str],
    kind: FactKind,
) -> None:
    fund = books.own if is_own else books.fund
    with at_noon(DAY):
        services.open_with(books.own, books.eur, minor=9_000_00, day=DAY, actor=books.finance)
        services.publish_rate("ecb", "EUR", "USD", month=DAY, value=Decimal("1.10"), actor=books.finance)
    short = "Bank" if is_own else "Euro"
    said = {"account": short, "amount": "1,000", "day": ON, **more}
    assert "Ask a second person" not in keeper.get(fund, part)
    wrong = keeper.refused(fund, part, **said)
    assert list(wrong) == ["second"]
    address = keeper.enter(fund, part, **said, second="y")
    place = urlsplit(address).path.partition(f"{fund.ref}/")[2]
    treasurer = Bookkeeper(client, books.body, books.treasurer, DAY)
    assert list(errors_of(treasurer.send(fund, place, {}))) == ["despite_cash"]
    shown = f"{'USD' if is_own else 'EUR'} 1,000.00"
    cost = second.approve(fund, address, shown, "2044", short, despite_cash="y")
    assert (cost.kind, cost.cash_minor) == (kind, -1_000_00)


def test_what_fits_the_own_cash_is_recorded_at_once(books: Books, keeper: Bookkeeper) -> None:
    keeper.enter(books.own, "do/own-cost", account="Bank", amount="900", day=ON)
    assert keeper.last(books.own).approved_by_id is None

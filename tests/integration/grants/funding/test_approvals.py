"""Payments, and what two officers attest, are prepared by one person and recorded by a second one."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.grants.funding.enums import FactKind
from app.grants.funding.models import Fact
from app.kernel.database import db
from app.kernel.outbox import OutboxMessage
from tests.clients import WeftClient
from tests.integration.grants.funding.bookkeeper import Bookkeeper, errors_of
from tests.integration.grants.funding.books import DAY, Books

PAY = {"amount": "400", "account": "Bank", "tranche": "1", "day": "2026-04-20", "payee": "P7"}


@pytest.fixture
def promise(books: Books, keeper: Bookkeeper) -> Fact:
    """A commitment of 1,000 dollars."""
    keeper.enter(
        books.fund, "do/commit", ref="G1", line="A1", currency="USD", amount="1,000", agreed_on="2026-04-20"
    )
    return keeper.last(books.fund)


def _part(books: Books, address: str) -> str:
    """The part of an address behind that of the fund."""
    return urlsplit(address).path.partition(f"{books.fund.ref}/")[2]


def _as(person: Person, client: WeftClient, books: Books, day: date = DAY) -> Bookkeeper:
    return Bookkeeper(client, books.body, person, day)


def test_a_payment_is_recorded_when_a_second_person_approves_it(
    client: WeftClient, books: Books, keeper: Bookkeeper, promise: Fact
) -> None:
    page = keeper.enter(books.fund, f"entries/{promise.number}/pay", **PAY)
    part = _part(books, page)
    assert keeper.last(books.fund).kind is FactKind.COMMITMENT, "nothing is written yet"
    own = keeper.get(books.fund, part)
    assert "A second person has to approve this." in own
    assert "Approve and record" not in own
    assert errors_of(keeper.send(books.fund, part, {})) == {"": "A second person has to approve this."}

    treasurer = _as(books.treasurer, client, books)
    shown = treasurer.get(books.fund, part, language="es").replace("\N{NO-BREAK SPACE}", " ")
    for value in ("USD 400,00", "Bank", "G1", "P7", "20 abr 2026", "Wren"):
        assert value in shown
    led_to = treasurer.enter(books.fund, part)
    paid = treasurer.last(books.fund)
    assert led_to.endswith(f"/entries/{paid.number}")
    assert (paid.kind, paid.cash_minor, paid.payee, paid.made_by_id, paid.approved_by_id) == (
        *(FactKind.PAYMENT, -400_00, "P7"),
        *(books.finance.id, books.treasurer.id),
    )
    again = treasurer.send(books.fund, part, {})
    assert (again.status_code, again.location) == (303, led_to)
    assert treasurer.last(books.fund).number == paid.number


def test_whoever_can_approve_is_written_to(books: Books, keeper: Bookkeeper, promise: Fact) -> None:
    books.treasurer.email = "robin@ledger.example"
    page = keeper.enter(books.fund, f"entries/{promise.number}/pay", **PAY)
    letter = db.session.scalars(select(OutboxMessage)).one()
    assert (letter.recipient, letter.about) == ("robin@ledger.example", "funding.approval")
    assert urlsplit(page).path in unescape(letter.text or "")
    assert "400" not in (letter.subject or "")


def test_what_the_ledger_would_refuse_is_not_prepared(
    books: Books, keeper: Bookkeeper, promise: Fact
) -> None:
    at = f"entries/{promise.number}/pay"
    assert keeper.refused(books.fund, at, **(PAY | {"amount": "1,000.01"})) == {
        "amount": "Award G1 would be exceeded by USD 0.01."
    }
    books.treasurer.active = False
    assert keeper.refused(books.fund, at, **PAY) == {"": "A second person has to approve this."}
    assert keeper.last(books.fund).kind is FactKind.COMMITMENT


def test_the_second_person_decides_whether_another_funds_money_is_used(
    client: WeftClient, books: Books, keeper: Bookkeeper, promise: Fact
) -> None:
    keeper.enter(books.fund, "do/bank-charge", line="A2", account="Bank", amount="8,700", day="2026-04-20")
    part = _part(books, keeper.enter(books.fund, f"entries/{promise.number}/pay", **PAY))
    treasurer = _as(books.treasurer, client, books)
    wrong = errors_of(treasurer.send(books.fund, part, {}))
    assert list(wrong) == ["despite_cash"]
    assert wrong["despite_cash"].startswith("The account “Bank” holds USD 300.00 of fund A, and USD 400.00")
    treasurer.enter(books.fund, part, despite_cash="y")
    assert treasurer.last(books.fund).kind is FactKind.PAYMENT


def test_a_payment_that_came_back_is_sent_again_by_two(
    client: WeftClient, books: Books, keeper: Bookkeeper
) -> None:
    paid = books.pay()
    again = {"account": "Bank", "day": "2026-04-20", "payee": "P8"}
    at = f"entries/{paid.number}"
    assert keeper.refused(books.fund, f"{at}/send-again", **again) == {
        "": "This payment has not come back, so it cannot be sent again."
    }
    keeper.enter(books.fund, f"{at}/returned", day="2026-04-20")
    part = _part(books, keeper.enter(books.fund, f"{at}/send-again", **again))
    treasurer = _as(books.treasurer, client, books)
    treasurer.enter(books.fund, part)
    sent = treasurer.last(books.fund)
    assert (sent.kind, sent.cash_minor, sent.payee, sent.origin_id) == (
        *(FactKind.REISSUE, -400_00, "P8"),
        paid.id,
    )


def test_an_attestation_takes_two_and_a_receipt_one(
    client: WeftClient, books: Books, keeper: Bookkeeper
) -> None:
    at = f"entries/{books.pay().number}/accept"
    claim = {"claimed": "100", "admitted": "100", "day": "2026-04-20"}
    part = _part(books, keeper.enter(books.fund, at, evidence="attestation", **claim))
    assert keeper.last(books.fund).kind is FactKind.PAYMENT
    _as(books.treasurer, client, books).enter(books.fund, part)
    accepted = keeper.last(books.fund)
    assert (accepted.kind, accepted.accepted_minor, accepted.approved_by_id) == (
        FactKind.ACCEPTED_EXPENSE,
        100_00,
        books.treasurer.id,
    )
    _as(books.finance, client, books).enter(books.fund, at, evidence="receipt", **claim)
    assert keeper.last(books.fund).number == accepted.number + 1


def test_what_was_prepared_belongs_to_its_fund_and_grows_old(
    client: WeftClient, books: Books, keeper: Bookkeeper, promise: Fact
) -> None:
    part = _part(books, keeper.enter(books.fund, f"entries/{promise.number}/pay", **PAY))
    keeper.get(books.own, part, status=404)
    keeper.get(books.fund, part[:-3] + "AAA", status=404)
    late = _as(books.treasurer, client, books, DAY + timedelta(days=15))
    late.get(books.fund, part, status=404)

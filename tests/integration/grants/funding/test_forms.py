"""Every act on money has a form; what the ledger refuses comes back beside its field, with what was typed."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from app.grants.funding import services
from app.grants.funding.enums import FactKind, FundingRefusal
from app.grants.funding.forms.base import BESIDE
from app.grants.funding.models import Account, Donor, Fact, Fund, PublishedRate
from app.grants.funding.views.act_table import ACTS
from app.kernel.database import db
from app.kernel.errors import CONFLICT
from app.kernel.permissions import Role
from tests.clients import WeftClient
from tests.factories import give_role, make_person
from tests.integration.grants.funding.bookkeeper import Bookkeeper
from tests.integration.grants.funding.books import DAY, Books
from tests.integration.grants.funding.year import at_noon

# The verbs of the services that no form calls, and why.
WITHOUT_FORM = {
    "LineData": "no verb: a line of a budget, as add_donor_award takes it",
    "raise_promise": "a grant becomes another amount on pages of its own",
    "lower_promise": "a grant becomes another amount on pages of its own",
    "revised": "no verb: what a line holds, for other services",
}

# What is shown above a form, since no field of it can be filled in otherwise.
SHOWN_ABOVE = {
    FundingRefusal.SAME_PERSON: "nobody else keeps these funds",
    FundingRefusal.ONLY_OWN_FUNDS: "the act is offered on own funds alone",
    FundingRefusal.NOT_A_PAYMENT: "the act is offered on payments alone",
    FundingRefusal.EARLIER_PERIOD_OPEN: "the earliest period alone is offered",
    FundingRefusal.ALREADY_RETURNED: "what became of the payment",
    FundingRefusal.NOT_RETURNED: "what became of the payment",
    FundingRefusal.NOT_ACTIVE: "what became of the award",
    FundingRefusal.OF_A_GRANT: "the act belongs to another page",
    FundingRefusal.REPORT_UNTIED: "what is wrong with the books, whichever report is chosen",
    FundingRefusal.TOO_MANY_TO_LIST: "a download has no form",
    FundingRefusal.PERIODS_OPEN: "what is left to do before the award is closed",
    FundingRefusal.NOT_SETTLED: "what is left to do before the award is closed",
}


def test_every_verb_has_a_form_or_a_reason() -> None:
    verbs = {act.verb.__name__ for act in ACTS}
    assert sorted(verbs & set(WITHOUT_FORM)) == [], "these have a form by now"
    assert sorted(set(services.__all__) - verbs) == sorted(WITHOUT_FORM)
    assert len({act.name for act in ACTS}) == len(ACTS)


def test_every_refusal_stands_beside_a_field_or_has_a_reason() -> None:
    pages = {code for code in FundingRefusal if code.http_status != CONFLICT}
    assert sorted([*BESIDE, *SHOWN_ABOVE, *pages]) == sorted(FundingRefusal)


def test_a_refusal_is_shown_beside_fields_that_a_form_has() -> None:
    named = sorted({name for names in BESIDE.values() for name in names})
    assert [name for name in named if not any(hasattr(act.form, name) for act in ACTS)] == []


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "1,234.56"), ("es", "1.234,56"), ("fr", "1 234,56"), ("fr", "1234.56")]
)
def test_amounts_are_typed_as_each_language_writes_them(
    books: Books, keeper: Bookkeeper, language: str, typed: str
) -> None:
    led_to = keeper.enter(
        books.fund,
        "do/receive",
        language=language,
        account="Bank",
        amount=typed,
        day="2026-04-17",
        note="2nd",
    )
    fact = keeper.last(books.fund)
    assert led_to.endswith(f"/{language}/n/ledger/funds/{books.fund.ref}/entries/{fact.number}")
    assert (fact.kind, fact.cash_minor, fact.effective_on, fact.note, fact.made_by_id) == (
        FactKind.RECEIVED,
        1_234_56,
        date(2026, 4, 17),
        "2nd",
        books.finance.id,
    )


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "1.234", "Do you mean 1,234? Write the number again, without a thousands sign."),
        ("en", "lots", "Write a number in figures, for example 1,234.5"),
        ("en", "12.345", "Do you mean 12,345? Write the number again, without a thousands sign."),
        ("en", "0", "Write an amount greater than zero."),
        ("en", "-5", "Write an amount greater than zero."),
        ("es", "1,234", "¿Quieres decir 1.234? Vuelve a escribir el número, sin separador de miles."),
    ],
)
def test_an_amount_that_may_be_two_is_asked_about(
    keeper: Bookkeeper, books: Books, language: str, typed: str, said: str
) -> None:
    wrong = keeper.refused(
        books.fund, "do/receive", language=language, account="Bank", amount=typed, day="2026-04-17"
    )
    assert wrong == {"amount": said}


def test_a_form_that_is_sent_twice_is_written_once(books: Books, keeper: Bookkeeper) -> None:
    typed = {"account": "Bank", "amount": "10", "day": "2026-04-17", "submission_key": "k" * 32}
    first, second = (keeper.send(books.fund, "do/receive", typed) for _ in range(2))
    assert first.location == second.location
    assert keeper.last(books.fund).number == 2


def test_a_network_begins_its_books(books: Books, keeper: Bookkeeper) -> None:
    keeper.enter(None, "new/donor", name="Birch", iati_org_id="XM-1")
    keeper.enter(None, "new/account", code="Cash box", currency="XOF")
    keeper.enter(None, "new/own-funds", code="OWN2", title_es="Fondos")
    keeper.enter(None, "new/rate", base="EUR", quote="USD", value="1.0825", month="2026-04-09")
    assert db.session.scalars(select(Donor.name).order_by(Donor.name)).all() == ["Alder", "Birch"]
    assert db.session.scalars(select(Account.currency).where(Account.code == "Cash box")).one() == "XOF"
    assert db.session.scalars(select(Fund.title).where(Fund.code == "OWN2")).one() == {"es": "Fondos"}
    rate = db.session.scalars(select(PublishedRate)).one()
    assert (rate.source, rate.base, rate.quote, rate.month, rate.value) == (
        *("ecb", "EUR", "USD"),
        date(2026, 4, 1),
        "1.0825",
    )
    taken = "This network already has one with this name or code. Choose another."
    assert keeper.refused(None, "new/donor", name="Birch") == {"name": taken}
    assert keeper.refused(None, "new/account", code="Bank", currency="USD") == {"code": taken}
    assert keeper.refused(None, "new/own-funds", code="A", title_en="A") == {"code": taken}
    assert keeper.refused(None, "new/own-funds", code="X") == {
        "title_en": "Enter a title in at least one language"
    }
    assert keeper.refused(None, "new/rate", base="USD", quote="EUR", value="0.9", month="2026-04-30") == {
        "month": "The rate of April 2026 is already known: 1 EUR = 1.0825 USD."
    }


def test_the_budget_is_set_aside_moved_committed_and_released(books: Books, keeper: Bookkeeper) -> None:
    fund = books.fund
    keeper.enter(fund, "do/allocate", line="A1", amount="6,000", purpose="Spring call", day="2026-04-20")
    kept = keeper.last(fund)
    assert (kept.kind, kept.allocated_minor) == (FactKind.ALLOCATION, 6_000_00)
    keeper.enter(
        fund,
        "do/commit",
        ref="G7",
        line="A1",
        allocation=str(kept.number),
        currency="USD",
        amount="1,000",
        agreed_on="2026-04-20",
        country="KE",
    )
    promise = keeper.last(fund)
    assert (promise.kind, promise.committed_minor) == (FactKind.COMMITMENT, 1_000_00)
    assert promise.commitment is not None
    assert (promise.commitment.ref, promise.commitment.country) == ("G7", "KE")
    assert promise.allocation_id == kept.allocation_id
    keeper.enter(fund, f"entries/{promise.number}/uncommit", day="2026-04-20", note="withdrawn")
    assert (keeper.last(fund).kind, keeper.last(fund).committed_minor) == (FactKind.RELEASE, -1_000_00)
    keeper.enter(fund, "do/move", giving="A2", taking="A3", amount="1,000", day="2026-04-20")
    assert [keeper.last(fund).kind, keeper.last(fund).budget_minor] == [FactKind.MOVE, 1_000_00]


def test_what_the_ledger_refuses_stands_beside_its_field(books: Books, keeper: Bookkeeper) -> None:
    fund = books.fund
    move = {"day": "2026-04-20", "amount": "1,000.01"}
    assert keeper.refused(fund, "do/move", giving="A2", taking="A3", **move) == {
        "amount": "At most USD 1,000.00 more may move out of line A2. Clause 7.2"
    }
    assert keeper.refused(fund, "do/move", giving="A1", taking="A3", **move) == {
        "giving": "The donor does not let money move out of sub-grants (line A1). Clause 7.2"
    }
    cost = {"account": "Bank", "line": "A2"}
    assert keeper.refused(fund, "do/cost", amount="5,000.01", day="2026-04-20", **cost) == {
        "amount": "Budget line A2 would be exceeded by USD 0.01."
    }
    assert keeper.refused(fund, "do/cost", amount="5", day="2027-01-01", **cost) == {
        "day": "The award runs from 1 Jan 2026 to 31 Dec 2026."
    }
    assert keeper.refused(fund, "do/cost", amount="5", day="2026-04-31", **cost) == {
        "day": "There is no day 31 in April 2026. Check the date."
    }
    assert keeper.refused(fund, "do/cost", amount="5", day="2026-04-21", **cost) == {
        "day": "This day has not come yet, or is not over."
    }
    assert keeper.refused(
        fund, "do/commit", ref="G8", line="A1", currency="EUR", amount="1", agreed_on="2025-12-31"
    ) == {"agreed_on": "The award runs from 1 Jan 2026 to 31 Dec 2026."}


def test_an_empty_form_names_every_question(books: Books, keeper: Bookkeeper) -> None:
    assert keeper.refused(books.fund, "do/exchange", day="") == {
        "account": "Choose the account",
        "sold": "Enter the amount",
        "target": "Choose the account",
        "bought": "Enter the amount",
        "day": "Enter the day",
    }


def test_costs_charges_interest_and_exchange_are_entered(books: Books, keeper: Bookkeeper) -> None:
    fund, day = books.fund, "2026-04-20"
    keeper.enter(fund, "do/cost", line="A2", account="Bank", amount="120.50", day=day, booking_number="2044")
    assert (keeper.last(fund).kind, keeper.last(fund).booking_number) == (FactKind.DIRECT_COST, "2044")
    keeper.enter(fund, "do/bank-charge", line="A2", account="Bank", amount="6", day=day)
    assert (keeper.last(fund).kind, keeper.last(fund).paid_minor) == (FactKind.BANK_CHARGE, 6_00)
    keeper.enter(fund, "do/interest", account="Bank", amount="0.40", day=day)
    assert (keeper.last(fund).kind, keeper.last(fund).value_minor) == (FactKind.INTEREST, 40)
    keeper.enter(fund, "do/exchange", account="Bank", sold="110", target="Euro", bought="100", day=day)
    bought = keeper.last(fund)
    assert (bought.kind, bought.cash_minor, bought.value_minor) == (FactKind.EXCHANGE, 100_00, 110_00)
    short = keeper.refused(
        fund, "do/exchange", account="Euro", sold="100.01", target="Bank", bought="1", day=day
    )
    assert list(short) == ["sold"]
    keeper.enter(books.own, "do/own-cost", account="Bank", amount="20", day=day, note="Flowers")
    assert (keeper.last(books.own).kind, keeper.last(books.own).cash_minor) == (FactKind.DIRECT_COST, -20_00)
    keeper.enter(books.own, "do/opening", account="Euro", amount="5,000", day=day)
    assert keeper.last(books.own).kind is FactKind.OPENING
    keeper.enter(fund, "do/revalue", day=day)


def test_a_payment_offers_what_can_become_of_it(books: Books, keeper: Bookkeeper) -> None:
    paid = books.pay()
    at = f"entries/{paid.number}"
    page = keeper.get(books.fund, at)
    for act in ("accept", "refund", "send-again", "returned"):
        assert f"{at}/{act}" in page
    keeper.enter(
        books.fund, f"{at}/accept", claimed="300", admitted="250", evidence="receipt", day="2026-04-20"
    )
    assert (keeper.last(books.fund).kind, keeper.last(books.fund).accepted_minor) == (
        FactKind.ACCEPTED_EXPENSE,
        250_00,
    )
    wrong = keeper.refused(
        books.fund, f"{at}/accept", claimed="10", admitted="10.01", evidence="receipt", day="2026-04-20"
    )
    assert wrong == {"admitted": "This is USD 0.01 more than was claimed."}
    keeper.enter(books.fund, f"{at}/refund", account="Bank", amount="100", day="2026-04-20")
    assert keeper.last(books.fund).kind is FactKind.REFUND
    assert keeper.refused(books.fund, f"{at}/returned", day="2026-04-20") == {
        "": "This payment has already come back, or expenses were accepted on it."
    }


def test_only_what_fits_an_entry_is_offered_and_taken(books: Books, keeper: Bookkeeper) -> None:
    assert "entries/1/refund" not in keeper.get(books.fund, "entries/1")
    keeper.get(books.fund, "entries/1/refund", status=409)
    keeper.get(books.own, "do/allocate", status=409)
    keeper.get(books.fund, "do/nothing", status=404)
    assert "do/resume" not in keeper.get(books.fund, "")


def test_an_award_is_suspended_and_goes_on(books: Books, keeper: Bookkeeper) -> None:
    led_to = keeper.enter(books.fund, "do/suspend", since="2026-04-18", last_eligible_on="2026-04-17")
    assert led_to.endswith(f"/funds/{books.fund.ref}/")
    commit = {"ref": "G9", "line": "A1", "currency": "USD", "amount": "5", "agreed_on": "2026-04-19"}
    assert keeper.refused(books.fund, "do/commit", **commit) == {
        "agreed_on": "The donor has suspended this award since 18 Apr 2026."
    }
    keeper.enter(books.fund, "do/resume", on="2026-04-19")
    keeper.enter(books.fund, "do/commit", **commit)


def test_a_period_is_closed_after_a_look_at_its_figures(books: Books, keeper: Bookkeeper) -> None:
    keeper.enter(books.fund, "do/cost", line="A2", account="Bank", amount="100", day="2026-03-10")
    page = keeper.get(books.fund, "do/close")
    assert "<dt>Indirect costs earned and not charged yet</dt><dd>USD 7.00</dd>" in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    close = {"period": "2026-01-01", "account": "Bank"}
    assert keeper.refused(books.fund, "do/close", **close) == {
        "checked": "Say that you have checked the figures"
    }
    assert keeper.enter(books.fund, "do/close", **close, checked="y").endswith("/report/")
    assert (keeper.last(books.fund).kind, keeper.last(books.fund).paid_minor) == (FactKind.INDIRECT, 7_00)
    late = {"line": "A1", "amount": "5", "purpose": "Late", "day": "2026-03-31"}
    assert keeper.refused(books.fund, "do/allocate", **late) == {
        "day": "The period in which 31 Mar 2026 lies is closed."
    }
    assert keeper.refused(books.fund, "do/close", period="2026-04-01", account="Bank", checked="y") == {
        "": "This day has not come yet, or is not over."
    }


def test_a_disallowed_cost_is_recorded_when_a_second_person_approves_it(
    client: WeftClient, books: Books, keeper: Bookkeeper
) -> None:
    keeper.enter(books.own, "do/receive", account="Bank", amount="100", day="2026-03-10")
    keeper.enter(books.fund, "do/cost", line="A2", account="Bank", amount="100", day="2026-03-10")
    said = {"line": "A2", "period": "2026-01-01", "account": "Bank", "day": "2026-04-20"}
    assert keeper.refused(books.fund, "do/disallow", **said, amount="100.01") == {
        "amount": "At most USD 100.00 was reported on line A2 in this period."
    }
    page = keeper.enter(books.fund, "do/disallow", **said, amount="50")
    assert keeper.last(books.fund).kind is FactKind.DIRECT_COST, "nothing is written yet"
    part = urlsplit(page).path.partition(f"{books.fund.ref}/")[2]
    treasurer = Bookkeeper(client, books.body, books.treasurer, DAY)
    shown = treasurer.get(books.fund, part).replace("\N{NO-BREAK SPACE}", " ")
    for value in ("USD 50.00", "A2", "Jan – Mar 2026"):
        assert value in shown.replace("\N{THIN SPACE}", " ")
    treasurer.enter(books.fund, part)
    treasurer.enter(books.fund, part)
    kinds = db.session.scalars(select(Fact.kind).where(Fact.fund_id == books.fund.id).order_by(Fact.number))
    assert list(kinds)[-3:] == [FactKind.DISALLOWANCE, FactKind.COVER, FactKind.REPAYMENT]


def test_who_only_reads_is_offered_nothing(client: WeftClient, books: Books) -> None:
    with at_noon(DAY):
        auditor = make_person("Heron")
        give_role(auditor, Role.AUDITOR)
    reader = Bookkeeper(client, books.body, auditor, DAY)
    for part in ("", "entries/", "entries/1", "report/"):
        assert "/do/" not in reader.get(books.fund, part)
    assert "/new/" not in reader.get(None, "")
    reader.get(books.fund, "do/receive", status=403)
    assert db.session.scalar(select(func.count(Fact.id)).where(Fact.fund_id == books.fund.id)) == 1

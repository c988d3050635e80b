"""What is asked again when a report is sent: days, ceilings, and why lines cost more or less than planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards import services as awards
from app.grants.awards.enums import Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.grants.calls.models import Call
from app.grants.funding import services as funding
from app.grants.funding.enums import FundingRefusal
from app.grants.reports import queries, services
from app.grants.reports.enums import Proof
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.services import ExpenseData
from app.kernel import clock
from app.kernel.money import Money
from tests.award_factories import Bursary
from tests.clients import WeftClient, fill_in, sign_in
from tests.grant_factories import after
from tests.refusals import refused

WHOLE = 450_00


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    made = office.call(template="two_pages")
    with after(made):
        yield made


def _spend(award: GrantAward, lead: Person, minor: int, proof: Proof = Proof.RECEIPT, **more: Any) -> Any:
    data = ExpenseData("Room", "A hall", clock.today(), minor, proof, **more)
    return services.enter(award, data, actor=lead)


def _send(award: GrantAward, lead: Person, notes: dict[int, str] | None = None) -> None:
    services.send_report(
        award, happened=Happened.YES, text="We met.", people=9, actor=lead, notes=notes or {}
    )


def test_a_day_that_is_no_longer_paid_is_refused_at_sending(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    _spend(award, lead, WHOLE)
    yesterday = clock.today() - timedelta(days=1)
    funding.suspend(office.fund, since=clock.today(), last_eligible_on=yesterday, actor=office.finance)
    said = refused(lambda: _send(award, lead))
    assert (said.code, said.params["number"]) == (Refused.EXPENSE_REFUSED, 1)
    assert said.params["why"].code is Refused.DAY_STOPPED


def test_more_than_the_grant_or_the_ceiling_is_refused_at_sending(office: Bursary) -> None:
    second = clock.today().replace(month=1, day=2)
    funding.add_terms(office.fund, {"statement_ceiling": 100_00}, since=second, actor=office.finance)
    made = office.call(template="two_pages")
    with after(made):
        award, lead = office.at_cost(made)
        _spend(award, lead, 60_00, Proof.SIGNED_STATEMENT)
        second_one = _spend(award, lead, 60_00)
        _spend(award, lead, 330_00)
        second_one.proof = Proof.PHOTO
        assert services.faults_of_report(award, {}) == []
        second_one.proof = Proof.PEERS
        (fault,) = services.faults_of_report(award, {})
        assert (fault.params["number"], fault.params["why"].code) == (2, FundingRefusal.STATEMENT_TOO_LARGE)
        second_one.proof, second_one.minor = Proof.RECEIPT, 60_01
        (fault,) = services.faults_of_report(award, {})
        assert (fault.params["number"], fault.params["why"].code) == (3, Refused.OVER_THE_GRANT)


def test_a_line_that_differs_by_more_than_a_tenth_is_explained(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    kept = _spend(award, lead, 404_99)
    said = refused(lambda: _send(award, lead, {0: "  "}))
    assert (said.code, said.params["item"]) == (Refused.NOT_EXPLAINED, "Room")
    assert said.params["planned"] == Money(WHOLE, "USD")
    assert said.params["claimed"] == Money(404_99, "USD")
    _send(award, lead, {0: " The hall was cheaper. ", 7: "No such line."})
    assert [(one.place, one.words) for one in queries.list_notes(award).values()] == [
        (0, "The hall was cheaper.")
    ]
    awards.request_changes(award, actor=office.officer, note="Is that all?")
    room = ExpenseData("Room", "A hall", clock.today(), 405_00, Proof.RECEIPT)
    services.enter(award, room, actor=lead, number=kept.number)
    _send(award, lead)
    assert (award.status, queries.list_notes(award)) == (Status.REPORTED, {})


def test_the_office_reads_why_next_to_the_line(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = office.at_cost(call)
    _spend(award, lead, 200_00)
    session.commit()
    sign_in(client, lead)
    url = f"/en/grants/{award.ref}/expenses/report"
    said = {"happened": "yes", "text": "We met.", "people": "9"}
    asked = fill_in(client, url, **said)
    assert (asked.status_code, asked.text.count("USD 200.00 claimed, USD 450.00 planned")) == (422, 2)
    assert fill_in(client, url, **said, why_0="The hall was cheaper.").status_code == 303
    sign_in(client, office.officer)
    case = f"/en/n/river/awards/{award.ref}/expenses/"
    for page in (client.get(case).text, client.get(f"{case}check").text):
        assert ("The hall was cheaper." in page, "USD 250.00 less" in page) == (True, True)


def test_what_was_paid_in_another_currency_is_kept_and_shown(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = office.at_cost(call)
    session.commit()
    sign_in(client, lead)
    url = f"/en/grants/{award.ref}/expenses/new"
    said = {"item": "Room", "purpose": "A hall", "day": clock.today().isoformat(), "proof": "receipt"}
    xof = {"amount": "200.00", "paid_currency": "XOF", "paid_amount": "131,191"}
    for wrong, words in (
        ({"paid_amount": "131,191.5"}, "XOF"),
        ({"paid_amount": ""}, "Enter the amount that you paid in the other currency."),
        ({"paid_currency": ""}, "Choose the currency in which you paid."),
        ({"paid_currency": "USD", "paid_amount": "200"}, "The grant is in this currency."),
    ):
        page = fill_in(client, url, **said, **xof | wrong)
        assert (page.status_code, words in page.text) == (422, True), wrong
    assert fill_in(client, url, **said, **xof).status_code == 303
    jod = {"amount": "17.41", "paid_currency": "JOD", "paid_amount": "12.345"}
    assert fill_in(client, url, **said, **jod).status_code == 303
    kept = queries.list_expenses(award)
    assert [(one.minor, one.original) for one in kept] == [
        (200_00, Money(131_191, "XOF")),
        (17_41, Money(12_345, "JOD")),
    ]
    own = client.get(f"/en/grants/{award.ref}/expenses/").text
    assert all(one in own for one in ("USD 217.41", "XOF 131,191", "JOD 12.345"))
    change = client.get(f"/en/grants/{award.ref}/expenses/2").text
    assert 'value="12.345"' in change
    sign_in(client, office.officer)
    page = client.get(f"/en/n/river/awards/{award.ref}/expenses/").text
    assert "XOF 131,191 (1 USD = 655.955 XOF)" in page


def test_one_receipt_in_another_currency_is_not_entered_twice(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    paid = {"receipt_number": "A-1", "original_minor": 131_191, "original_currency": "XOF"}
    _spend(award, lead, 200_00, **paid)
    assert refused(lambda: _spend(award, lead, 201_00, **paid)).code is Refused.ENTERED_BEFORE
    other = paid | {"original_minor": 131_192}
    assert _spend(award, lead, 201_00, **other).number == 2

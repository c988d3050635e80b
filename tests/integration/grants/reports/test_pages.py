"""The pages of expenses: the group's list and forms, its report, and what the office accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Status
from app.grants.calls.models import Call
from app.grants.reports.queries import list_expenses
from app.kernel import clock
from app.kernel.audit import AuditPayload
from app.kernel.database import db
from app.kernel.outbox import OutboxMessage
from app.organisations.enums import ContactRole
from tests.award_factories import Bursary
from tests.clients import WeftClient, fill_in, hidden_fields, sign_in
from tests.factories import make_person
from tests.grant_factories import after
from tests.organisation_factories import make_contact


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    made = office.call(template="two_pages")
    with after(made):
        yield made


def _as(client: WeftClient, person: Person) -> WeftClient:
    sign_in(client, person)
    return client


def _fresh(award: GrantAward) -> GrantAward:
    db.session.expire_all()
    return award


def _expense(**changes: str) -> dict[str, str]:
    known = {
        "item": "Room",
        "purpose": "A hall",
        "day": clock.today().isoformat(),
        "amount": "200.00",
        "proof": "receipt",
        "receipt_number": "RN-4711",
    }
    return known | changes


def test_a_group_enters_what_it_spent_and_the_office_accepts_it(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = office.at_cost(call)
    viewer = make_person("Viewer")
    make_contact(viewer, award.organisation, ContactRole.VIEWER)
    session.commit()
    own = f"/en/grants/{award.ref}/"
    expenses = f"{own}expenses/"
    _as(client, lead)
    assert f'href="{expenses}"' in client.get(own).text
    assert client.get(f"{own}report").headers["Location"].endswith(f"{expenses}report")
    _enter_three(client, expenses)
    page = client.get(expenses).text
    assert "USD 450.00" in page
    assert not re.search("RN-4711|P17", page)
    assert client.get(f"/en/n/river/awards/{award.ref}/expenses/").status_code in (403, 404)
    _as(client, viewer)
    assert client.get(expenses).status_code == 200
    assert [client.get(f"{expenses}{one}").status_code for one in ("new", "1", "report")] == [404] * 3
    assert client.post(f"{expenses}1/remove", data=hidden_fields(client.get(own).text)).status_code in (
        400,
        404,
    )
    _as(client, lead)
    said = {"happened": "yes", "text": "We met.", "people": "9"}
    assert fill_in(client, f"{expenses}report", **said).headers["Location"].endswith(own)
    award = _fresh(award)
    assert (award.status, award.spent_minor) == (Status.REPORTED, 450_00)
    late = client.get(f"{expenses}new")
    assert (late.status_code, "can no longer be changed" in late.text) == (409, True)
    _check(client, office, award)
    _as(client, lead)
    page = client.get(expenses).text
    assert (page.count("The photo shows less."), "USD 400.00" in page) == (1, True)
    assert not _leaks(session)


def _enter_three(client: WeftClient, expenses: str) -> None:
    """Three expenses, each typed wrongly before it is typed well."""
    wrong = fill_in(client, f"{expenses}new", **_expense(amount="20.123", purpose="A very big hall"))
    assert (wrong.status_code, 'value="A very big hall"' in wrong.text) == (422, True)
    assert fill_in(client, f"{expenses}new", **_expense()).status_code == 303
    twice = fill_in(client, f"{expenses}new", **_expense())
    assert (twice.status_code, 'name="is_another"' in twice.text) == (422, True)
    photo = _expense(amount="150", proof="photo", receipt_number="")
    assert fill_in(client, f"{expenses}new", **photo).status_code == 303
    peers = _expense(amount="110", proof="peers", receipt_number="", peer_codes="Maria")
    named = fill_in(client, f"{expenses}new", **peers)
    assert (named.status_code, "could be a name" in named.text) == (422, True)
    assert fill_in(client, f"{expenses}new", **peers | {"peer_codes": "P17"}).status_code == 422
    fits = peers | {"peer_codes": "P17", "amount": "90"}
    assert fill_in(client, f"{expenses}new", **fits).status_code == 303
    shown = client.get(f"{expenses}3").text
    assert 'value="P17"' in shown
    changed = peers | {"peer_codes": "P17, P18", "amount": "100"}
    assert fill_in(client, f"{expenses}3", **changed).status_code == 303


def _check(client: WeftClient, office: Bursary, award: GrantAward) -> None:
    """The officer accepts less of the second, and the rest is not back; finance opens none of it."""
    case = f"/en/n/river/awards/{award.ref}/"
    url = f"{case}expenses/check"
    _as(client, office.officer)
    assert client.get(f"{case}accept-report").headers["Location"].endswith(url)
    page = client.get(url).text
    assert all(one in page for one in ("RN-4711", "P17, P18", 'value="200.00"'))
    all_of_it = {"amount_1": "200", "amount_2": "150", "amount_3": "100"}
    more = fill_in(client, url, do="accept", **all_of_it | {"amount_1": "200.01"})
    assert (more.status_code, "Expense 1 is USD 200.00." in more.text) == (422, True)
    less = all_of_it | {"amount_2": "100", "reason_2": "The photo shows less."}
    open_still = fill_in(client, url, do="accept", **less)
    assert (open_still.status_code, "USD 50.00 was not spent" in open_still.text) == (422, True)
    assert fill_in(client, url, do="save", **less).status_code == 303
    assert [one.admitted_minor for one in list_expenses(_fresh(award))] == [200_00, 100_00, 100_00]
    assert fill_in(client, url, do="save", **all_of_it).status_code == 303
    assert fill_in(client, url, do="save", **less).status_code == 303
    assert "The photo shows less." in client.get(f"{case}expenses/").text
    _as(client, office.finance)
    assert client.get(f"{case}expenses/").status_code in (403, 404)


def _leaks(session: Session) -> list[str]:
    """Where a receipt's number or a peer's code stands beside the page it belongs to."""
    words = [one.text or "" for one in session.scalars(select(OutboxMessage))]
    words += [str(data) for data in session.scalars(select(AuditPayload.data))]
    return [one for one in words if re.search("RN-4711|P1[78]", one)]

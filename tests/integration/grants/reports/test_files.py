"""Files of expenses: who adds and takes them out, who reads them, and how long they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie
from app.documents.access import may_read
from app.documents.enums import DocumentRefusal
from app.documents.models import StoredDocument
from app.documents.queries import list_documents
from app.documents.services import delete_document, sweep_documents
from app.grants.awards.enums import Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.queries import get_award
from app.grants.awards.services import request_changes
from app.grants.calls.models import Call
from app.grants.reports import queries, rules, services
from app.grants.reports.enums import Proof
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.services import ExpenseData
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.organisations.enums import ContactRole
from tests.award_factories import Bursary
from tests.clients import WeftClient, hidden_fields, sign_in
from tests.factories import make_person
from tests.grant_factories import after
from tests.organisation_factories import make_contact
from tests.refusals import refusal
from tests.unit.documents import files


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    made = office.call(template="two_pages")
    with after(made):
        yield made


def _receive(award: GrantAward, lead: Person, data: bytes = files.PDF, name: str = "a.pdf") -> str:
    db.session.commit()
    return services.receive_file(award, BytesIO(data), name, actor=lead).ref


def _room(*refs: str) -> ExpenseData:
    return ExpenseData("Room", "A hall", clock.today(), 450_00, Proof.RECEIPT, "A-1", files=refs)


def _send(award: GrantAward, lead: Person) -> None:
    services.send_report(award, happened=Happened.YES, text="We met.", people=9, actor=lead)


def _kept(award: GrantAward) -> list[StoredDocument]:
    return list(list_documents(rules.owner_of(award)))


def test_an_expense_carries_files_which_are_taken_out_of_a_draft(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    first, second = _receive(award, lead), _receive(award, lead, name="b.pdf")
    assert [one.ref for one in queries.list_waiting(award, lead)] == [first, second]
    assert queries.list_waiting(award, office.officer) == []
    services.enter(award, _room(first, second), actor=lead)
    assert queries.list_waiting(award, lead) == []
    services.enter(award, _room(second), actor=lead, number=1)
    assert [one.ref for one in _kept(award)] == [second]
    services.enter(award, ExpenseData("Room", "It", clock.today(), 1_00, Proof.PHOTO), actor=lead, number=1)
    assert [one.ref for one in _kept(award)] == [second]
    services.remove(award, 1, actor=lead)
    assert _kept(award) == []


def test_files_of_others_and_too_many_are_refused(
    office: Bursary, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    award, lead = office.at_cost(call)
    other, other_lead = office.at_cost(call, "Rush")
    foreign, own = _receive(other, other_lead), _receive(award, lead)
    for refs in ((foreign,), ("NOSUCHREF1",)):
        assert refusal(lambda refs=refs: services.enter(award, _room(*refs), actor=lead)) is (  # type: ignore[misc]
            DocumentRefusal.GONE
        )
    services.enter(award, _room(own), actor=lead)
    twice = ExpenseData("Room", "It", clock.today(), 0, Proof.PHOTO, files=(own,))
    assert refusal(lambda: services.enter(award, twice, actor=lead)) is Refused.NOT_ABOVE_ZERO
    six = tuple(f"R{one}" for one in range(6))
    assert refusal(lambda: services.enter(award, _room(*six), actor=lead, number=1)) is (
        Refused.TOO_MANY_FILES
    )
    db.session.commit()
    with pytest.raises(DomainError) as caught:
        services.receive_file(award, BytesIO(b"a,b\n1,2\n"), "costs.csv", actor=lead)
    assert caught.value.code is DocumentRefusal.KIND_UNKNOWN


def test_what_was_sent_is_kept_until_the_donor_s_auditor_cannot_ask(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    services.enter(award, _room(_receive(award, lead)), actor=lead)
    _send(award, lead)
    (document,) = _kept(award)
    assert award.commitment.line.fund.ends_on is not None
    until = date(award.commitment.line.fund.ends_on.year + 7, 12, 31)
    assert (document.kept_until, queries.keep_until(award)) == (until, until)
    assert refusal(lambda: delete_document(document, actor=SYSTEM)) is DocumentRefusal.KEPT
    request_changes(award, actor=office.officer, note="Which hall?")
    added = _receive(award, lead, files.picture("PNG"), "b.png")
    assert refusal(lambda: services.enter(award, _room(added), actor=lead, number=1)) is (
        Refused.FILE_WAS_SENT
    )
    assert refusal(lambda: services.remove(award, 1, actor=lead)) is Refused.EXPENSE_WAS_SENT
    services.enter(award, _room(document.ref, added), actor=lead, number=1)
    services.enter(award, _room(document.ref), actor=lead, number=1)
    assert _kept(award) == [document]
    _send(award, lead)
    db.session.commit()
    days = until - clock.today()
    with clock.shift(days):
        sweep_documents()
        assert document.deleted_at is None
    with clock.shift(days + timedelta(days=1)):
        sweep_documents()
        assert document.deleted_at is not None


def test_who_reads_the_expense_reads_its_files(office: Bursary, call: Call) -> None:
    award, lead = office.at_cost(call)
    viewer, stranger = make_person("Viewer"), make_person("Stranger")
    make_contact(viewer, award.organisation, ContactRole.VIEWER)
    services.enter(award, _room(_receive(award, lead)), actor=lead)
    (document,) = _kept(award)
    db.session.commit()
    readers = [lead, viewer, office.officer, office.second]
    others = [stranger, office.finance, office.treasurer]
    assert [may_read(one, document) for one in (*readers, *others)] == [True] * 4 + [False] * 3
    tie = DeclaredTie.CONFLICT
    declare_tie(get_award(award.ref), tie=tie, note="My sister leads it.", actor=office.second)
    db.session.commit()
    assert [may_read(one, document) for one in (office.officer, office.second)] == [True, False]


def test_a_file_stays_when_the_page_is_refused(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    award, lead = office.at_cost(call)
    session.commit()
    sign_in(client, lead)
    url = f"/en/grants/{award.ref}/expenses/new"
    said = {
        "item": "Room",
        "purpose": "",
        "day": clock.today().isoformat(),
        "amount": "450",
        "proof": "photo",
    }
    page = client.get(url)
    assert 'enctype="multipart/form-data"' in page.text
    photo = (BytesIO(files.photo_with_place()), "hall.jpg")
    refused = client.post(
        url,
        data={**hidden_fields(page.text), **said, "files": photo},
        content_type="multipart/form-data",
    )
    (document,) = _kept(award)
    assert (refused.status_code, f'value="{document.ref}"' in refused.text) == (422, True)
    assert (document.claimed_at, 'value="450"' in refused.text) == (None, True)
    wrong = (BytesIO(b"MZ"), "run.exe")
    data = {**hidden_fields(refused.text), **said, "purpose": "A hall"}
    kinds = client.post(url, data={**data, "files": wrong}, content_type="multipart/form-data")
    assert (kinds.status_code, "We cannot take this kind of file" in kinds.text) == (422, True)
    saved = client.post(url, data={**data, "files": document.ref}, content_type="multipart/form-data")
    assert saved.status_code == 303
    own = client.get(f"/en/grants/{award.ref}/expenses/").text
    assert (f"/en/documents/{document.ref}" in own, "hall.jpg" in own) == (True, False)
    fetched = client.get(f"/en/documents/{document.ref}")
    assert (fetched.status_code, b"CANARY" in fetched.data) == (200, False)
    page = client.get(f"/en/grants/{award.ref}/expenses/1").text
    assert ("hall.jpg" in page, "kept until" in page) == (True, True)
    sign_in(client, office.finance)
    assert client.get(f"/en/documents/{document.ref}").status_code == 404

"""While the network has a case to itself, its organisation learns neither of it nor of what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.casework import parties, queries
from app.casework.models import Casefile
from app.casework.process import Asked
from app.casework.services import note_seen, start_case, take_step
from app.kernel import clock
from app.kernel.database import db
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role
from tests.clients import WeftClient, sign_in
from tests.desks import tasks_of
from tests.integration.casework.conftest import Library
from tests.integration.casework.short_loan import SHORT, change
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.models import Loan


def asks_the_borrower(loan: Any) -> list[Asked]:
    """Its organisation, and the person who speaks for it, beside whom the loan waits for anyway."""
    ways = (parties.organisation(loan.organisation_id), parties.person(loan.started_by))
    return [*SHORT.waits(loan), *(Asked(way, A.EXTEND) for way in ways if loan.status is S.ASKED)]


@pytest.fixture(autouse=True)
def _hidden_while_asked(library: Library) -> None:
    stages = {one: replace(stage, hidden=one is S.ASKED) for one, stage in SHORT.stages.items()}
    change(stages=stages, waits=asks_the_borrower)


def family(library: Library) -> list[Loan]:
    """A loan that is hidden, and two that belong to it and are not: one goes on, the other has ended."""
    loan = library.ask_for("Atlas")
    children = []
    for book, step in (("Index", A.LEND), ("Plates", A.REFUSE)):
        child = Loan(started_by=library.lead.id, book=book)
        start_case(child, actor=library.lead, parent=loan)
        take_step(child, step, actor=library["librarian"], note="gone")
        children.append(child)
    db.session.flush()
    return [loan, *children]


def known(person: Any) -> list[str]:
    """What this person may know of: by an address, on the desk, as a task."""
    found = db.session.execute(select(Casefile.title).where(queries.known_to(person))).scalars()
    own = queries.list_on_desk(person, news_since=clock.now(), limit=60).own
    return sorted([*found, *(row.title for row in own), *(row.title for row in tasks_of(person))])


def written_to(address: str) -> int:
    db.session.flush()
    return sum(one.recipient == address for one in db.session.scalars(select(OutboxMessage)))


def test_the_organisation_knows_of_no_part_of_a_hidden_family(library: Library) -> None:
    loans = family(library)
    assert known(library.lead) == []
    assert written_to("lead@example.org") == 0
    assert [one.reach_out_since for one in loans] == [None] * 3, "nobody is to tell them"
    take_step(loans[0], A.LEND, actor=library["librarian"])
    db.session.flush()
    assert {"Puentes", "Index", "Plates"} == set(known(library.lead))
    assert written_to("lead@example.org") == 2, (
        "the news of the loan, and that the book is to be brought back"
    )


def test_a_role_tells_a_contact_nothing_more(client: WeftClient, library: Library) -> None:
    """Whoever works for the network and speaks for the organisation is one of the organisation."""
    both = library.add("both", Role.MEMBERSHIP_OFFICER)
    library.contact("both", "Puentes")
    loan, *_children = family(library)
    note_seen(loan, actor=library["librarian"])
    assert (known(both), written_to("both@example.org")) == ([], 0)
    sign_in(client, both)
    pages = (
        f"/en/n/library/loans/{loan.ref}/",
        f"/en/loans/{loan.ref}",
        *(f"/en/cases/{loan.ref}/{name}" for name in ("declare", "lend", "bring_back")),
        f"/en/news/{loan.ref}",
    )
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)
    sign_in(client, library["librarian"])
    assert client.get(pages[0]).status_code == 200


def test_a_hidden_case_without_an_organisation_is_found(library: Library) -> None:
    loan = library.ask_for("Atlas")
    loan.organisation_id = loan.organisation = None
    db.session.flush()
    assert "Puentes" in known(library["librarian"])

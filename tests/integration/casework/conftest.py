"""A library with its people. An app of its own knows its pages; the process is known only while such a test
runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from app import create_app
from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.models import CasePerson
from app.casework.process import PROCESSES, register_process
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from app.organisations.models import NetworkBody, Organisation
from app.registration import register_feature
from app.web import access
from app.web.extension_points import extension_points
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.desks import forget_statements
from tests.factories import give_role, make_person
from tests.library_loan import services
from tests.library_loan.enums import CaseRole
from tests.library_loan.models import Loan
from tests.library_loan.process import LOAN
from tests.library_loan.queries import get_loan
from tests.organisation_factories import make_body, make_contact, make_member

_with_library: dict[str, Database] = {}


def app_with_library(found: Database) -> Database:
    """An app on the same database that has the library, checked as at every start."""
    if found.dialect not in _with_library:
        app = create_app(dict(found.app.config))
        register_feature(app, LOAN.kind, within="tests")
        access.check_all_marked(app)
        extension_points(app).check_complete(app)
        _with_library[found.dialect] = Database(found.dialect, app, found.seeded)
    return _with_library[found.dialect]


@pytest.fixture(params=DIALECTS)
def database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """As everywhere, with an app that has the library."""
    found = app_with_library(databases.get(request.param))
    with found.rolled_back():
        yield found


@dataclass
class Library:
    body: NetworkBody
    borrower: Organisation
    lead: Person
    people: dict[str, Person]
    members: dict[str, Organisation]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def add(self, name: str, role: Role | None = None, **scope: Any) -> Person:
        """Somebody more, with this role in the library's network."""
        person = make_person(name)
        person.email = f"{name.replace(' ', '-')}@example.org"
        if role is not None:
            give_role(person, role, **({"scope_kind": ScopeKind.BODY, "scope_id": self.body.id} | scope))
        self.people[name] = person
        db.session.flush()
        return person

    def contact(self, name: str, member: str, role: ContactRole = ContactRole.LEAD) -> Person:
        """A contact of one of the members."""
        person = self.people.get(name) or self.add(name)
        make_contact(person, self.members[member], role)
        return person

    def ask_for(self, book: str = "Maps", *, without: Collection[str] = (), **more: Any) -> Loan:
        """A request for a book by the lead of Puentes; the members `without` must not know of it."""
        loan = services.ask_for(
            book, body=self.body, borrower=self.borrower, actor=self.lead,
            without=[self.members[one].id for one in without], **more,
        )  # fmt: skip
        db.session.flush()
        return loan

    def note(
        self, loan: Loan, name: str, tie: DeclaredTie | None = None, role: CaseRole | None = None
    ) -> None:
        """What the case holds about somebody."""
        loan.people.append(CasePerson(case_id=loan.id, person_id=self[name].id, tie=tie, role=role))
        db.session.flush()


def fresh(loan: Loan) -> Loan:
    """The loan as the next request would read it."""
    db.session.flush()
    db.session.expire_all()
    return get_loan(loan.ref)


@contextmanager
def process_of_loans() -> Iterator[None]:
    """The process is known inside."""
    register_process(LOAN)
    forget_statements()
    yield
    del PROCESSES[LOAN.kind]
    forget_statements()


def make_library() -> Library:
    body = make_body("library")
    members = {name: make_member(body, name) for name in ("Puentes", "Faros", "Vecinas")}
    lead = make_person("lead")
    made = Library(body, members["Puentes"], lead, {"lead": lead}, members)
    lead.email = "lead@example.org"
    make_contact(lead, members["Puentes"])
    made.add("librarian", Role.MEMBERSHIP_OFFICER)
    made.add("stranger")
    return made


@pytest.fixture
def library(session: Any) -> Iterator[Library]:
    with process_of_loans():
        yield make_library()

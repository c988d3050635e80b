"""A library with its people; the process is known to the app only while such a test runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from app.accounts.models import Person
from app.casework.process import PROCESSES, register_process
from app.casework.services import start_case
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.organisations.models import NetworkBody
from tests.factories import give_role, make_person
from tests.library_loan.models import Loan
from tests.library_loan.process import LOAN
from tests.organisation_factories import make_body


@dataclass
class Library:
    body: NetworkBody
    librarian: Person
    borrower: Person
    stranger: Person

    def ask_for(self, book: str = "Maps", **more: Any) -> Loan:
        """A request for a book by the borrower."""
        loan = Loan(
            body=self.body, body_id=self.body.id, started_by=self.borrower.id, title=book, sort_name=book,
            book=book, **more,
        )  # fmt: skip
        start_case(loan, actor=self.borrower)
        db.session.flush()
        return loan


@pytest.fixture
def library(session: Any) -> Iterator[Library]:
    register_process(LOAN)
    body = make_body("library")
    librarian, borrower, stranger = (make_person(name) for name in ("Librarian", "Borrower", "Stranger"))
    give_role(librarian, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    yield Library(body, librarian, borrower, stranger)
    del PROCESSES[LOAN.kind]

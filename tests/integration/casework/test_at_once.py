"""Two at once: whoever had to wait for the lock judges by what is there now, not by what was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text, update

from app.casework.models import Casefile
from app.casework.services import hold, release
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.integration.casework.conftest import Library, app_with_library, make_library, process_of_loans
from tests.library_loan.models import Loan
from tests.library_loan.queries import get_loan

BLOCKED = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'"""


@pytest.fixture(params=DIALECTS)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """A database with real commits, in an app that has the library."""
    found = app_with_library(databases.get(request.param))
    with process_of_loans(), found.truncated():
        yield found


def second_after_waiting(shared: Database, first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What the second answers, who began while the first was not through yet, and so had to wait."""
    with ThreadPoolExecutor(1) as pool, shared.app.app_context():
        first()
        answer = pool.submit(_committed, shared.app, second)
        while shared.dialect == "postgresql" and not _somebody_waits():
            assert not answer.done(), answer.result()
        db.session.commit()
        return answer.result()


def _somebody_waits() -> bool:
    db.session.execute(text("SELECT pg_stat_clear_snapshot()"))
    return bool(db.session.scalar(text(BLOCKED)))


def _committed(app: Flask, act: Callable[[], Any]) -> Any:
    with app.app_context():
        try:
            answer = act()
            db.session.commit()
        except DomainError as error:
            return error.code
        return answer


def make_lent(shared: Database) -> tuple[int, str]:
    """A request for a book, stored: its organisation's key and its reference."""
    with shared.app.app_context():
        library = make_library()
        loan = library.ask_for()
        db.session.commit()
        return library.borrower.id, loan.ref


def test_of_two_who_end_a_hold_one_is_told_that_it_was_over(shared: Database) -> None:
    borrower, _ref = make_lent(shared)
    with shared.app.app_context():
        assert hold(borrower) > 0
        db.session.commit()
    end = lambda: release(borrower)  # noqa: E731
    assert second_after_waiting(shared, end, end) == KernelRefusal.CHANGED_MEANWHILE
    with shared.app.app_context():
        assert db.session.query(Casefile.held_at).distinct().all() == [(None,)]


def test_of_two_who_hold_the_first_says_since_when(shared: Database) -> None:
    borrower, ref = make_lent(shared)
    with shared.app.app_context():
        before = get_loan(ref).version
    assert second_after_waiting(shared, lambda: hold(borrower), lambda: hold(borrower)) == 0
    with shared.app.app_context():
        assert get_loan(ref).version == before + 1  # open forms are not refused twice


def test_what_the_first_wrote_in_every_table_is_read_after_the_wait(shared: Database) -> None:
    _borrower, ref = make_lent(shared)

    def rename() -> None:
        loan = get_loan(ref, lock=True)
        loan.book, loan.title = "Atlas", "Renamed"

    def read() -> tuple[str, str]:
        loan = get_loan(ref, lock=True)
        return loan.book, loan.title

    def write() -> None:
        rename()
        db.session.flush()

    assert second_after_waiting(shared, write, read) == ("Atlas", "Renamed")


def test_a_case_that_was_read_before_its_lock_is_read_again(library: Library) -> None:
    loan = library.ask_for()
    db.session.execute(
        update(Casefile.__table__).where(Casefile.__table__.c.id == loan.id).values(title="Renamed")
    )
    db.session.execute(update(Loan.__table__).values(book="Atlas"))
    assert (loan.title, loan.book) != ("Renamed", "Atlas")
    assert get_loan(loan.ref, lock=True) is loan
    assert (loan.title, loan.book) == ("Renamed", "Atlas")

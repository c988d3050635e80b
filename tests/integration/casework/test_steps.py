"""Steps, waits and clocks, on the smallest whole process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.casework import parties, queries
from app.casework.enums import CaseworkRefusal
from app.casework.jobs import ask_again
from app.casework.process import may, steps_open_to
from app.casework.services import extend, take_step
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from tests.clockwork import remind
from tests.factories import give_role, make_person
from tests.integration.casework.conftest import Library
from tests.library_loan.process import A, S

ALLOWED = {
    (S.ASKED, A.LEND, "librarian"),
    (S.ASKED, A.REFUSE, "librarian"),
    (S.LENT, A.EXTEND, "librarian"),
    (S.LENT, A.BRING_BACK, "borrower"),
}


def test_the_whole_grid_of_status_step_and_person(library: Library) -> None:
    loan = library.ask_for()
    found = set()
    for status in S:
        loan.status_code = status
        for name in ("librarian", "borrower", "stranger"):
            person = getattr(library, name)
            allowed = {action for action in A if may(person, loan, action)}
            assert {step.action for step in steps_open_to(person, loan)} == allowed
            found |= {(status, action, name) for action in allowed}
    assert found == ALLOWED


def test_an_old_version_is_refused(library: Library) -> None:
    loan = library.ask_for()
    with pytest.raises(DomainError) as refused:
        take_step(loan, A.LEND, actor=library.librarian, expected_version=loan.version - 1)
    assert refused.value.code == KernelRefusal.CHANGED_MEANWHILE
    assert loan.status is S.ASKED


def test_a_loan_goes_from_asked_to_returned(library: Library) -> None:
    loan = library.ask_for()
    take_step(loan, A.LEND, actor=library.librarian, expected_version=loan.version)
    assert [(one.party, one.action) for one in loan.open_waits] == [
        (parties.person(library.borrower.id), A.BRING_BACK)
    ]
    take_step(loan, A.BRING_BACK, actor=library.borrower)
    assert (loan.status, loan.is_open, loan.open_waits, loan.open_key) == (S.RETURNED, False, [], None)


def test_waits_keep_their_clock_when_asked_again(library: Library) -> None:
    loan = library.ask_for()
    before = [(one.id, one.since, one.due_at) for one in loan.open_waits]
    db.session.flush()
    version = loan.version
    with clock.shift(timedelta(days=3)):
        ask_again(loan.id)
    db.session.flush()
    assert [(one.id, one.since, one.due_at) for one in loan.open_waits] == before
    assert loan.version == version, "forms that are open stay good"


def test_others_are_asked_while_nobody_holds_the_role(library: Library) -> None:
    db.session.delete(library.librarian.role_grants[0])
    db.session.flush()
    loan = library.ask_for()
    assert loan.waits_on == parties.body_role(Role.COMMITTEE_MEMBER, library.body.id)
    give_role(make_person("New"), Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, library.body.id)
    db.session.flush()
    version = loan.version
    ask_again(loan.id)
    db.session.flush()
    assert loan.version > version
    assert loan.waits_on == parties.body_role(Role.MEMBERSHIP_OFFICER, library.body.id)


def test_whoever_a_parent_waits_for_once_its_child_ends_is_told(library: Library) -> None:
    db.session.delete(library.librarian.role_grants[0])
    db.session.flush()
    set_of_maps = library.ask_for("Set of maps")
    librarian = make_person("New")
    give_role(librarian, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, library.body.id)
    librarian.email = "new@example.org"
    map_in_it = library.ask_for("Map", parent_id=set_of_maps.id)
    written = select(func.count(OutboxMessage.id)).where(OutboxMessage.about == "loan.lend")
    before = db.session.execute(written).scalar_one()

    take_step(map_in_it, A.REFUSE, actor=librarian, note="Torn")
    ask_again(set_of_maps.id)  # as the job does

    assert set_of_maps.waits_on == parties.body_role(Role.MEMBERSHIP_OFFICER, library.body.id)
    assert db.session.execute(written).scalar_one() == before + 1


def test_an_extension_counts_from_the_end_and_has_a_limit(library: Library) -> None:
    loan = library.ask_for()
    take_step(loan, A.LEND, actor=library.librarian)
    before = loan.due_of(A.BRING_BACK)
    assert before is not None
    extend(loan, A.EXTEND, days=5, longest=10, actor=library.librarian)
    assert loan.due_of(A.BRING_BACK) == loan.sort_due == before + timedelta(days=5)
    for days in (0, 11):
        with pytest.raises(DomainError) as refused:
            extend(loan, A.EXTEND, days=days, longest=10, actor=library.librarian)
        assert refused.value.code == CaseworkRefusal.EXTENSION_TOO_LONG


def test_one_open_loan_for_a_book(library: Library) -> None:
    library.ask_for("Maps")
    with pytest.raises(IntegrityError), db.session.begin_nested():
        library.ask_for("Maps")


def test_the_desk_costs_one_statement_however_many(
    library: Library, count_queries: Callable[[], Any]
) -> None:
    library.ask_for("Book 0")
    for number in (1, 30):
        while len(queries.list_tasks(library.librarian, limit=60)) < number:
            library.ask_for(f"Book {len(queries.list_tasks(library.librarian, limit=60))}")
        with count_queries() as count:
            rows = queries.list_tasks(library.librarian, limit=60)
        assert (len(rows), len(count)) == (number, 1)
    assert list(queries.list_tasks(library.stranger, limit=60)) == []


def test_a_reminder_goes_once_for_each_mark(library: Library) -> None:
    loan = library.ask_for()
    take_step(loan, A.LEND, actor=library.librarian)
    due = loan.due_of(A.BRING_BACK)
    assert due is not None
    sent = []
    for days in (6, 5, 1):
        with clock.at(due - timedelta(days=days)):
            sent.append(remind())
    assert sent == [1, 0, 1]

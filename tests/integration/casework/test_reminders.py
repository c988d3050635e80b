"""Reminders: one message to each person, for however many deadlines, and never beside the first message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.casework import emails, parties
from app.casework.enums import Needs
from app.casework.jobs import keep_deadlines
from app.casework.process import Asked
from app.casework.queries import list_to_remind_of
from app.casework.services import hold, release, take_step
from app.kernel import clock
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.outbox import OutboxMessage
from tests.clockwork import remind
from tests.integration.casework.conftest import Library
from tests.integration.casework.short_loan import SHORT, change
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.models import Loan


def told() -> list[str]:
    """What each message in the outbox is about, in the order of writing."""
    db.session.flush()
    return list(db.session.scalars(select(OutboxMessage.about).order_by(OutboxMessage.id)))


def asks_the_librarian_twice(loan: Any) -> list[Asked]:
    """The librarian is to extend and to see the book come back, both within the time of a loan."""
    if loan.status is not S.LENT:
        return SHORT.waits(loan)
    librarian = SHORT.office(loan)
    return [
        Asked(librarian, A.EXTEND, "loan", Needs.ANY),
        Asked(librarian, A.BRING_BACK, "loan", Needs.ANY),
        Asked(parties.person(loan.started_by), A.BRING_BACK, "loan"),
    ]


def borrower_brings_it_back(loan: Any) -> list[Asked]:
    if loan.status is not S.LENT:
        return SHORT.waits(loan)
    return [Asked(parties.organisation(loan.organisation_id), A.BRING_BACK, "loan")]


def to_remind_of() -> list[int]:
    return list_to_remind_of(clock.now())


@pytest.fixture(autouse=True)
def _short(library: Library) -> None:
    change()


def lent_to_be_seen_twice(library: Library) -> Loan:
    change(waits=asks_the_librarian_twice)
    loan = library.ask_for()
    take_step(loan, A.LEND, actor=library["librarian"])
    db.session.flush()
    return loan


def test_two_deadlines_of_one_case_are_one_message_to_each(library: Library) -> None:
    loan = lent_to_be_seen_twice(library)
    before = len(told())
    assert loan.due_at is not None
    with clock.at(loan.due_at - timedelta(days=6)):
        assert to_remind_of() == [loan.id]
        assert remind() == 1
        assert told()[before:] == ["loan.reminder.extend", "loan.reminder.bring_back"]
        assert remind() == 0
    assert len(told()) == before + 2, "one to the librarian, one to the borrower"


def test_asking_once_more_by_hand_is_one_message_to_each(library: Library) -> None:
    loan = lent_to_be_seen_twice(library)
    before = len(told())
    emails.remind(loan, loan.open_waits)
    assert told()[before:] == ["loan.reminder.extend", "loan.reminder.bring_back"]


def test_whoever_has_just_been_asked_is_not_reminded_as_well(library: Library) -> None:
    loan = library.ask_for()  # an answer within seven days, and the first mark is at seven days
    assert loan.due_at is not None
    before = told()
    with clock.shift(timedelta(hours=1)):
        assert (remind(), told()) == (0, before)
    with clock.at(loan.due_at - timedelta(days=2)):
        assert (remind(), told()[len(before) :]) == (1, ["loan.reminder.lend"])


def test_nobody_is_reminded_of_what_is_over(library: Library) -> None:
    loan = lent_to_be_seen_twice(library)
    early, late = loan.open_waits[0], loan.open_waits[1]
    assert early.due_at is not None
    late.set_due(early.due_at + timedelta(days=5), loan.remind_before())
    with clock.at(early.due_at + timedelta(hours=1)):
        assert remind() == 1
        assert late.due_at is not None
        assert late.remind_at == late.due_at - timedelta(days=2)


def test_the_hourly_clock_looks_only_at_cases_with_a_reminder_to_send(app: Flask, library: Library) -> None:
    """A loan lasts 28 days; reminders come 7 and 2 days before its end."""
    change(waits=borrower_brings_it_back)
    over = library.ask_for("Atlas")
    take_step(over, A.LEND, actor=library["librarian"])
    with clock.shift(timedelta(days=1)):
        loan = library.ask_for()
        take_step(loan, A.LEND, actor=library["librarian"])
    db.session.flush()
    due = loan.due_at
    assert due is not None
    for days, hours, wanted in (
        (7, -1, [over.id]),
        (7, 0, [loan.id]),
        (7, 1, []),
        (3, 0, [over.id]),
        (2, 0, [loan.id]),
        (1, -1, []),
        (-1, 0, []),
    ):
        with clock.at(due - timedelta(days=days, hours=-hours)):
            assert (days, hours, to_remind_of()) == (days, hours, wanted)
            keep_deadlines()
            db.session.flush()
            queued = select(Job.arguments).where(Job.name == "casework.remind").order_by(Job.id)
            assert [one["case_id"] for one in db.session.scalars(queued)] == wanted
            db.session.execute(delete(Job))
            remind()
            db.session.flush()


def test_what_is_held_is_no_work_for_the_clock(library: Library) -> None:
    loan = lent_to_be_seen_twice(library)
    due = loan.due_at
    assert due is not None
    hold(library.borrower.id)
    db.session.expire_all()
    with clock.at(due - timedelta(days=1)):
        assert to_remind_of() == []
        release(library.borrower.id)
        db.session.flush()
        assert to_remind_of() == []
    with clock.at(due + timedelta(days=20)):
        assert to_remind_of() == [loan.id]

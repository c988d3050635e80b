"""Reminders: one message to each person, for however many deadlines, and never beside the first message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.casework import emails, parties
from app.casework.enums import Needs
from app.casework.process import Asked
from app.casework.services import list_to_remind_of, take_step
from app.kernel import clock
from app.kernel.database import db
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
        assert list_to_remind_of() == [loan.id]
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
    late.set_due(early.due_at + timedelta(days=5))
    with clock.at(early.due_at + timedelta(hours=1)):
        assert remind() == 1
        assert (early.reminded_for, late.reminded_for) == (None, 7)

"""Deadlines that a hold stops, how far they can be moved, and how long news is news, in a library."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from app.casework.jobs import ask_again
from app.casework.models import NEVER
from app.casework.queries import list_on_desk
from app.casework.services import hold, release, take_step
from app.kernel import clock
from app.kernel.errors import KernelRefusal
from tests.clockwork import end_what_is_over
from tests.integration.casework.conftest import Library, fresh
from tests.integration.casework.test_steps import extended, make_lent, refused
from tests.library_loan.labels import Action as A


def test_only_extensions_of_this_wait_count_towards_its_limit(library: Library) -> None:
    loan = extended(make_lent(library), 10, library)
    volume = library.ask_for("Maps 2", first_volume=loan)
    with clock.shift(timedelta(days=1)):
        take_step(volume, A.WITHDRAW, actor=library.lead)
        ask_again(loan.id)  # the loan waits again, with a clock of its own
        before = loan.due_of(A.BRING_BACK)
        assert before is not None
        loan = extended(loan, 10, library)
        assert loan.due_of(A.BRING_BACK) == before + timedelta(days=10)


def test_a_wait_that_begins_in_a_hold_begins_to_run_when_it_ends(library: Library) -> None:
    loan = library.ask_for()
    hold(library.borrower.id)
    loan = fresh(loan)
    take_step(loan, A.PROPOSE, actor=library["librarian"])
    assert (loan.due_of(A.SPEAK), loan.sort_due) == (None, NEVER)
    moment = clock.now() + timedelta(days=50)
    with clock.at(moment):
        assert (end_what_is_over(), release(library.borrower.id)) == (0, 1)
    assert loan.due_of(A.SPEAK) == moment + timedelta(days=10)


def test_a_form_that_was_open_when_the_hold_began_is_refused(library: Library) -> None:
    loan = library.ask_for()
    shown = loan.version
    hold(library.borrower.id)
    loan = fresh(loan)
    propose = partial(take_step, loan, A.PROPOSE, actor=library["librarian"], expected_version=shown)
    assert refused(propose) == KernelRefusal.CHANGED_MEANWHILE


def test_a_decision_is_news_on_the_desk_for_as_long_as_it_is_asked_for(library: Library) -> None:
    loan = library.ask_for()
    take_step(loan, A.REFUSE, actor=library["librarian"], note="Torn.")
    loan = fresh(loan)
    assert loan.closed_at is not None

    def news(since: datetime) -> list[str]:
        return [row.ref for row in list_on_desk(library.lead, news_since=since, limit=60).own]

    tick = timedelta(seconds=1)
    assert [news(loan.closed_at - tick), news(loan.closed_at + tick)] == [[loan.ref], []]

"""The hourly work of casework without its queue: what is over ends, and what soon will be is reminded of."""

from __future__ import annotations

from app.casework.pages import verb_of
from app.casework.queries import list_over, list_to_remind_of
from app.casework.services import end_case_waits, remind_of
from app.kernel import clock


def end_what_is_over() -> int:
    """Take every step of the clock that is due; answers how many cases moved."""
    return sum(end_case_waits(case_id, verb_of) for case_id in list_over(clock.now()))


def remind() -> int:
    """Remind of every deadline that is near enough; answers how many reminders were written."""
    return sum(remind_of(case_id) for case_id in list_to_remind_of(clock.now()))

"""What happens because time passed: comment periods end, silence closes, people are reminded."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.membership import emails, queries
from app.membership.choices import Action, Status
from app.membership.models import Application
from app.membership.services.stages import move

LOOK_AHEAD = timedelta(days=60)


def end_what_is_over() -> int:
    """Close comment periods and silent requests that are past their end; answers how many."""
    due = queries.list_due(clock.now())
    for application_id in due:
        application = queries.get_application_by_id(application_id)
        silent = application.status is Status.INFORMATION_REQUESTED
        move(application, Action.CLOSE_FOR_SILENCE if silent else Action.CLOSE_COMMENT, actor=SYSTEM)
    return len(due)


def remind() -> int:
    """Write once at each of the policy's days before a stage ends, to whoever has the next step."""
    moment = clock.now()
    reminded = 0
    for application_id in queries.list_to_remind(moment, moment + LOOK_AHEAD):
        application = queries.get_application_by_id(application_id)
        days = _reminder_due(application)
        if days is not None:
            application.reminded_for = days
            emails.remind(application)
            reminded += 1
    return reminded


def _reminder_due(application: Application) -> int | None:
    """The smallest of the policy's reminder days that has been reached and not yet been written for."""
    assert application.due_at is not None
    left = application.due_at - clock.now()
    reached = [day for day in application.policy.limits.remind_before if left <= timedelta(days=day)]
    if not reached:
        return None
    day = min(reached)
    return day if application.reminded_for is None or day < application.reminded_for else None

"""What happens because time passed: comment periods end, silence closes, people are reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.membership import emails, queries, rules
from app.membership.enums import Action, Status
from app.membership.policy import Policy
from app.membership.services.stages import move

LOOK_AHEAD = timedelta(days=60)


def list_over() -> list[int]:
    """The cases whose stage the clock ends now."""
    return queries.list_due(clock.now())


def end_what_is_over() -> int:
    """Close comment periods and silent requests that are past their end; answers how many."""
    return sum(end_stage(application_id) for application_id in list_over())


def end_stage(application_id: int) -> bool:
    """End one stage. False when somebody was faster."""
    application = queries.get_application_by_id(application_id)
    action = _ENDS.get(application.status)
    if action is None or not rules.is_overdue(application):
        return False
    move(application, action, actor=SYSTEM)
    return True


_ENDS = {
    Status.INFORMATION_REQUESTED: Action.CLOSE_FOR_SILENCE,
    Status.MEMBER_COMMENT: Action.CLOSE_COMMENT,
}


def list_to_remind_of() -> list[int]:
    """The cases of which somebody has to be reminded now, told from columns alone."""
    moment = clock.now()
    policies = queries.policies_in_use()
    return [
        row.id
        for row in queries.list_to_remind(moment, moment + LOOK_AHEAD)
        if _reminder_due(row.due_at, row.reminded_for, policies[row.policy_version_id]) is not None
    ]


def remind() -> int:
    """Write once at each of the policy's days before a stage ends, to whoever has the next step."""
    return sum(remind_of(application_id) for application_id in list_to_remind_of())


def remind_of(application_id: int) -> bool:
    """Remind of one case. False when that was done, or it has moved on."""
    application = queries.get_application_by_id(application_id)
    if application.due_at is None or not application.is_queued:
        return False
    days = _reminder_due(application.due_at, application.reminded_for, application.policy)
    if days is None:
        return False
    application.reminded_for = days
    emails.remind(application)
    return True


def _reminder_due(due_at: datetime, reminded_for: int | None, policy: Policy) -> int | None:
    """The smallest of the policy's reminder days that has been reached and not yet been written for."""
    left = due_at - clock.now()
    reached = [day for day in policy.limits.remind_before if left <= timedelta(days=day)]
    if not reached:
        return None
    day = min(reached)
    return day if reminded_for is None or day < reminded_for else None

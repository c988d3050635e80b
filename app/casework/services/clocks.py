"""What happens because time passed: the clock takes its steps, people are reminded, holds stop and go on."""

from __future__ import annotations

from datetime import timedelta

from app.casework import emails, queries
from app.casework.models import Casefile, Wait
from app.casework.services.steps import take_step, update_waits
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.settings import setting


def end_case_waits(case_id: int) -> bool:
    """Take the clock's step of one case. False when somebody was faster."""
    case: Casefile = queries.get_case(case_id)
    over = next((one for one in case.open_waits if _is_over(one) and one.action in case.process.at_end), None)
    if over is None:
        return False
    action = next(step for waited, step in case.process.at_end.items() if waited == over.action)
    take_step(case, action, actor=SYSTEM)
    return True


def _is_over(wait: Wait) -> bool:
    return wait.due_at is not None and wait.due_at <= clock.now()


def list_to_remind_of() -> list[int]:
    """The cases with a deadline that comes near enough for a reminder by some process."""
    moment = clock.now()
    ahead = timedelta(seconds=setting("REMINDERS_AHEAD_SECONDS"))
    return queries.list_due_between(moment, moment + ahead)


def remind_of(case_id: int) -> bool:
    """Remind whoever is waited for, of all that comes near in one message. False when that was done, is not
    due, or the case has moved on."""
    case: Casefile = queries.get_case(case_id)
    if not case.is_queued:
        return False
    near = [(wait, days) for wait in case.open_waits if (days := _reminder_due(case, wait)) is not None]
    for wait, days in near:
        wait.reminded_for = days
    emails.remind(case, [wait for wait, _days in near])
    return bool(near)


def _reminder_due(case: Casefile, wait: Wait) -> int | None:
    """The smallest of the reminder days that has been reached and not yet been written for. A day that was
    reached when the wait began is none: the message that asked for the step is not an hour old."""
    if wait.due_at is None or _is_over(wait):
        return None
    left, whole = wait.due_at - clock.now(), wait.due_at - wait.since
    days = [day for day in case.remind_before() if left <= timedelta(days=day) < whole]
    if not days:
        return None
    day = min(days)
    return day if wait.reminded_for is None or day < wait.reminded_for else None


def ask_again(case_id: int) -> bool:
    """Ask a case anew whom it waits for: a role was given or ended. False when it is closed."""
    case: Casefile = queries.get_case(case_id)
    if not case.is_open:
        return False
    emails.tell_parties(case, update_waits(case))
    return True


def list_parties_without_holder() -> list[tuple[str, int]]:
    """Every party that cases wait for and that nobody belongs to, with the number of its waits."""
    return [
        (row.party, row.number) for row in queries.count_waits_by_party() if not queries.has_holder(row.party)
    ]


def hold(organisation_id: int) -> int:
    """Stop all clocks of an organisation's cases; answers how many. What began meanwhile is stopped too."""
    return queries.hold_clocks(organisation_id, clock.now())


def release(organisation_id: int) -> int:
    """Let the clocks go on with what was left of them; answers how many cases."""
    moment = clock.now()
    ids = queries.list_held(organisation_id)
    for case_id in ids:
        case: Casefile = queries.get_case(case_id)
        case.held_at = None
        for wait in case.open_waits:
            if wait.seconds_left is not None:
                wait.set_due(moment + timedelta(seconds=wait.seconds_left))
                wait.seconds_left = None
        case.waits_on, case.sort_due = queries.first_due(case.open_waits)
    return len(ids)

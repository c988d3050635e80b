"""What the worker does for accounts."""

from __future__ import annotations

from datetime import timedelta

from app.accounts import emails, queries, services
from app.accounts.security import limits
from app.kernel.clock import today
from app.kernel.jobs import every, job

LOOK_BACK = timedelta(days=7)  # the schedule runs daily; what a stopped worker missed is made up for


@job("accounts.write_reset")
def write_reset(person_id: int | None) -> None:
    """Write the mail that somebody asked for, if the address has an account."""
    person = queries.find_person(person_id) if person_id is not None else None
    if person is not None and person.active:
        emails.write_reset(person, lasts=limits().reset_link_lasts)


@every("accounts.forget", timedelta(hours=6))
def forget_old() -> None:
    """Delete ended sessions, failed attempts and used links once they can no longer matter."""
    held = limits()
    services.forget_old_sessions(older_than=held.session_longest)
    longest_link = max(held.confirm_link_lasts, held.reset_link_lasts, held.failures_forgotten)
    services.forget_old_attempts(older_than=longest_link)


@every("accounts.roles_by_date", timedelta(days=1))
def tell_of_roles_by_date() -> None:
    """A role that began or ended because its day had come changes as much as one given or ended by hand."""
    for grant in queries.list_grants_changed_by_date(since=today() - LOOK_BACK):
        services.tell_of_change(grant)

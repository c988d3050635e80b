"""Admission's own clockwork."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import jobs
from app.membership import emails, queries
from app.membership.services import deadlines


@jobs.every("membership.deadlines", timedelta(hours=1))
def keep_deadlines() -> None:
    """Find what is over and what soon will be. Each case is then a job of its own: hundreds in one
    transaction would keep everybody else from writing for as long."""
    for application_id in deadlines.list_over():
        jobs.enqueue("membership.end_stage", application_id=application_id)
    for application_id in deadlines.list_to_remind_of():
        jobs.enqueue("membership.remind", application_id=application_id)


@jobs.job("membership.end_stage")
def end_stage(application_id: int) -> None:
    """End one stage that is over."""
    deadlines.end_stage(application_id)


@jobs.job("membership.remind")
def remind(application_id: int) -> None:
    """Remind of one stage that ends soon."""
    deadlines.remind_of(application_id)


@jobs.job("membership.ask_members")
def ask_members(application_id: int) -> None:
    """Write to the members who may comment: too many letters for a request."""
    emails.ask_members(queries.get_application_by_id(application_id))

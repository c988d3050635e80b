"""Admission's own clockwork."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import jobs
from app.membership import emails, queries
from app.membership.services import deadlines


@jobs.every("membership.deadlines", timedelta(hours=1))
def keep_deadlines() -> None:
    """End what is over, then remind."""
    deadlines.end_what_is_over()
    deadlines.remind()


@jobs.job("membership.ask_members")
def ask_members(application_id: int) -> None:
    """Write to the members who may comment: too many letters for a request."""
    emails.ask_members(queries.get_application_by_id(application_id))

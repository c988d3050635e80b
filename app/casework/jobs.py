"""The clockwork of all processes. Each case is a job of its own: hundreds in one transaction would keep
everybody else from writing for as long."""

from __future__ import annotations

import logging
from datetime import timedelta

from app.casework import emails, queries, services
from app.casework.pages import verb_of
from app.kernel import clock, jobs

log = logging.getLogger(__name__)


@jobs.every("casework.deadlines", timedelta(hours=1))
def keep_deadlines() -> None:
    """Find what is over and what soon will be."""
    for case_id in queries.list_over(clock.now()):
        jobs.enqueue("casework.end_waits", case_id=case_id)
    for case_id in queries.list_to_remind_of(clock.now()):
        jobs.enqueue("casework.remind", case_id=case_id)


@jobs.every("casework.parties_without_holder", timedelta(days=1))
def look_for_empty_roles() -> None:
    """Name, in the log, every role that cases wait for and that nobody holds. It may have ended with its day
    or with an account, which nobody was told of: ask these cases again whom they wait for."""
    for party, number in services.list_parties_without_holder():
        log.warning("casework.nobody_holds_role party=%s waits=%d", party, number)
        for case_id in queries.list_waiting_for(party):
            jobs.enqueue("casework.ask_again", case_id=case_id)


@jobs.job("casework.end_waits")
def end_waits(case_id: int) -> None:
    """Take the clock's step of one case."""
    services.end_case_waits(case_id, verb_of)


@jobs.job("casework.remind")
def remind(case_id: int) -> None:
    """Remind of the deadlines of one case."""
    services.remind_of(case_id)


@jobs.job("casework.tell_members")
def tell_members(case_id: int, wait_id: int) -> None:
    """Write to the members who are asked: too many messages for a request."""
    emails.tell_members(queries.get_case(case_id), wait_id)


@jobs.job("casework.ask_again")
def ask_again(case_id: int) -> None:
    """Ask one case again whom it waits for."""
    services.ask_again(case_id)


@jobs.job("casework.ask_family_again")
def ask_family_again(case_id: int) -> None:
    """A case ended: ask the one that it belonged to, and whatever else of it is open, each as a job."""
    for member_id in (case_id, *queries.list_open_children(case_id)):
        jobs.enqueue("casework.ask_again", case_id=member_id)


@jobs.job("casework.ask_all_again")
def ask_all_again(body_id: int | None = None, region_id: int | None = None) -> None:
    """A role of this network or region, or of the whole installation, was given or ended: ask all its open
    cases, each as a job."""
    for case_id in queries.list_open_in(body_id=body_id, region_id=region_id):
        jobs.enqueue("casework.ask_again", case_id=case_id)

"""Who may do what with an application for a grant. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.casework.enums import CaseworkRefusal
from app.casework.rules import ACTING_CONTACTS, contact_role, may_work, only_when_over, person_in
from app.grants.applications.enums import GrantRefusal, Outcome
from app.grants.applications.process_words import REVIEW_KIND, Action, Status
from app.grants.calls.rules import has_closed, is_cancelled, is_open_to, is_scored
from app.kernel.actor import Actor, is_system
from app.kernel.errors import KernelRefusal, RefusalCode

if TYPE_CHECKING:
    from app.grants.applications.models import GrantApplication


def acts_for_applicant(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    """Lead and editor act for the group."""
    return None if contact_role(actor, case) in ACTING_CONTACTS else GrantRefusal.ONLY_THE_APPLICANT


def may_send(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    """The group sends while the call is open to it. Who writes longer than that has their text, not the
    application."""
    return acts_for_applicant(actor, case) or (None if is_open(case) else GrantRefusal.CALL_NOT_OPEN)


def is_open(case: GrantApplication) -> bool:
    """Whether the call is open to this group now."""
    return is_open_to(case.call, case.organisation_id)


def draft_time_is_over(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    return only_when_over(actor, case, Action.SUBMIT)


def may_write(actor: Actor, case: GrantApplication) -> bool:
    """Whether this person may change answers now: of a draft while the call is open, or as they were
    asked to."""
    writable = case.status is Status.CHANGES_REQUESTED or (case.status is Status.DRAFT and is_open(case))
    return writable and acts_for_applicant(actor, case) is None


def is_draft(case: GrantApplication) -> bool:
    return case.status is Status.DRAFT


def is_received(case: GrantApplication) -> bool:
    return case.status is Status.SUBMITTED


def is_asked_to_change(case: GrantApplication) -> bool:
    return case.status is Status.CHANGES_REQUESTED


def is_awarded(case: GrantApplication) -> bool:
    return case.status is Status.AWARDED


def awaits_exception(case: GrantApplication) -> bool:
    return case.status is Status.EXCEPTION_ASKED


def reason_is_told(case: GrantApplication) -> bool:
    """Whether the group reads the reason: once it is decided, never what is only proposed."""
    return case.status in (Status.AWARDED, Status.RESERVE, Status.DECLINED, Status.NOT_ELIGIBLE)


def call_was_cancelled(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    """It follows from the end of its call: nobody does it to one application."""
    if not is_system(actor):
        return KernelRefusal.NOT_YOURS_TO_DO
    return None if is_cancelled(case.call) else GrantRefusal.CALL_NOT_CANCELLED


def may_allow(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    """Nobody is let in once the call has closed to them: they could not send any more."""
    return may_work(actor, case) or (None if is_open(case) else GrantRefusal.CALL_NOT_OPEN)


def may_judge_now(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    """Nothing is decided while others may still send, nor of a call that was cancelled."""
    refused = may_work(actor, case)
    if refused is not None:
        return refused
    if is_cancelled(case.call):
        return GrantRefusal.CALL_CANCELLED
    return None if has_closed(case.call) else GrantRefusal.CALL_STILL_OPEN


def may_propose(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    return may_judge_now(actor, case) or _refusal_of_reviews(actor, case)


def _refusal_of_reviews(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    """Of a call whose applications are scored, nothing is proposed or decided before the reviews that were
    asked for are in, or the office said why it goes on without them; and by nobody who scored it."""
    if not is_scored(case.call):
        return None
    held = person_in(actor.actor_id, case)
    if held is not None and held.prepared_at is not None:
        return CaseworkRefusal.ALREADY_HAS_A_ROLE
    reviews = [one for one in case.children if one.kind == REVIEW_KIND]
    lacking = not reviews or any(one.is_open for one in reviews)
    return GrantRefusal.REVIEWS_LACKING if lacking else None


def _may_decide(actor: Actor, case: GrantApplication, outcome: Outcome) -> RefusalCode | None:
    refused = may_judge_now(actor, case) or _refusal_of_reviews(actor, case)
    if refused is not None:
        return refused
    if case.proposed_by_id == actor.actor_id:
        return GrantRefusal.PROPOSED_BY_YOU
    return None if case.outcome is outcome else GrantRefusal.NOT_PROPOSED_SO


def may_award(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    return _may_decide(actor, case, Outcome.AWARD)


def may_keep_in_reserve(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    return _may_decide(actor, case, Outcome.RESERVE)


def may_decline(actor: Actor, case: GrantApplication) -> RefusalCode | None:
    return _may_decide(actor, case, Outcome.DECLINE)

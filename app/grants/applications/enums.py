"""What becomes of an application, the roles in its case, and its refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode


class Outcome(StrEnum):
    """What one person proposes and another decides."""

    AWARD = "award"
    RESERVE = "reserve"
    DECLINE = "decline"


class GrantRefusal(RefusalCode):
    ONLY_THE_APPLICANT = "grants.applications.only_the_applicant", FORBIDDEN
    CALL_NOT_OPEN = "grants.applications.call_not_open"
    NOT_ELIGIBLE = "grants.applications.not_eligible"
    ALREADY_APPLYING = "grants.applications.already_applying"
    AMOUNT_OUTSIDE = "grants.applications.amount_outside"
    NOT_PROPOSED_SO = "grants.applications.not_proposed_so"
    PROPOSED_BY_YOU = "grants.applications.proposed_by_you"
    REASON_MISSING = "grants.applications.reason_missing"
    CALL_CANCELLED = "grants.applications.call_cancelled"
    CALL_NOT_CANCELLED = "grants.applications.call_not_cancelled"
    REVIEWS_LACKING = "grants.applications.reviews_lacking"
    CALL_STILL_OPEN = "grants.applications.call_still_open"

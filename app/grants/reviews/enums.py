"""What becomes of one person's review, why somebody cannot review an application, and the refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode


class ReviewStatus(StrEnum):
    """Where one person's review of one application is."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    CONFLICT = "conflict"
    REFUSED = "refused"
    SET_ASIDE = "set_aside"


class ReviewAction(StrEnum):
    ACCEPT = "accept"
    DECLARE_CONFLICT = "declare_conflict"
    REFUSE = "refuse"
    SUBMIT = "submit"
    REOPEN = "reopen"
    SET_ASIDE = "set_aside"


class CannotReview(StrEnum):
    """Why somebody is not asked to review an application, as coarsely as the office may know it."""

    CONNECTED = "connected"
    """Connected to the group, by what the record says or by what they declared."""
    REGION_SEAT = "region_seat"
    OFFICE = "office"
    """They screen or decide applications of this network."""
    NOT_A_REVIEWER = "not_a_reviewer"
    ASKED_BEFORE = "asked_before"
    FULL = "full"


class ReviewRefusal(RefusalCode):
    NOT_YOUR_REVIEW = "grants.reviews.not_your_review", FORBIDDEN
    CANNOT_REVIEW = "grants.reviews.cannot_review"
    CALL_STILL_OPEN = "grants.reviews.call_still_open"
    NOT_SCORED = "grants.reviews.not_scored"
    NO_LONGER_CONSIDERED = "grants.reviews.no_longer_considered"
    SCORE_MISSING = "grants.reviews.score_missing"
    WORDS_MISSING = "grants.reviews.words_missing"
    NOT_ON_THE_SCALE = "grants.reviews.not_on_the_scale"
    REVIEWS_OPEN = "grants.reviews.reviews_open"
    NOTHING_CHOSEN = "grants.reviews.nothing_chosen"
    FLAG_MISSING = "grants.reviews.flag_missing"
    NO_FLAG = "grants.reviews.no_flag"
    FLAGS_CHANGED = "grants.reviews.flags_changed"
    NOT_IN_CONFLICT = "grants.reviews.not_in_conflict"
    OWN_FIRST = "grants.reviews.own_first", FORBIDDEN
    REASON_MISSING = "grants.reviews.reason_missing"

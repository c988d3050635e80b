"""How much is asked about a group, what is found, and the refusals of checks."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import RefusalCode


class Tier(StrEnum):
    """How much has to be known of a group, by the amount of its grant."""

    NONE = "none"
    STANDARD = "standard"
    FULL = "full"


class Found(StrEnum):
    """The answer to one point of a check."""

    MET = "met"
    OTHERWISE = "otherwise"
    """Another way, in words: a group that cannot register is known by other things."""
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Shown(StrEnum):
    """What the list of checks can be narrowed to."""

    NEEDED = "needed"
    RUNNING = "running"
    EXPIRED = "expired"
    VALID = "valid"
    ALL = "all"


class DiligenceRefusal(RefusalCode):
    RUNNING_ALREADY = "grants.diligence.running_already"
    POINTS_OPEN = "grants.diligence.points_open"
    SENT_BY_YOU = "grants.diligence.sent_by_you"
    MUST_BE_MET = "grants.diligence.must_be_met"
    CONDITIONS_MISSING = "grants.diligence.conditions_missing"
    DETAILS_UNCONFIRMED = "grants.diligence.details_unconfirmed"
    REASON_MISSING = "grants.diligence.reason_missing"
    NOT_TO_COME = "grants.diligence.not_to_come"
    TOO_LONG = "grants.diligence.too_long"
    NOT_IN_FORCE = "grants.diligence.not_in_force"

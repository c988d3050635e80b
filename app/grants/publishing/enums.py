"""How much of a grant is public, and the refusals of publishing."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import RefusalCode


class Publicity(StrEnum):
    """How much of a grant everybody may read, from nothing to all."""

    WITHHOLD = "withhold"
    """It appears nowhere, not even in a total."""
    MASK = "mask"
    """That there is one, in which region and year; not whose."""
    PUBLISH = "publish"


class Wish(StrEnum):
    """What a group answers to “May we name your group in public?”."""

    NO = "no"
    COUNTRY = "country"
    YES = "yes"


class PublishingRefusal(RefusalCode):
    NOT_AGREED = "grants.publishing.not_agreed"
    SETTINGS_MISSING = "grants.publishing.settings_missing"
    NOTHING_TO_PUBLISH = "grants.publishing.nothing_to_publish"
    OTHER_NETWORK = "grants.publishing.other_network"

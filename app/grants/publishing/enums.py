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
    FILE_EMPTY = "grants.publishing.file_empty"
    FILE_UNREADABLE = "grants.publishing.file_unreadable"
    FILE_WITHOUT_GRANTS = "grants.publishing.file_without_grants"
    FILE_WITHOUT_COLUMNS = "grants.publishing.file_without_columns"
    FILE_TOO_LONG = "grants.publishing.file_too_long"
    FAULTY_ROWS = "grants.publishing.faulty_rows"
    NOTHING_TO_TAKE_IN = "grants.publishing.nothing_to_take_in"
    TAKEN_IN_ALREADY = "grants.publishing.taken_in_already"
    OTHER_NETWORK = "grants.publishing.other_network"

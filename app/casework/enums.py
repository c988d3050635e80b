"""The words that every process shares: what a wait needs, how people are connected to a case, refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode


class Needs(StrEnum):
    """When a wait is over."""

    ANY = "any"  # as soon as one of the party has taken the step
    EACH = "each"  # everybody does their own part; the process says when that is enough


class StepForm(StrEnum):
    """What the one page for simple steps asks."""

    CONFIRM = "confirm"
    NOTE = "note"
    REASON = "reason"  # a note that must be given
    DAYS = "days"


class DeclaredTie(StrEnum):
    """What somebody declares about themselves and the organisation before reading its case."""

    NONE = "none"
    CONNECTION = "connection"
    CONFLICT = "conflict"


class Standing(StrEnum):
    """How far a case that a person may know of is open to them."""

    OPEN = "open"
    DECLARE = "declare"
    RECUSED = "recused"
    OWN = "own"


class CaseworkRefusal(RefusalCode):
    CHOOSE_ROLE_FIRST = "casework.choose_role_first"
    DECLARE_FIRST = "casework.declare_first"
    RECUSED = "casework.recused", FORBIDDEN
    ALREADY_HAS_A_ROLE = "casework.already_has_a_role"
    CONFLICT_STAYS = "casework.conflict_stays"
    ONLY_THE_CLOCK = "casework.only_the_clock", FORBIDDEN
    ONLY_WITH_PARENT = "casework.only_with_parent", FORBIDDEN
    NOT_YET_DUE = "casework.not_yet_due"
    REASON_MISSING = "casework.reason_missing"
    EXTENSION_TOO_LONG = "casework.extension_too_long"
    EXTENDED_TO_THE_END = "casework.extended_to_the_end"
    NOTHING_TO_EXTEND = "casework.nothing_to_extend"

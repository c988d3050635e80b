"""Expected refusals. One handler at the edge turns them into words in the reader's language."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

CONFLICT, FORBIDDEN, NOT_FOUND = 409, 403, 404


class RefusalCode(StrEnum):
    """The reason for a refusal. Each feature has one such enum; its members carry the feature's prefix, and
    beside it the HTTP status that this refusal answers with wherever it is met (409 unless it says more):

        ONLY_THE_LEAD = "organisations.only_the_lead", FORBIDDEN
    """

    http_status: int

    def __new__(cls, value: str, http_status: int = CONFLICT) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.http_status = http_status
        return member


class KernelRefusal(RefusalCode):
    """Refusals that belong to no feature."""

    NOT_FOUND = "kernel.not_found", NOT_FOUND
    NOT_IN_THIS_STATE = "kernel.not_in_this_state"
    NOT_YOURS_TO_DO = "kernel.not_yours_to_do", FORBIDDEN
    CHANGED_MEANWHILE = "kernel.changed_meanwhile"
    CURRENCIES_DIFFER = "kernel.currencies_differ"
    BACKUP_EXISTS = "kernel.backup_exists"
    BACKUP_DAMAGED = "kernel.backup_damaged"


class DomainError(Exception):
    """An expected refusal by a rule. Its words are in the feature's `labels.ERRORS`, under `code`, whose HTTP
    status is the error's."""

    def __init__(self, code: RefusalCode, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def http_status(self) -> int:
        return self.code.http_status


class NotFound(DomainError):
    """It does not exist, or this person may not know that it does: both look the same."""

    def __init__(self, code: RefusalCode = KernelRefusal.NOT_FOUND, **params: Any) -> None:
        super().__init__(code, **params)


def require_version(
    expected: int | None, held: int, code: RefusalCode = KernelRefusal.CHANGED_MEANWHILE
) -> None:
    """Two people at once: whoever saw another version is told, and nothing is overwritten. No expectation
    (None) is met by any version."""
    if expected is not None and expected != held:
        raise DomainError(code)


def require(code: RefusalCode | None) -> None:
    """Raise DomainError with what a rule answered; do nothing when it answered None."""
    if code is not None:
        raise DomainError(code)

"""Expected refusals. One handler at the edge turns them into words in the reader's language."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """The network's rules say no. `code` finds the words in a feature's `labels.ERRORS`."""

    status = 409

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Refused(DomainError):
    """This person may not do this, though they may know of the thing."""

    status = 403


class Missing(DomainError):
    """There is no such thing, or none that this person may know of: both look the same."""

    status = 404

    def __init__(self, code: str = "missing", **params: Any) -> None:
        super().__init__(code, **params)

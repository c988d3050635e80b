"""What the engine refuses, and why."""

from __future__ import annotations


class MatchingError(ValueError):
    """Input that cannot be solved as given. `code` is stable; `row` names the request, provider, pair or
    quota that is at fault, as a position or a pair of positions of the caller, or None for the whole."""

    def __init__(self, code: str, reason: str, row: object = None) -> None:
        super().__init__(reason if row is None else f"{reason} (at {row})")
        self.code = code
        self.reason = reason
        self.row = row


class Overflow(MatchingError):
    """The scores are so large that the solver's whole numbers would overflow."""

    def __init__(self, reason: str, row: object) -> None:
        super().__init__("cost_overflow", reason, row)

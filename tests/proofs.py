"""How much of the long random proofs a run makes: a quarter in `make test`, the whole in `make prove`."""

from __future__ import annotations

import os

PROOFS, WHOLE = "PROOFS", "whole"
PART = 4
FEWEST_EXAMPLES = 10


def is_whole() -> bool:
    return os.environ.get(PROOFS) == WHOLE


def examples(number: int) -> int:
    """Of so many random examples those that this run tries."""
    return number if is_whole() else max(FEWEST_EXAMPLES, number // PART)


def seeds(number: int) -> range:
    """Of so many numbered cases those that this run tries."""
    return range(number if is_whole() else number // PART)

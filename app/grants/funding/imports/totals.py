"""Rows that only add up others: by their words, and by what they add up to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.kernel.text import search_key

SUB = re.compile(r"(?:sub-?\s?totale?s?|sous-?\s?totale?s?|sous-?\s?totaux)\b|.*\b(?:subtotal|sous-?total)$")
WHOLE = re.compile(
    r"(?:(?:grand|overall|budget) totals?|totale?s?|totaux|totals|suma(?: total)?|somme(?: totale)?|sum)\b"
    r"|.*\b(?:total|totales|totaux)$"
)
CHILD = re.compile(r"[.\-/ ]")


def is_subtotal(words: str) -> bool:
    """Whether these words begin a row that adds up a part of the others."""
    return SUB.match(search_key(words)) is not None


def is_total(words: str) -> bool:
    """Whether these words begin a row that adds up others."""
    return is_subtotal(words) or WHOLE.match(search_key(words)) is not None


def is_under(code: str, parent: str) -> bool:
    """Whether a code is one of a part: 1.2 of 1, A1 of A."""
    if not parent or not code.startswith(parent) or code == parent:
        return False
    rest = code[len(parent) :]
    return CHILD.match(rest) is not None or (parent.isalpha() and rest[0].isdecimal())


def parts_of(codes: Sequence[str], place: int) -> list[int]:
    """The places of the codes under this one that have no parts of their own."""
    under = [at for at, code in enumerate(codes) if is_under(code, codes[place])]
    return [at for at in under if not any(is_under(codes[other], codes[at]) for other in under)]

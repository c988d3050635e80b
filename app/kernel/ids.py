"""References that people read aloud, and tokens for links and sessions.

A reference is random, never sequential: it says nothing about how many there are. The alphabet is
Crockford's base 32 (no I, L, O, U) without its last letter: 31 is a prime, so a check character over the
digits' places notices every single wrong character and every swap of two.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
DIGITS = 9
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_ref() -> str:
    """A new reference like `7K3Q2-M8F4X`: 44 random bits and a check character."""
    digits = "".join(secrets.choice(ALPHABET) for _ in range(DIGITS))
    return _shown(digits + check_character(digits))


def ref_from(number: int) -> str:
    """The reference of a given number below 31⁹: the example network needs the same ones each time."""
    digits = ""
    for _ in range(DIGITS):
        number, value = divmod(number, len(ALPHABET))
        digits += ALPHABET[value]
    return _shown(digits + check_character(digits))


def check_character(digits: str) -> str:
    """The check character: the sum of value × position modulo 31."""
    return ALPHABET[
        sum(_VALUES[character] * (place + 1) for place, character in enumerate(digits)) % len(ALPHABET)
    ]


def normalise_ref(text: str) -> str | None:
    """The reference that somebody typed, spelled as we print it; None when it cannot be one."""
    plain = "".join(text.upper().split()).replace("-", "").translate(_LOOKALIKES)
    if len(plain) != DIGITS + 1 or any(character not in _VALUES for character in plain):
        return None
    return _shown(plain) if check_character(plain[:-1]) == plain[-1] else None


def is_ref(text: str) -> bool:
    """Whether `text` is a reference just as we print it."""
    return normalise_ref(text) == text


def new_token() -> str:
    """256 random bits for a link or a session."""
    return secrets.token_urlsafe(32)


def _shown(plain: str) -> str:
    return f"{plain[:5]}-{plain[5:]}"

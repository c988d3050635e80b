"""Account numbers and BICs as people type them, and as a bank's file holds them.

An IBAN is checked by its digits and by the pattern of its country (ISO 13616, by python-stdnum). Where a
country has no IBANs, its account numbers have no check of their own.
"""

from __future__ import annotations

import re

from stdnum import bic, iban, numdb

IBAN_LIKE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")


def compact(number: str) -> str:
    """Without the spaces, points and hyphens that only help the eye, in capitals."""
    return re.sub(r"[\s.\-]", "", number).upper()


def is_iban(number: str) -> bool:
    """Whether it is a correct IBAN."""
    return bool(iban.is_valid(compact(number), check_country=False))


def is_mistyped_iban(number: str) -> bool:
    """Whether it begins as the IBANs of a country do, and is none: a digit is wrong, missing or too many."""
    typed = compact(number)
    if not IBAN_LIKE.fullmatch(typed):
        return False
    (_prefix, country), *_rest = numdb.get("iban").info(typed)
    return bool(country) and not is_iban(typed)


def is_bic(code: str) -> bool:
    """Whether it is written as a BIC: four letters, a country, two characters, and three more or none
    (ISO 9362)."""
    return bool(bic.is_valid(code.strip()))

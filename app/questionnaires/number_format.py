"""Numbers and dates as people write them, in three languages. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import get_month_names
from babel.numbers import NumberFormatError, format_decimal, get_group_symbol, parse_decimal

from app.kernel.locales import LANGUAGES
from app.kernel.text import search_key

LONGEST = 40
SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
FIGURES = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})$")
DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|o)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de[l]?\s+)?(\d{4})$")
MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")


def read_number(text: str, language: str) -> Decimal:
    """A number with the language's decimal sign; spaces between figures are fine. Raises ValueError."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    group = get_group_symbol(language)
    spaced = SPACES.sub(group if SPACES.fullmatch(group) else "", text.strip())
    try:
        number = parse_decimal(spaced.replace("\u2212", "-"), locale=language, strict=True)
    except NumberFormatError as problem:
        raise ValueError(str(problem)) from problem
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def write_number(number: Decimal | str, language: str) -> str:
    """A number as a reader of `language` writes it, with all its digits."""
    return str(format_decimal(Decimal(number), locale=language, decimal_quantization=False))


def read_date(text: str, language: str) -> date:
    """A day from `2024-05-31`, `31/5/2024`, `31 May 2024`, `31 de mayo de 2024`, `1er mai 2024`.

    In English 3/5/2024 may be either of two days, so it is refused. Raises ValueError.
    """
    plain = search_key(text)[:LONGEST]
    if found := ISO.match(plain):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := FIGURES.match(plain):
        return _from_figures(int(found[1]), int(found[2]), int(found[3]), language)
    if found := DAY_FIRST.match(plain):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_FIRST.match(plain):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError("not a date")


def _from_figures(first: int, second: int, year: int, language: str) -> date:
    if language == "en" and first != second and first <= 12 and second <= 12:
        raise ValueError("either of two days")
    if language == "en" and second > 12:
        first, second = second, first
    return date(year, second, first)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names[search_key(name).rstrip(".")] = number
    return names | {"sept": 9, "set": 9, "setiembre": 9}


def _month(name: str) -> int:
    try:
        return _months()[name.rstrip(".")]
    except KeyError:
        raise ValueError("no such month") from None

"""Numbers and dates as people write them, in three languages. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.dates import get_month_names
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from app.kernel.dates import calendar_day
from app.kernel.locales import LANGUAGES
from app.kernel.text import search_key

LONGEST = 40
SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
SIGNED = re.compile(r"([-+]?) ?([0-9., ]+)$")
GROUPED = re.compile(r"[0-9]{1,3}([ .,])[0-9]{3}(?:\1[0-9]{3})*$")
LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}$")
"""As India, Bangladesh, Nepal and Pakistan group figures: 12,34,567."""
OTHER_SIGNS = str.maketrans({"\u066b": ".", "\u066c": " ", "\u2212": "-"})
"""The decimal and thousands signs of Arabic, which mean one thing only, and the typographer's minus."""
APOSTROPHES = re.compile(r"(?<=[0-9])['\u2019\u02bc](?=[0-9]{3}(?![0-9]))")
"""Between thousands in Switzerland: never a decimal sign."""
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
FIGURES = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})$")
DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|o)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de[l]?\s+)?(\d{4})$")
MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")


class AmbiguousNumber(ValueError):
    """Written so that it may be either of two numbers: 10,000 where the comma is the decimal sign."""

    def __init__(self, large: Decimal, small: Decimal) -> None:
        super().__init__("either of two numbers")
        self.large = large
        self.small = small


def decimal_of(text: str) -> Decimal:
    """A finite decimal of a sane length; raises ValueError otherwise."""
    try:
        number = Decimal(text)
    except InvalidOperation as problem:
        raise ValueError("not a number") from problem
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ValueError("not a number that can be kept")
    return number


def read_number(text: str, language: str, *, decimals: int = 0) -> Decimal:
    """A number as people type it, in any script. Raises ValueError, AmbiguousNumber among them.

    Both signs are understood where only one reading is possible; spaces between figures are fine. The
    language's own thousands sign is one. Any other sign followed by just three figures could be either, so
    it is asked about, unless it is the language's decimal sign and as many `decimals` may follow it.
    """
    if len(text) > LONGEST:
        raise ValueError("too long")
    found = SIGNED.match(SPACES.sub(" ", APOSTROPHES.sub(" ", _plain(text))).strip())
    if found is None:
        raise ValueError("not a number")
    minus, body = found[1], found[2]
    return Decimal(minus + _with_point(body, language, decimals))


def without_unit(text: str, *units: str) -> str:
    """What was typed without its unit before or after it, as spreadsheets write it: $1,200, 1 200 EUR."""
    plain = _plain(text).strip()
    for unit in filter(None, units):
        if plain.casefold().startswith(unit.casefold()):
            return plain[len(unit) :]
        if plain.casefold().endswith(unit.casefold()):
            return plain[: -len(unit)]
    return plain


def _plain(text: str) -> str:
    """The same in the figures 0 to 9, whatever script they were typed in, without the invisible marks of
    direction and width that come along from a spreadsheet or a phone."""
    seen = (one for one in text.translate(OTHER_SIGNS) if unicodedata.category(one) != "Cf")
    return "".join(str(unicodedata.decimal(one, one)) for one in seen)


def _with_point(body: str, language: str, decimals: int) -> str:
    """The figures of a number with a point before its decimals."""
    signs = set(body) & set(",.")
    if len(signs) == 2:
        point = max(signs, key=body.rindex)
        return _joined(body, point)
    if not signs:
        return _whole(body)
    [sign] = signs
    if body.count(sign) > 1:
        return _whole(body)
    before, after = body.split(sign)
    could_be_thousands = len(after) == 3 and 1 <= len(before) <= 3 and before[0] in "123456789"
    if could_be_thousands and get_group_symbol(language) == sign:
        return before + after
    as_decimal = _joined(body, sign)
    if could_be_thousands and not (decimals >= 3 and get_decimal_symbol(language) == sign):
        raise AmbiguousNumber(Decimal(before + after), Decimal(as_decimal))
    return as_decimal


def _joined(body: str, point: str) -> str:
    before, _, after = body.rpartition(point)
    if not after.isdecimal() or point in before:
        raise ValueError("not a number")
    return f"{_whole(before) if before else '0'}.{after}"


def _whole(body: str) -> str:
    """The figures of a whole number, grouped by threes, as lakhs and crores, or not at all."""
    if body.isdecimal():
        return body
    if not (GROUPED.match(body) or LAKHS.match(body)):
        raise ValueError("not a number")
    return re.sub(r"[ .,]", "", body)


def write_number(number: Decimal | str, language: str, *, decimals: int | None = None) -> str:
    """A number as a reader of `language` writes it, with all its digits, or with just so many `decimals`."""
    if decimals is None:
        return str(format_decimal(Decimal(number), locale=language, decimal_quantization=False))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(Decimal(number), format=pattern, locale=language))


def read_date(text: str, language: str) -> date:
    """A day from `2024-05-31`, `31/5/2024`, `31 May 2024`, `31 de mayo de 2024`, `1er mai 2024`.

    In English 3/5/2024 may be either of two days, so it is refused. Raises ValueError, NoSuchDay among them.
    """
    plain = search_key(_plain(text))[:LONGEST]
    if found := ISO.match(plain):
        return calendar_day(int(found[1]), int(found[2]), int(found[3]))
    if found := FIGURES.match(plain):
        return _from_figures(int(found[1]), int(found[2]), int(found[3]), language)
    if found := DAY_FIRST.match(plain):
        return calendar_day(int(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_FIRST.match(plain):
        return calendar_day(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError("not a date")


def _from_figures(first: int, second: int, year: int, language: str) -> date:
    if language == "en" and first != second and first <= 12 and second <= 12:
        raise ValueError("either of two days")
    if language == "en" and second > 12:
        first, second = second, first
    return calendar_day(year, second, first)


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

"""Amounts as they stand in a column. One figure may be two numbers; the column as a whole usually says which,
and what it says is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_precision, get_currency_symbol, is_currency

from app.grants.funding.enums import Finding
from app.grants.funding.imports.cells import Cell, Kind, Told
from app.kernel.locales import LANGUAGES
from app.kernel.money import Money

LARGEST = 10**15  # minor units, as in the forms of money
SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
APOSTROPHES = re.compile(r"(?<=\d)['\u2019\u02bc](?=\d{3}(?!\d))")
BRACKETS = re.compile(r"\((.+)\)|(.+)-$")
PARTS = re.compile(r"(?P<before>[^\d.,+\-]*)(?P<minus>[+\-]?) ?(?P<body>\d[\d., ]*|[.,]\d+)(?P<after>\D*)$")
DATE_LIKE = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}$|.*\d.*[:]\d")
GROUPED = re.compile(r"\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*$")
LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}$")
EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}$")
DASHES = frozenset({"-", "\u2013", "\u2014"})
DOLLARS = frozenset(
    """USD CAD AUD NZD MXN ARS CLP COP UYU DOP HKD SGD TWD JMD TTD BSD BBD BZD FJD GYD LRD
    NAD""".split()  # noqa: SIM905 - a list of words reads best as words
)
SIGNS: Mapping[str, frozenset[str]] = {
    "$": DOLLARS,
    "us$": frozenset({"USD"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "LBP", "SSP", "SYP"}),
    "ksh": frozenset({"KES"}),
    "kshs": frozenset({"KES"}),
    "fcfa": frozenset({"XOF", "XAF"}),
    "f cfa": frozenset({"XOF", "XAF"}),
    "cfa": frozenset({"XOF", "XAF"}),
    "jd": frozenset({"JOD"}),
    "dinars": frozenset({"JOD", "TND", "DZD", "RSD", "IQD", "KWD", "BHD", "LYD"}),
    "euros": frozenset({"EUR"}),
}


@dataclass(frozen=True)
class Amount:
    """What a cell says: minor units, or what is wrong with it."""

    cell: Cell
    minor: int | None
    told: Told | None = None


@dataclass(frozen=True)
class Style:
    """How a column writes its numbers. `point` is its decimal sign, "" where nothing tells; `either` is the
    first figure that by itself may be two numbers."""

    point: str
    either: Cell | None


def style_of(cells: Iterable[Cell]) -> Style:
    """What the figures of a column that can be read in one way only say about its decimal sign. Two signs
    side by side, or none: the sign is ""."""
    points: set[str] = set()
    either = None
    for cell in cells:
        body = _body(cell)
        if body is None:
            continue
        if EITHER.fullmatch(body):
            either = either or cell
            continue
        if (found := _point_in(body)) is not None:
            points.add(found)
    return Style(points.pop() if len(points) == 1 else "", either)


def read_amount(cell: Cell, currency: str, style: Style) -> Amount:
    """The amount in a cell, in minor units of the currency. Never a guess: what may be two numbers is read as
    the column writes the others, or as the only one that the currency can hold."""
    digits = get_currency_precision(currency)
    wrong = _wrong_kind(cell) or _wrong_sign(cell, currency)
    if wrong is not None:
        return Amount(cell, None, wrong)
    number = cell.number
    if number is None:
        body = _body(cell)
        try:
            number = _number(body or "", style.point, digits)
        except _Either as either:
            return _refused(cell, Finding.EITHER_NUMBER, large=either.large, small=either.small)
        except ValueError:
            return _refused(cell, Finding.NOT_A_NUMBER)
        number = -number if (_parts(cell) or {}).get("minus") == "-" else number
    if number < 0:
        return _refused(cell, Finding.NEGATIVE)
    scaled = number.scaleb(digits)
    if scaled != scaled.to_integral_value():
        return _refused(cell, Finding.TOO_MANY_DECIMALS, currency=currency)
    if scaled > LARGEST:
        return _refused(cell, Finding.TOO_LARGE)
    return Amount(cell, int(scaled))


def thousands(style: Style, currency: str) -> Iterator[Told]:
    """How a figure that by itself may be two numbers was read, by the first one of them."""
    if style.either is None:
        return
    amount = read_amount(style.either, currency, style)
    if amount.minor is not None:
        params = {"text": style.either.text, "amount": Money(amount.minor, currency)}
        yield Told(Finding.THOUSANDS, style.either.at, params)


def _refused(cell: Cell, what: Finding, **params: Any) -> Amount:
    return Amount(cell, None, Told(what, cell.at, {"text": cell.text, **params}))


def _wrong_kind(cell: Cell) -> Told | None:
    text = _plain(cell.text)
    brackets = BRACKETS.fullmatch(text)
    what = {
        Kind.DAY: Finding.DATE,
        Kind.PERCENT: Finding.PERCENT,
        Kind.NO_VALUE: Finding.NO_VALUE,
        Kind.ERROR: Finding.ERROR,
    }.get(cell.kind)
    if what is None and cell.kind is Kind.TEXT:
        if "%" in text:
            what = Finding.PERCENT
        elif re.match(r"-.*\d", text) or (brackets is not None and re.search(r"\d", text)):
            what = Finding.NEGATIVE
        elif DATE_LIKE.match(text) and not GROUPED.fullmatch(text):
            what = Finding.DATE
    return Told(what, cell.at, {"text": cell.text}) if what is not None else None


def _wrong_sign(cell: Cell, currency: str) -> Told | None:
    """What is beside the figures has to be the currency, or a sign of it."""
    if cell.kind is Kind.NUMBER:
        named = _currencies(cell.sign)
        wrong = named is not None and currency not in named
        return Told(Finding.OTHER_CURRENCY, cell.at, _in(cell, currency)) if wrong else None
    parts = _parts(cell)
    if parts is None:
        return Told(Finding.NOT_A_NUMBER, cell.at, {"text": cell.text})
    for beside in (parts["before"].strip(), parts["after"].strip()):
        if not beside:
            continue
        named = _currencies(beside)
        if named is None and beside.casefold().strip(". ") not in _symbols(currency):
            return Told(Finding.NOT_A_NUMBER, cell.at, {"text": cell.text})
        if named is not None and currency not in named:
            return Told(Finding.OTHER_CURRENCY, cell.at, _in(cell, currency))
    return None


def _in(cell: Cell, currency: str) -> dict[str, str]:
    return {"text": cell.text, "currency": currency}


def _currencies(sign: str) -> frozenset[str] | None:
    """Which currencies a sign or a code may mean; None where it means none that is known."""
    words = sign.casefold().strip(". ")
    if words in SIGNS:
        return SIGNS[words]
    code = words.upper()
    return frozenset({code}) if len(code) == 3 and code.isascii() and is_currency(code) else None


@lru_cache(maxsize=64)
def _symbols(currency: str) -> frozenset[str]:
    return frozenset(get_currency_symbol(currency, locale=one).casefold().strip(". ") for one in LANGUAGES)


def _plain(text: str) -> str:
    """In figures of 0 to 9, with one kind of space, of minus and of apostrophe."""
    seen = (one for one in text.replace("\u2212", "-") if unicodedata.category(one) != "Cf")
    figures = "".join(str(unicodedata.decimal(one, one)) for one in seen)
    return APOSTROPHES.sub(" ", SPACES.sub(" ", figures)).strip()


def _parts(cell: Cell) -> dict[str, str] | None:
    found = PARTS.fullmatch(_plain(cell.text))
    return found.groupdict() if found is not None else None


def _body(cell: Cell) -> str | None:
    """The figures of a cell of text, without what stands beside them."""
    parts = _parts(cell) if cell.kind is Kind.TEXT and _wrong_kind(cell) is None else None
    return parts["body"].strip() if parts is not None else None


def _point_in(body: str) -> str | None:
    """The decimal sign by this figure alone; None where it does not tell."""
    signs = [one for one in body if one in ".,"]
    if not signs:
        return None
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) > 1:
        return "." if signs[0] == "," else ","
    return signs[0]


class _Either(ValueError):
    """Either of two numbers."""

    def __init__(self, large: Decimal, small: Decimal) -> None:
        super().__init__("either of two numbers")
        self.large, self.small = large, small


def _number(body: str, point: str, digits: int) -> Decimal:
    """Raises ValueError, _Either among them."""
    if EITHER.fullmatch(body):
        sign = "." if "." in body else ","
        large, small = Decimal(body.replace(sign, "")), Decimal(body.replace(sign, "."))
        if point and point != sign:
            return large
        if point == sign:
            if digits >= 3:
                return small
            raise _Either(large, small)
        if digits >= 3:
            raise _Either(large, small)
        return large  # the currency has fewer decimals than three
    sign = _point_in(body) or ""
    before, found, after = body.rpartition(sign) if sign and body.count(sign) == 1 else (body, "", "")
    if found and not after.isdecimal():
        raise ValueError("not a number")
    return Decimal(f"{_whole(before) if before else '0'}{'.' + after if found else ''}")


def _whole(body: str) -> str:
    if body.isdecimal():
        return body
    if not (GROUPED.fullmatch(body) or LAKHS.fullmatch(body)):
        raise ValueError("not a number")
    return re.sub(r"[ .,]", "", body)

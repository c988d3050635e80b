"""What the official schema of 360Giving does not notice, and our files never hold.

A grant at fault is left out of an export and named to the office; in an import it is told row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from babel.numbers import list_currencies

from app.grants.publishing.standards.giving import COUNTRIES

Grant = Mapping[str, Any]
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
FIRST_YEAR = 1900
LARGEST = 10**15
"""No amount of a grant is larger; what is would not fit into a column."""
LONGEST_ID = 200
# Codes that the list of the standard does not hold: it knows neither all that are long gone nor the newest.
UNKNOWN = frozenset(
    """ARL ARM BAN BGM BGO BOL BRZ CLE CNH CNX KRH KRO MAF MCF MDC MKN MVP SLE UYW VED VNN XCG YUR
    ZWG""".split()  # noqa: SIM905 - a list of codes reads best as words
)
CURRENCIES = frozenset(list_currencies()) - UNKNOWN
OPEN_CALL = frozenset({"Yes", "No"})
SCOPES = frozenset({"GLS010", "GLS020", "GLS030", "GLS040", "GLS050", "GLS060", "GLS099"})
REGRANTS = frozenset({f"FRG0{number}0" for number in range(1, 8)})
DATES = frozenset(
    {"awardDate", "startDate", "endDate", "transactionDate", "valueDate", "dateModified"},
)
MAY_LIE_AHEAD = frozenset({"startDate", "endDate"})
CLOSED = {
    "currency": CURRENCIES,
    "countryCode": COUNTRIES,
    "fromOpenCall": OPEN_CALL,
    "locationScope": SCOPES,
    "regrantType": REGRANTS,
}
NEEDED = (
    "id",
    "title",
    "description",
    "currency",
    "amountAwarded",
    "awardDate",
    "fundingOrganization",
)


class Fault(StrEnum):
    """What is wrong with a grant."""

    LACKS = "lacks"
    ID_TWICE = "id_twice"
    NO_PREFIX = "no_prefix"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"
    NOTHING_AWARDED = "nothing_awarded"
    NOT_A_DATE = "not_a_date"
    DATE_TO_COME = "date_to_come"
    ENDS_FIRST = "ends_first"
    NOT_ON_LIST = "not_on_list"
    NO_RECIPIENT = "no_recipient"
    TWO_RECIPIENTS = "two_recipients"
    TWO_FUNDERS = "two_funders"
    OTHER_FUNDER = "other_funder"
    EMAIL = "email"
    NOT_A_ROW = "not_a_row"
    OWN_GRANT = "own_grant"


@dataclass(frozen=True)
class Found:
    """One fault: where (a path such as awardDate or recipientOrganization/0/name), and the value there as it
    was written."""

    fault: Fault
    where: str = ""
    value: str = ""


def check_grant(grant: Any, today: date) -> list[Found]:
    """Everything that is wrong with one grant, in the order of its fields."""
    if not isinstance(grant, Mapping):
        return [Found(Fault.NOT_A_ROW)]
    return [
        *_lacking(grant),
        *_amounts(grant),
        *_recipients(grant),
        *_funders(grant),
        *_values(grant, today),
    ]


def check_file(grants: Sequence[Any], today: date, *, funder: str | None = None) -> list[list[Found]]:
    """The faults of each grant of a file, those of the whole file among them: an id that stands in it twice,
    and, where `funder` is given, another one than this."""
    ids = Counter(_id(one) for one in grants)
    return [[*check_grant(one, today), *_within(one, ids, funder)] for one in grants]


def _id(grant: Any) -> str:
    found = grant.get("id") if isinstance(grant, Mapping) else None
    return found.strip() if isinstance(found, str) else ""


def _within(grant: Any, ids: Counter[str], funder: str | None) -> Iterator[Found]:
    key = _id(grant)
    if key and ids[key] > 1:
        yield Found(Fault.ID_TWICE, "id", key)
    if funder is not None and isinstance(grant, Mapping):
        for one in parts(grant, "fundingOrganization"):
            if one.get("id") != funder:
                yield Found(Fault.OTHER_FUNDER, "fundingOrganization/0/id", shown(one.get("id")))


def parts(grant: Grant, name: str) -> list[Mapping[str, Any]]:
    """The parts of a grant under this name, as far as they are any."""
    found = grant.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def shown(value: Any) -> str:
    """A value as a sentence quotes it."""
    return "" if value is None else str(value)[:60]


def _is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})


def _lacking(grant: Grant) -> Iterator[Found]:
    for name in NEEDED:
        if not _is_filled(grant.get(name)):
            yield Found(Fault.LACKS, name)
    key = _id(grant)
    if key and not key.startswith("360G-"):
        yield Found(Fault.NO_PREFIX, "id", shown(key))
    if len(key) > LONGEST_ID:
        yield Found(Fault.TOO_LONG, "id", shown(key))


def _amounts(grant: Grant) -> Iterator[Found]:
    for name in ("amountAwarded", "amountAppliedFor", "amountDisbursed"):
        value = grant.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
            yield Found(Fault.NO_NUMBER, name, shown(value))
        elif name == "amountAwarded" and value <= 0:
            yield Found(Fault.NOTHING_AWARDED, name, shown(value))


def _recipients(grant: Grant) -> Iterator[Found]:
    organisations = grant.get("recipientOrganization")
    is_person = _is_filled(grant.get("recipientIndividual"))
    if not _is_filled(organisations) and not is_person:
        yield Found(Fault.NO_RECIPIENT, "recipientOrganization")
        return
    if _is_filled(organisations) and is_person:
        yield Found(Fault.TWO_RECIPIENTS, "recipientIndividual")
    name = "recipientIndividual" if is_person else "recipientOrganization"
    yield from _named(grant, name, [grant[name]] if is_person else organisations)


def _named(grant: Grant, name: str, several: Any) -> Iterator[Found]:
    """Each organisation has an id and a name."""
    if not isinstance(several, list):
        yield Found(Fault.LACKS, f"{name}/0/name")
        return
    for place, one in enumerate(several):
        for key in ("id", "name"):
            where = f"{name}/{place}/{key}" if isinstance(grant[name], list) else f"{name}/{key}"
            if not isinstance(one, Mapping) or not _is_filled(one.get(key)):
                yield Found(Fault.LACKS, where)


def _funders(grant: Grant) -> Iterator[Found]:
    funders = grant.get("fundingOrganization")
    if not _is_filled(funders):
        return
    yield from _named(grant, "fundingOrganization", funders)
    if isinstance(funders, list) and len(funders) > 1:
        yield Found(Fault.TWO_FUNDERS, "fundingOrganization", str(len(funders)))


def _values(grant: Grant, today: date) -> Iterator[Found]:
    """Dates, closed lists, and words that hold an address, wherever they stand."""
    for path, value in _leaves(grant, ""):
        name = path.rpartition("/")[2]
        if not _is_filled(value):
            continue
        if name in DATES:
            yield from _day(path, name, value, today)
        elif name in CLOSED and value not in CLOSED[name]:
            yield Found(Fault.NOT_ON_LIST, path, shown(value))
        elif isinstance(value, str) and EMAIL.search(value):
            yield Found(Fault.EMAIL, path, shown(value))
    for name in ("plannedDates", "actualDates"):
        for place, one in enumerate(parts(grant, name)):
            first, last = read_day(one.get("startDate")), read_day(one.get("endDate"))
            if first is not None and last is not None and last < first:
                yield Found(Fault.ENDS_FIRST, f"{name}/{place}/endDate", shown(one.get("endDate")))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}/{key}" if path else str(key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{path}/{place}")
    else:
        yield path, value


def _day(path: str, name: str, value: Any, today: date) -> Iterator[Found]:
    day = read_day(value)
    is_part = name not in MAY_LIE_AHEAD and len(str(value).strip()) < len("2026-01-01")
    if day is None or is_part or day.year < FIRST_YEAR:
        yield Found(Fault.NOT_A_DATE, path, shown(value))
    elif day > today and name not in MAY_LIE_AHEAD:
        yield Found(Fault.DATE_TO_COME, path, shown(value))


def read_day(value: Any) -> date | None:
    """The day of a date or of a date with its time, as the standard writes them; None where it is none. The
    month alone, or the year, is its first day."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"\d{4}(-\d{2})?", text):
        text = f"{text}-01-01"[:10]
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        if re.match(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", text):
            return datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return None

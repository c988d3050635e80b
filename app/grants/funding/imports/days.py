"""Days as they stand in a column. 3/4/2026 is two days; the column as a whole may say which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from app.grants.funding.enums import Finding
from app.grants.funding.imports.cells import Cell, Kind, Told
from app.kernel.dates import NoSuchDay, calendar_day
from app.questionnaires.number_format import read_date

FIGURES = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})$")
DAY_FIRST, MONTH_FIRST = "day", "month"
MONTHS = 12


def order_of(cells: Iterable[Cell]) -> str:
    """Whether the day or the month comes first, by the days that can be read in one way only; "" where
    nothing tells, or both."""
    seen = set()
    for cell in cells:
        found = FIGURES.fullmatch(cell.text)
        if cell.kind is Kind.TEXT and found is not None:
            first, second = int(found[1]), int(found[2])
            if first > MONTHS >= second:
                seen.add(DAY_FIRST)
            elif second > MONTHS >= first:
                seen.add(MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else ""


def read_day(cell: Cell, order: str) -> date | Told:
    """The day in a cell, or what is wrong with it."""
    if cell.day is not None:
        return cell.day
    try:
        return _read(cell.text, order) if cell.kind is Kind.TEXT else _no_day()
    except _Either as either:
        days = {"first": either.day_first, "second": either.month_first}
        return Told(Finding.EITHER_DAY, cell.at, {"text": cell.text, **days})
    except NoSuchDay:
        return Told(Finding.NO_SUCH_DAY, cell.at, {"text": cell.text})
    except ValueError:
        return Told(Finding.NO_DAY, cell.at, {"text": cell.text})


class _Either(ValueError):
    """Either of two days."""

    def __init__(self, day_first: date, month_first: date) -> None:
        super().__init__("either of two days")
        self.day_first, self.month_first = day_first, month_first


def _no_day() -> date:
    raise ValueError("no day")


def _read(text: str, order: str) -> date:
    found = FIGURES.fullmatch(text)
    if found is None:
        return read_date(text, "en")
    first, second, year = (int(one) for one in found.groups())
    if first > MONTHS or (order == DAY_FIRST and second <= MONTHS) or first == second:
        return calendar_day(year, second, first)
    if second > MONTHS or order == MONTH_FIRST:
        return calendar_day(year, first, second)
    raise _Either(calendar_day(year, second, first), calendar_day(year, first, second))

"""A day in words, as a reader of each language writes it. Nothing else in the program writes a date. And
which days there are: February has no 30th.

What the library of locales writes is mended in two places: French says "1er" for the first of a month, and
English puts the day before the month on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton

# One kind for pages and lists, one for the answers of a form, one where the year goes without saying.
WITH_YEAR = {"en": "d MMM y", "es": "d MMM y", "fr": "d MMM y"}
IN_FULL = {"en": "d MMMM y", "es": "d 'de' MMMM 'de' y", "fr": "d MMMM y"}
WITHOUT_YEAR = {"en": "d MMM", "es": "d MMM", "fr": "d MMM"}


@dataclass(frozen=True)
class Month:
    """The month of a day, as a refusal names it."""

    day: date


class NoSuchDay(ValueError):
    """The month and the year are right, but the month has no such day. `month` is the first day of it."""

    def __init__(self, day: int, month: date) -> None:
        super().__init__(f"{month:%Y-%m} has no day {day}")
        self.day = day
        self.month = month


def calendar_day(year: int, month: int, day: int) -> date:
    """The day of this date. Raises NoSuchDay where only the day is wrong, else ValueError."""
    first = date(year, month, 1)
    try:
        return first.replace(day=day)
    except ValueError:
        raise NoSuchDay(day, first) from None


def write_date(day: date, language: str) -> str:
    """3 Nov 2026; 1 ene 2027; 1er janv. 2027."""
    return _written(day, WITH_YEAR[language], language)


def write_date_in_full(day: date, language: str) -> str:
    """3 November 2026; 1 de enero de 2027; 1er janvier 2027."""
    return _written(day, IN_FULL[language], language)


def write_day_of_the_week(day: date, language: str) -> str:
    """Sunday 26 April 2026; domingo 26 de abril de 2026; dimanche 26 avril 2026."""
    return f"{format_date(day, 'EEEE', locale=language)} {write_date_in_full(day, language)}"


def write_time(moment: datetime, language: str) -> str:
    """The time of the clock as this moment carries it, 23:59."""
    return str(format_skeleton("Hm", moment, locale=language))


def write_date_without_year(day: date, language: str) -> str:
    """3 Nov; 1 ene; 1er janv."""
    return _written(day, WITHOUT_YEAR[language], language)


def write_month(day: date, language: str) -> str:
    """The month of this day: November 2026; noviembre de 2026; novembre 2026."""
    return str(format_skeleton("yMMMM", day, locale=language))


def write_months(first: date, last: date, language: str) -> str:
    """From the month of one day to that of another: Jan – Mar 2026; ene–mar 2026; janv.–mars 2026."""
    return str(format_interval(first, last, "yMMM", locale=language))


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, language: str) -> str:
    text = str(format_date(day, pattern, locale=language))
    return f"1er{text[1:]}" if language == "fr" and day.day == 1 else text

"""Deadlines and ages in lists: one unit, days, so that a column can be read down."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.dates import write_date, write_date_without_year
from app.web.languages import current_language
from app.web.zones import in_reader_zone

SOON = 3  # days
MOST_DAYS = 99
SECONDS_IN_A_DAY = 86_400


class Due(NamedTuple):
    """`kind` is late, soon or empty; `words` say how many days; `day` is the date, `iso` for machines."""

    kind: str
    words: str
    day: str
    iso: str


def show_due(moment: datetime | None) -> Due | None:
    """How a deadline stands now: "3 d late", "today", "in 8 d"."""
    if moment is None:
        return None
    days, is_late = days_to(moment)
    shown, language = min(days, MOST_DAYS + 1), current_language()
    if is_late:
        return _dated("late", _late_words(shown, language), in_reader_zone(moment).date())
    words = _left_words(shown, language)
    return _dated("soon" if days <= SOON else "", words, in_reader_zone(moment).date())


def days_to(moment: datetime) -> tuple[int, bool]:
    """How many days until a deadline, or since, and whether it is over. Every page counts them like this:
    days of the reader's calendar until then, and a day that has begun since."""
    now = clock.now()
    if moment <= now:
        return max(1, math.ceil((now - moment).total_seconds() / SECONDS_IN_A_DAY)), True
    return (in_reader_zone(moment).date() - in_reader_zone(now).date()).days, False


def days_in(moment: datetime | None) -> str:
    """How many whole days since: "34 d"."""
    if moment is None:
        return ""
    days = max(0, (clock.now() - moment).days)
    return _days(min(days, MOST_DAYS + 1), current_language())


# A long list says the same few numbers of days again and again. What is kept for a language must be in that
# language, so it is asked for in that one, whatever the request's is.


@cache
def _days(days: int, language: str) -> str:
    with force_locale(language):
        if days > MOST_DAYS:
            # translators: more than 99 days, in a narrow column of a list
            return str(_("99+ d"))
        # translators: days in a narrow column of a list, as in "34 d"
        return str(ngettext("%(num)s d", "%(num)s d", days))


@cache
def _late_words(days: int, language: str) -> str:
    with force_locale(language):
        if days > MOST_DAYS:
            # translators: overdue by more than 99 days, in a narrow column
            return str(_("99+ d late"))
        # translators: overdue by so many days, in a narrow column
        return str(ngettext("%(num)s d late", "%(num)s d late", days))


@cache
def _left_words(days: int, language: str) -> str:
    with force_locale(language):
        if days == 0:
            return str(_("today"))
        if days > MOST_DAYS:
            # translators: due in more than 99 days, in a narrow column
            return str(_("in 99+ d"))
        # translators: due in so many days, in a narrow column
        return str(ngettext("in %(num)s d", "in %(num)s d", days))


def _dated(kind: str, words: str, day: date) -> Due:
    write = write_date_without_year if day.year == clock.today().year else write_date
    return Due(kind, words, write(day, current_language()), day.isoformat())

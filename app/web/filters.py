"""How moments, countries and texts are shown, in the reader's language."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_timedelta
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.kernel import clock
from app.kernel.dates import write_date
from app.kernel.locales import Localised, country_name, language_name, pick
from app.kernel.money import Money
from app.web.due import MOST_DAYS, days_in, days_to, show_due
from app.web.languages import current_language
from app.web.zones import in_reader_zone, zone_label

MEGABYTE = 1024 * 1024  # bytes


def show_date(value: date | datetime | None) -> str:
    """A day: 3 Nov 2026."""
    if value is None:
        return ""
    day = in_reader_zone(value).date() if isinstance(value, datetime) else value
    return write_date(day, current_language())


def show_datetime(value: datetime | None) -> Markup:
    """A moment in the reader's zone, which is named: 3 Nov 2026, 21:02 UTC; readable by machines too."""
    if value is None:
        return Markup("")
    day, moment = show_date(value), value.isoformat(timespec="minutes")
    time_of_day = f"{in_reader_zone(value):%H:%M}"
    return Markup('<time datetime="{}">{}, {} {}</time>').format(moment, day, time_of_day, zone_label())


def ago(value: datetime | None) -> str:
    """How long since: 9 days."""
    if value is None:
        return ""
    return span(clock.now() - value)


@lru_cache(maxsize=4096)
def _span_text(days: int, minutes: int, language: str) -> str:
    length = timedelta(days=days) if days else timedelta(minutes=minutes)
    return str(format_timedelta(length, granularity="minute", threshold=1.2, locale=language))


def span(length: timedelta) -> str:
    """A length of time in one unit, whole days where there are some."""
    days = max(0, length.days)
    return _span_text(days, 0 if days else max(0, length.seconds // 60), current_language())


def period(seconds: int) -> str:
    """How long a setting is: 30 minutes, 12 hours."""
    return span(timedelta(seconds=seconds))


def _days_text(days: int, language: str) -> str:
    length = timedelta(days=days)
    return str(format_timedelta(length, granularity="day", threshold=math.inf, locale=language))


@lru_cache(maxsize=4096)
def _countdown_text(days: int, minutes: int, is_over: bool, language: str) -> str:
    in_days = 0 < days <= MOST_DAYS
    words = _days_text(days, language) if in_days else _span_text(days, minutes, language)
    with force_locale(language):  # what is kept for a language must be in that language
        return str(_("%(span)s overdue", span=words) if is_over else _("%(span)s left", span=words))


def countdown(value: datetime | None) -> str:
    """How long is left until a deadline, or since when it is over, in days where there are not too many."""
    if value is None:
        return ""
    days, is_over = days_to(value)
    minutes = 0 if days else int((value - clock.now()).total_seconds() // 60)
    return _countdown_text(days, minutes, is_over, current_language())


def show_country(code: str | None) -> str:
    return country_name(code, current_language()) if code else ""


def show_language(code: str | None) -> str:
    return language_name(code, current_language()) if code else ""


def picked_text(texts: Localised | None) -> Markup:
    """A localised text; marked with its language where that is not the page's."""
    text, language = pick(texts, current_language())
    if language == current_language() or not text:
        return escape(text)
    return Markup('<span lang="{}" dir="auto">{}</span>').format(language, text)


def show_money(value: Money | None) -> str:
    return value.shown(current_language()) if value is not None else ""


def show_number_of(value: Money | None) -> str:
    return value.number(current_language()) if value is not None else ""


def show_megabytes(size: int) -> str:
    """A size in bytes as a number of megabytes: 10, or 2.5."""
    return str(format_decimal(round(size / MEGABYTE, 1), locale=current_language()))


def paragraphs(text: str | None) -> Markup:
    """Plain text as paragraphs: blank lines part them, single line ends stay."""
    parts = [part.strip() for part in (text or "").replace("\r\n", "\n").split("\n\n")]
    shown = (Markup("<br>").join(part.split("\n")) for part in parts)
    return Markup("").join(Markup("<p>") + part + Markup("</p>") for part in shown if part)


FILTERS: dict[str, Any] = {
    "date": show_date,
    "datetime": show_datetime,
    "ago": ago,
    "countdown": countdown,
    "period": period,
    "due": show_due,
    "days_in": days_in,
    "country": show_country,
    "language": show_language,
    "pick": picked_text,
    "money": show_money,
    "amount": show_number_of,
    "megabytes": show_megabytes,
    "paragraphs": paragraphs,
}


def install_filters(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)

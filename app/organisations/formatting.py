"""Field values in words. Every page shows the values of a record through this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.kernel.dates import write_month
from app.kernel.locales import country_name, language_name
from app.organisations.enums import (
    BudgetBand,
    ContactRole,
    DatePrecision,
    Field,
    Function,
    Kind,
    LeadingGroup,
    Level,
    SafeContact,
    Service,
    SupportArea,
    Topic,
    UnBody,
)
from app.organisations.fields import Wording
from app.organisations.labels import words
from app.organisations.projection import TiedTo
from app.web.filters import paragraphs, show_date
from app.web.languages import current_language

Show = Callable[[Any], Markup | str]


def show_field(field: Field, value: Any) -> Markup | str:
    """The value of `field` in the reader's language; '' when it is empty."""
    if value in (None, "", [], {}):
        return ""
    return _SHOWN.get(field, _plain)(value)


def show_partial_date(day: date | None, precision: DatePrecision | None) -> str:
    """A date as far as it is known: 3 Nov 2026, November 2026, 2026, or nothing."""
    if day is None or precision is DatePrecision.UNKNOWN:
        return ""
    if precision is DatePrecision.YEAR:
        return str(day.year)
    if precision is DatePrecision.MONTH:
        return write_month(day, current_language())
    shown: str = show_date(day)
    return shown


def _plain(value: Any) -> Markup | str:
    return Markup('<bdi dir="auto">{}</bdi>').format(value)


def _names(value: dict[str, str]) -> Markup:
    shown = (
        Markup('<span lang="{}" dir="auto">{}</span>').format(language, text)
        for language, text in value.items()
    )
    return Markup("<br>").join(shown)


def _descriptions(value: dict[str, Wording]) -> Markup:
    """The reader's language first; a working translation says what it is."""
    language = current_language()
    ordered = sorted(value.items(), key=lambda item: item[0] != language)
    return Markup("").join(_wording(code, wording) for code, wording in ordered)


def _wording(language: str, wording: Wording) -> Markup:
    shown = Markup('<div lang="{}" dir="auto">{}</div>').format(language, paragraphs(wording.text))
    if not wording.is_working_translation:
        return shown
    note = _("A working translation by the secretariat, shown beside the group’s own words.")
    return Markup('<div class="notice calm"><p class="small quiet">{}</p>{}</div>').format(note, shown)


def _list(value: Iterable[str]) -> Markup:
    return Markup("<br>").join(Markup('<bdi dir="auto">{}</bdi>').format(item) for item in value)


def _coded(choices: type[StrEnum], labels: dict[Any, Any]) -> Show:
    return lambda value: str(labels[choices(value)])


def _coded_list(choices: type[StrEnum], labels: dict[Any, Any]) -> Show:
    known = set(choices)
    return lambda value: ", ".join(str(labels[choices(code)]) for code in value if code in known)


def _country(value: str) -> str:
    return country_name(value, current_language())


def _countries(value: list[str]) -> str:
    return ", ".join(country_name(code, current_language()) for code in value)


def _languages(value: list[str]) -> str:
    return ", ".join(language_name(code, current_language()) for code in value)


def _site(value: str) -> Markup:
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(value, value)


def _affiliations(value: list[TiedTo]) -> Markup:
    return Markup("<br>").join(
        Markup('{} <bdi dir="auto">{}</bdi>').format(words.AFFILIATION_KINDS[kind], name)
        for kind, name in value
    )


def _contacts(value: list[tuple[str, str]]) -> Markup:
    return Markup("<br>").join(
        Markup('<bdi dir="auto">{}</bdi> ({})').format(name, words.CONTACT_ROLES[ContactRole(role)])
        for name, role in value
    )


def _date(value: datetime) -> str:
    shown: str = show_date(value)
    return shown


def _listing(_value: Any) -> str:
    return str(_("Yes"))


_SHOWN: dict[Field, Show] = {
    Field.LISTING: _listing,
    Field.NAME: _names,
    Field.DESCRIPTION: _descriptions,
    Field.TOPICS: _coded_list(Topic, words.TOPICS),
    Field.UN_BODIES: _coded_list(UnBody, words.UN_BODIES),
    Field.SITE: _site,
    Field.COUNTRY: _country,
    Field.OTHER_COUNTRIES: _countries,
    Field.LEVEL: _coded(Level, words.LEVELS),
    Field.AFFILIATIONS: _affiliations,
    Field.FUNCTIONS: _coded_list(Function, words.FUNCTIONS),
    Field.SERVICES: _coded_list(Service, words.SERVICES),
    Field.LANGUAGES: _languages,
    Field.SKILLS: _coded_list(SupportArea, words.SUPPORT_AREAS),
    Field.FRESHNESS: _date,
    Field.KIND: _coded(Kind, words.KINDS),
    Field.LEADING_GROUP: _coded(LeadingGroup, words.LEADING_GROUPS),
    Field.NEEDS: _coded_list(SupportArea, words.SUPPORT_AREAS),
    Field.FORMER_NAMES: _list,
    Field.REGISTRATION_COUNTRY: _country,
    Field.BUDGET: _coded(BudgetBand, words.BUDGET_BANDS),
    Field.SAFE_CONTACT: _coded(SafeContact, words.SAFE_CONTACTS),
    Field.CONTACTS: _contacts,
}

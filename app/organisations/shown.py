"""How the value of a field is said in words: no page shows a value of a record but through this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.kernel.locales import country_name, language_name
from app.organisations.choices import (
    AffiliationKind,
    BudgetBand,
    ContactRole,
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
from app.organisations.labels import words
from app.web.filters import paragraphs, show_date
from app.web.languages import current_language

Show = Callable[[Any], Markup | str]


def show_field(field: Field, value: Any) -> Markup | str:
    """The value of `field` in the reader's language; '' when it is empty."""
    if value in (None, "", [], {}):
        return ""
    return _SHOWN.get(field, _plain)(value)


def _plain(value: Any) -> Markup | str:
    return Markup('<bdi dir="auto">{}</bdi>').format(value)


def _names(value: dict[str, str]) -> Markup:
    shown = (
        Markup('<span lang="{}" dir="auto">{}</span>').format(language, text)
        for language, text in value.items()
    )
    return Markup("<br>").join(shown)


def _descriptions(value: dict[str, str]) -> Markup:
    language = current_language()
    ordered = sorted(value.items(), key=lambda item: item[0] != language)
    return Markup("").join(
        Markup('<div lang="{}" dir="auto">{}</div>').format(code, paragraphs(text)) for code, text in ordered
    )


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


def _affiliations(value: list[tuple[str, str]]) -> Markup:
    return Markup("<br>").join(
        Markup('{} <bdi dir="auto">{}</bdi>').format(words.AFFILIATION_KINDS[AffiliationKind(kind)], name)
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

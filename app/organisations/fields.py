"""The one table that says which field is shown to whom, how far it can be opened, and how it is read.

Page, search, count, map, export and mail all go through `projection`, and that reads this table.
Defaults are those of the design; an organisation narrows any field, and opens it only by a dated consent,
never past `widest`. Whether a group is led by its peers (`KIND`) is never published at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from app.organisations.enums import Audience, Field, NameKind
from app.organisations.models import Affiliation, Organisation

PUBLIC, MEMBERS, COORDINATORS, SECRETARIAT, NEED_TO_KNOW = Audience


class Section(StrEnum):
    """How the record is cut into pages that are edited one at a time."""

    LISTING = "listing"
    NAMES = "names"
    ABOUT = "about"
    PLACE = "place"
    IDENTITY = "identity"
    WORK = "work"
    NEEDS = "needs"
    REGISTRATION = "registration"
    REACH = "reach"
    PEOPLE = "people"


@dataclass(frozen=True)
class FieldRule:
    """One row of the table. `searchable` words enter the index of those who may see the field."""

    field: Field
    section: Section
    default: Audience
    widest: Audience
    load: Callable[[Organisation], Any]
    searchable: bool = False


def _names(organisation: Organisation) -> dict[str, str]:
    return organisation.known_as_by_language


def _former_names(organisation: Organisation) -> list[str]:
    return [name.text for name in organisation.names if name.kind is NameKind.FORMER]


class Wording(NamedTuple):
    """A description in one language: the organisation's own words, or an officer's working translation."""

    text: str
    is_working_translation: bool


def _descriptions(organisation: Organisation) -> dict[str, Wording]:
    return {one.language: Wording(one.text, one.is_working_translation) for one in organisation.descriptions}


def _affiliations(organisation: Organisation) -> list[Affiliation]:
    """The edges that hold; `projection` leaves out those whose other end the viewer may not know."""
    return [edge for edge in organisation.affiliations if edge.ended_at is None]


def _contacts(organisation: Organisation) -> list[tuple[str, str]]:
    return [
        (contact.person.display_name, contact.role.value)
        for contact in organisation.contacts
        if contact.ended_at is None
    ]


def _profile(name: str) -> Callable[[Organisation], Any]:
    return lambda organisation: getattr(organisation.profile, name)


def _private(name: str) -> Callable[[Organisation], Any]:
    return lambda organisation: getattr(organisation.private, name)


def _own(name: str) -> Callable[[Organisation], Any]:
    return lambda organisation: getattr(organisation, name)


_ROWS = (
    FieldRule(Field.LISTING, Section.LISTING, COORDINATORS, PUBLIC, lambda _organisation: True),
    FieldRule(Field.NAME, Section.NAMES, PUBLIC, PUBLIC, _names, searchable=True),
    FieldRule(Field.ACRONYM, Section.NAMES, PUBLIC, PUBLIC, _own("acronym"), searchable=True),
    FieldRule(Field.DESCRIPTION, Section.ABOUT, PUBLIC, PUBLIC, _descriptions, searchable=True),
    FieldRule(Field.SITE, Section.ABOUT, PUBLIC, PUBLIC, _profile("site")),
    FieldRule(Field.TOPICS, Section.WORK, PUBLIC, PUBLIC, _profile("topics")),
    FieldRule(Field.UN_BODIES, Section.WORK, PUBLIC, PUBLIC, _profile("un_bodies")),
    FieldRule(Field.COUNTRY, Section.PLACE, PUBLIC, PUBLIC, _own("country"), searchable=True),
    FieldRule(Field.OTHER_COUNTRIES, Section.PLACE, PUBLIC, PUBLIC, _own("other_countries")),
    FieldRule(Field.LEVEL, Section.PLACE, MEMBERS, PUBLIC, _own("level")),
    FieldRule(Field.AFFILIATIONS, Section.PLACE, MEMBERS, PUBLIC, _affiliations),
    FieldRule(Field.FUNCTIONS, Section.WORK, MEMBERS, PUBLIC, _profile("functions")),
    FieldRule(Field.SERVICES, Section.WORK, MEMBERS, PUBLIC, _profile("services")),
    FieldRule(Field.LANGUAGES, Section.WORK, MEMBERS, PUBLIC, _profile("languages")),
    FieldRule(Field.SKILLS, Section.WORK, MEMBERS, PUBLIC, _profile("skills")),
    FieldRule(Field.FRESHNESS, Section.LISTING, MEMBERS, PUBLIC, _own("profile_checked_at")),
    FieldRule(Field.KIND, Section.IDENTITY, COORDINATORS, COORDINATORS, _own("kind")),
    FieldRule(Field.LEADING_GROUP, Section.IDENTITY, COORDINATORS, PUBLIC, _own("leading_group")),
    FieldRule(Field.NEEDS, Section.NEEDS, COORDINATORS, MEMBERS, _profile("needs")),
    FieldRule(Field.LEGAL_NAME, Section.REGISTRATION, SECRETARIAT, COORDINATORS, _private("legal_name")),
    FieldRule(Field.FORMER_NAMES, Section.NAMES, SECRETARIAT, COORDINATORS, _former_names, searchable=True),
    FieldRule(Field.REGISTRATION, Section.REGISTRATION, SECRETARIAT, COORDINATORS, _private("registration")),
    FieldRule(
        Field.REGISTRATION_COUNTRY,
        Section.REGISTRATION,
        SECRETARIAT,
        COORDINATORS,
        _private("registration_country"),
    ),
    FieldRule(Field.BOARD, Section.REGISTRATION, SECRETARIAT, COORDINATORS, _private("board")),
    FieldRule(Field.BUDGET, Section.REGISTRATION, SECRETARIAT, COORDINATORS, _private("budget")),
    FieldRule(Field.CITY, Section.REACH, NEED_TO_KNOW, MEMBERS, _private("city")),
    FieldRule(Field.ADDRESS, Section.REACH, NEED_TO_KNOW, SECRETARIAT, _private("address")),
    FieldRule(Field.COORDINATES, Section.REACH, NEED_TO_KNOW, NEED_TO_KNOW, _private("coordinates")),
    FieldRule(Field.PHONES, Section.REACH, NEED_TO_KNOW, COORDINATORS, _private("phones")),
    FieldRule(Field.SAFE_CONTACT, Section.REACH, NEED_TO_KNOW, COORDINATORS, _private("safe_contact")),
    FieldRule(Field.CONTACTS, Section.PEOPLE, NEED_TO_KNOW, COORDINATORS, _contacts),
    FieldRule(Field.RISK, Section.REACH, NEED_TO_KNOW, NEED_TO_KNOW, _private("risk")),
)

FIELDS: dict[Field, FieldRule] = {rule.field: rule for rule in _ROWS}

# What officers note about an organisation, which it does not edit itself.
KEPT_BY_OFFICERS: frozenset[Field] = frozenset({Field.RISK, Field.COORDINATES, Field.FRESHNESS})


def audiences_to_choose(field: Field) -> list[Audience]:
    """Who a field can be shown to, widest first: from as far as it may open down to the few who need it."""
    rule = FIELDS[field]
    narrowest = COORDINATORS if field is Field.LISTING else NEED_TO_KNOW
    return [
        audience
        for audience in Audience
        if rule.widest.narrowness <= audience.narrowness <= max(narrowest.narrowness, rule.default.narrowness)
    ]


def fields_of(section: Section) -> list[FieldRule]:
    """The rules of one section, in the order of the table."""
    return [rule for rule in _ROWS if rule.section is section]

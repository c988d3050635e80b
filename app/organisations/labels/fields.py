"""Words for the fields of the record, for who sees them, and for what a consent says."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.organisations.enums import Audience, Field
from app.organisations.fields import Section

FIELDS: dict[Field, LazyString] = {
    Field.LISTING: _l("Entry in the directory"),
    Field.NAME: _l("Known as"),
    Field.ACRONYM: _l("Acronym"),
    Field.DESCRIPTION: _l("Description"),
    Field.TOPICS: _l("Topics"),
    Field.UN_BODIES: _l("UN bodies you work with"),
    Field.SITE: _l("Website"),
    Field.COUNTRY: _l("Country of work"),
    Field.OTHER_COUNTRIES: _l("Other countries of work"),
    Field.LEVEL: _l("Level"),
    Field.AFFILIATIONS: _l("Affiliations"),
    Field.FUNCTIONS: _l("What you do"),
    Field.SERVICES: _l("Services"),
    Field.LANGUAGES: _l("Working languages"),
    Field.SKILLS: _l("Skills you can share"),
    Field.FRESHNESS: _l("Last checked"),
    Field.KIND: _l("Kind of organisation"),
    Field.LEADING_GROUP: _l("Who leads it"),
    Field.NEEDS: _l("Support you need"),
    Field.LEGAL_NAME: _l("Legal name"),
    Field.FORMER_NAMES: _l("Former names"),
    Field.REGISTRATION: _l("Registration"),
    Field.REGISTRATION_COUNTRY: _l("Country of registration"),
    Field.BOARD: _l("Board"),
    Field.BUDGET: _l("Yearly budget"),
    Field.CITY: _l("City"),
    Field.ADDRESS: _l("Address"),
    Field.COORDINATES: _l("Coordinates"),
    Field.PHONES: _l("Phones"),
    Field.SAFE_CONTACT: _l("Safest way to reach you"),
    Field.CONTACTS: _l("Contacts"),
    Field.RISK: _l("Risk note"),
}

SECTIONS: dict[Section, LazyString] = {
    Section.LISTING: _l("In the directory"),
    Section.NAMES: _l("Names"),
    Section.ABOUT: _l("About you"),
    Section.PLACE: _l("Where you work"),
    Section.IDENTITY: _l("Who you are"),
    Section.WORK: _l("What you do"),
    Section.NEEDS: _l("What you need"),
    Section.REGISTRATION: _l("Registration and budget"),
    Section.REACH: _l("How to reach you"),
    Section.PEOPLE: _l("People"),
}

AUDIENCES: dict[Audience, LazyString] = {
    Audience.PUBLIC: _l("Everyone"),
    Audience.MEMBERS: _l("Members"),
    Audience.COORDINATORS: _l("Coordinators of your region and the secretariat"),
    Audience.SECRETARIAT: _l("The secretariat"),
    Audience.NEED_TO_KNOW: _l("Only those who need it; each reading is logged"),
}

LISTING_AUDIENCES: dict[Audience, LazyString] = {
    Audience.PUBLIC: _l("Everyone can find us"),
    Audience.MEMBERS: _l("Only members can find us"),
    Audience.COORDINATORS: _l("Nobody can find us, except the secretariat and our region’s coordinators"),
}

AUDIENCE_TAGS: dict[Audience, str] = {
    Audience.PUBLIC: "go",
    Audience.MEMBERS: "now",
    Audience.COORDINATORS: "wait",
    Audience.SECRETARIAT: "wait",
    Audience.NEED_TO_KNOW: "stop",
}

CONSENT_LISTING = _l(
    "A network’s name can itself reveal what a group is. If this entry is public, anyone can read that "
    "you belong to this network: neighbours, employers, the police. You can take it back at any time; "
    "what others copied before cannot be called back."
)

CONSENT_FIELD = _l(
    "This shows more people what is usually kept closer. You can take it back at any time; what others "
    "copied before cannot be called back."
)

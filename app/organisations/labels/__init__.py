"""Words for what organisations store as codes, and for what is refused."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.kernel.errors import RefusalCode
from app.organisations.enums import OrganisationRefusal
from app.organisations.labels.fields import (
    AUDIENCE_TAGS,
    AUDIENCES,
    CONSENT_FIELD,
    CONSENT_LISTING,
    FIELDS,
    LISTING_AUDIENCES,
    SECTIONS,
)
from app.organisations.labels.office import (
    AUDIENCES_OF_OTHERS,
    FIELDS_OF_OTHERS,
    SECTIONS_OF_OTHERS,
    TIMELINE,
)
from app.organisations.labels.words import (
    AFFILIATION_KINDS,
    BUDGET_BANDS,
    CONTACT_ROLES,
    FUNCTIONS,
    KINDS,
    LEADING_GROUPS,
    LEVELS,
    MEMBERSHIP_ACTIONS,
    MEMBERSHIP_STATUSES,
    MEMBERSHIP_TAGS,
    SAFE_CONTACTS,
    SERVICES,
    SUPPORT_AREAS,
    TOPICS,
    UN_BODIES,
)

ERRORS: dict[RefusalCode, LazyString] = {
    OrganisationRefusal.NO_SUCH_NETWORK: _l("There is no such network"),
    OrganisationRefusal.NO_SUCH_ORGANISATION: _l("There is no such organisation"),
    OrganisationRefusal.NO_SUCH_MEMBERSHIP: _l("There is no such membership"),
    OrganisationRefusal.NO_SUCH_SCHEME: _l("There is no such division into regions"),
    OrganisationRefusal.NO_SUCH_REGION: _l("There is no such region"),
    OrganisationRefusal.NO_SUCH_CONTACT: _l("There is no such contact"),
    OrganisationRefusal.NO_SUCH_COUNTRY: _l("Choose a country from the list"),
    OrganisationRefusal.NO_SUCH_TIER: _l("This network has no such tier"),
    OrganisationRefusal.ALREADY_MEMBER: _l("This organisation is a member already"),
    OrganisationRefusal.ALREADY_CONTACT: _l("This person is already a contact of the organisation"),
    OrganisationRefusal.LAST_LEAD: _l("One lead must remain. Make somebody else lead first"),
    OrganisationRefusal.ONLY_THE_LEAD: _l("Only a lead contact of the organisation decides who sees what"),
    OrganisationRefusal.CONSENT_NEEDED: _l("Tick the box to say that your organisation agrees"),
    OrganisationRefusal.AUDIENCE_TOO_WIDE: _l("This cannot be shown to so many people"),
    OrganisationRefusal.REASON_NEEDED: _l("Say why, in a few words: it stays in the history"),
    OrganisationRefusal.NAME_NEEDED: _l("Keep at least one name"),
    OrganisationRefusal.PROFILE_CHANGED_MEANWHILE: _l(
        "Somebody else changed this while you were writing. The current answer is shown beside each "
        "question; send again to replace it"
    ),
    OrganisationRefusal.NOT_IN_THE_FUTURE: _l("Choose today or an earlier day"),
    OrganisationRefusal.ENDS_BEFORE_IT_BEGAN: _l("It cannot end before it began"),
    OrganisationRefusal.ALREADY_PLACED_THERE: _l("It is in this region already"),
    OrganisationRefusal.COUNTRY_ALREADY_THERE: _l("The country belongs to this region already"),
    OrganisationRefusal.NO_SUCH_LANGUAGE: _l("Weft is not available in this language"),
    OrganisationRefusal.OWN_WORDS_STAND: _l(
        "The group wrote in this language itself, so its own words are kept"
    ),
    OrganisationRefusal.TRANSLATION_NEEDED: _l("Write the translation"),
    OrganisationRefusal.NOTHING_TO_TRANSLATE: _l("The group wrote no description yet"),
    OrganisationRefusal.WHICH_ORGANISATION: _l("Name one other organisation"),
    OrganisationRefusal.NOT_FOUND_HERE: _l(
        "No member of this network is called that. If it is outside, tick the box below"
    ),
    OrganisationRefusal.SEVERAL_CALLED_THAT: _l(
        "Several are called that. Enter the reference shown on the record’s page"
    ),
    OrganisationRefusal.NOT_TO_ITSELF: _l("An organisation cannot be connected to itself"),
    OrganisationRefusal.ONE_AT_A_TIME: _l(
        "It has one already, and there is one at a time. End that one first"
    ),
    OrganisationRefusal.ALREADY_AFFILIATED: _l("They are already connected in this way"),
}

__all__ = [
    "AFFILIATION_KINDS",
    "AUDIENCES",
    "AUDIENCES_OF_OTHERS",
    "AUDIENCE_TAGS",
    "BUDGET_BANDS",
    "CONSENT_FIELD",
    "CONSENT_LISTING",
    "CONTACT_ROLES",
    "ERRORS",
    "FIELDS",
    "FIELDS_OF_OTHERS",
    "FUNCTIONS",
    "KINDS",
    "LEADING_GROUPS",
    "LEVELS",
    "LISTING_AUDIENCES",
    "MEMBERSHIP_ACTIONS",
    "MEMBERSHIP_STATUSES",
    "MEMBERSHIP_TAGS",
    "SAFE_CONTACTS",
    "SECTIONS",
    "SECTIONS_OF_OTHERS",
    "SERVICES",
    "SUPPORT_AREAS",
    "TIMELINE",
    "TOPICS",
    "UN_BODIES",
]

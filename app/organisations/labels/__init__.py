"""Words for what organisations store as codes, and for what is refused."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

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
    DATE_PRECISIONS,
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

ERRORS: dict[str, LazyString] = {
    "no_such_network": _l("There is no such network"),
    "no_such_organisation": _l("There is no such organisation"),
    "no_such_membership": _l("There is no such membership"),
    "no_such_scheme": _l("There is no such division into regions"),
    "no_such_region": _l("There is no such region"),
    "no_such_contact": _l("There is no such contact"),
    "no_such_country": _l("Choose a country from the list"),
    "no_such_tier": _l("This network has no such tier"),
    "already_member": _l("This organisation is a member already"),
    "already_contact": _l("This person speaks for the organisation already"),
    "last_lead": _l("One lead must remain. Make somebody else lead first"),
    "only_the_lead": _l("Only a lead contact of the organisation decides who sees what"),
    "consent_needed": _l("Tick the box to say that your organisation agrees"),
    "audience_too_wide": _l("This cannot be shown so widely"),
    "reason_needed": _l("Say why, in a few words: it stays in the record"),
    "name_needed": _l("Keep at least one name"),
    "profile_changed_meanwhile": _l(
        "Somebody else changed this while you were writing. What is held now stands beside each question; "
        "send again to replace it"
    ),
    "not_in_the_future": _l("Choose a day that is not in the future"),
    "ends_before_it_began": _l("It cannot end before it began"),
    "already_placed_there": _l("It stands in this region already"),
    "no_such_language": _l("Weft does not speak this language"),
    "own_words_stand": _l("The group wrote in this language itself: its own words stand"),
    "translation_needed": _l("Write the translation"),
    "nothing_to_translate": _l("The group wrote no description yet"),
    "which_organisation": _l("Name one other organisation"),
    "not_found_here": _l("No member of this network is called that. If it is outside, tick the box below"),
    "several_called_that": _l("Several are called that. Write the reference: it stands on the record's page"),
    "not_to_itself": _l("An organisation cannot be tied to itself"),
    "one_at_a_time": _l("It has one already, and there is one at a time. End that one first"),
    "already_affiliated": _l("They are tied in this way already"),
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
    "DATE_PRECISIONS",
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

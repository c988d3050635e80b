"""Words for the same record where others than the organisation itself read it, and for its history."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.organisations.enums import Audience, Field, MembershipAction
from app.organisations.fields import Section
from app.organisations.labels.fields import AUDIENCES, FIELDS

FIELDS_OF_OTHERS: dict[Field, LazyString] = FIELDS | {
    Field.UN_BODIES: _l("UN bodies it works with"),
    Field.FUNCTIONS: _l("What it does"),
    Field.SKILLS: _l("Skills it can share"),
    Field.NEEDS: _l("Support it needs"),
    Field.SAFE_CONTACT: _l("Safest way to reach it"),
}

SECTIONS_OF_OTHERS: dict[Section, LazyString] = {
    Section.LISTING: _l("In the directory"),
    Section.NAMES: _l("Names"),
    Section.ABOUT: _l("About it"),
    Section.PLACE: _l("Where it works"),
    Section.IDENTITY: _l("Who it is"),
    Section.WORK: _l("What it does"),
    Section.NEEDS: _l("What it needs"),
    Section.REGISTRATION: _l("Registration and budget"),
    Section.REACH: _l("How to reach it"),
    Section.PEOPLE: _l("People"),
}

AUDIENCES_OF_OTHERS: dict[Audience, LazyString] = AUDIENCES | {
    Audience.COORDINATORS: _l("Its region"),
    Audience.NEED_TO_KNOW: _l("Only few"),
}

# What happened, by the kind of audit event. A test fails where a kind has no words.
TIMELINE: dict[str, LazyString] = {
    "organisation.created": _l("The record was created"),
    "organisation.profile_changed": _l("The profile was changed"),
    "organisation.audience_set": _l("Who sees a field was changed"),
    "organisation.need_to_know_read": _l("Closed fields were opened and read"),
    "organisation.contact_added": _l("A contact was added"),
    "organisation.contact_role_changed": _l("A contact’s role was changed"),
    "organisation.contact_ended": _l("A contact was removed"),
    "organisation.placed": _l("Placed in a region by decision"),
    "organisation.placement_ended": _l("A placement in a region was undone"),
    "organisation.hidden": _l("Its entry was hidden"),
    "organisation.shown_again": _l("Its entry was shown again"),
    "organisation.translated": _l("A working translation of the description was changed"),
    "organisation.affiliated": _l("An affiliation was added"),
    "organisation.affiliation_ended": _l("An affiliation ended"),
    "membership.began": _l("It became a member"),
    f"membership.{MembershipAction.SUSPEND.value}": _l("Its membership was suspended"),
    f"membership.{MembershipAction.REINSTATE.value}": _l("Its membership was reinstated"),
    f"membership.{MembershipAction.END.value}": _l("Its membership ended"),
}

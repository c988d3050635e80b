"""What an organisation's contacts may do, and which numbers of members may be published. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.kernel.actor import Actor, can, is_system
from app.kernel.permissions import Permission
from app.organisations.enums import ContactRole, DatePrecision, MembershipStatus
from app.organisations.models import Contact, Membership


def can_keep_record(actor: Actor, body_id: int) -> bool:
    """The secretariat of a network keeps the record of the network's members."""
    return is_system(actor) or can(actor, Permission.MANAGE_ORGANISATIONS, body=body_id)


def can_be_kept(memberships: Iterable[Membership]) -> bool:
    """Whether the network still keeps the record: of former members it keeps only the history."""
    return any(membership.status is not MembershipStatus.ENDED for membership in memberships)


def can_edit(role: ContactRole | None) -> bool:
    """Lead and editor change the record; a viewer reads it."""
    return role in (ContactRole.LEAD, ContactRole.EDITOR)


def can_decide_visibility(role: ContactRole | None) -> bool:
    """Opening a field can endanger people: only the lead consents."""
    return role is ContactRole.LEAD


def can_manage_contacts(role: ContactRole | None) -> bool:
    return role is ContactRole.LEAD


def is_last_lead(contact: Contact, current: Iterable[Contact]) -> bool:
    """Whether nobody could lead once this contact is gone."""
    if contact.role is not ContactRole.LEAD:
        return False
    return not any(other.role is ContactRole.LEAD and other.id != contact.id for other in current)


def in_good_standing(membership: Membership | None) -> bool:
    """An active member, neither suspended nor ended. Later obligations (reports due) join here."""
    return membership is not None and membership.status is MembershipStatus.ACTIVE


def countable(*, total: int, listed: int, fewest: int) -> int:
    """How many of `total` members may be told to everyone, when `listed` of them are listed publicly.

    Those listed are no secret. The others are added only where they are `fewest` or more, because the
    difference between the two numbers would otherwise point at them.
    """
    unlisted = total - listed
    return total if unlisted >= fewest else listed


def is_before(end: date, end_precision: DatePrecision, began: date, began_precision: DatePrecision) -> bool:
    """Whether `end` lies before `began`, as far as both are known: 2019 is not before May 2019."""
    known = min(_KNOWN_PARTS[end_precision], _KNOWN_PARTS[began_precision])
    return end.timetuple()[:known] < began.timetuple()[:known]


_KNOWN_PARTS = {
    DatePrecision.DAY: 3,
    DatePrecision.MONTH: 2,
    DatePrecision.YEAR: 1,
    DatePrecision.UNKNOWN: 0,
}

"""What an organisation's contacts may do, and what may be told of members. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from app.organisations.choices import ContactRole, MembershipStatus
from app.organisations.models import Contact, Membership

FEWEST_TOLD = 5
"""Groups that are not public are only counted from this number on: fewer would point at them."""


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


def countable(*, total: int, listed: int) -> int:
    """How many of `total` members may be told to everyone, when `listed` of them are listed publicly.

    Those listed are no secret. The others are added only where they are five or more, because the
    difference between the two numbers would otherwise point at them.
    """
    unlisted = total - listed
    return total if unlisted >= FEWEST_TOLD else listed

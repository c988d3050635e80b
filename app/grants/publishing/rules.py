"""How much of a grant is public. Pure.

Nothing is public by itself: the office says so, never beyond what the group and the fund agreed to, and
whatever speaks against it counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.grants.awards.process_words import Status
from app.grants.calls.enums import Rule
from app.grants.calls.rules import read_requirements
from app.grants.funding.terms import Terms
from app.grants.publishing.enums import Publicity, Wish
from app.organisations.enums import Kind, LeadingGroup

_ORDER = {one: place for place, one in enumerate(Publicity)}
WISHED = {Wish.NO: Publicity.WITHHOLD, Wish.COUNTRY: Publicity.MASK, Wish.YES: Publicity.PUBLISH}
GIVEN = frozenset({Status.ACTIVE, Status.SUSPENDED, Status.REPORTED, Status.CLOSED})
"""The group has accepted the grant, and it was not cancelled."""
PEERS = frozenset({Kind.SELF_ORGANISATION, Kind.PEER_PROJECT})


@dataclass(frozen=True)
class Consent:
    """What the group and the fund agreed to. `answer` stands in the application, `said` on the group's own
    page, where it counts before the answer; `tells_who_leads`: the call's list of grants says who leads
    those on it."""

    answer: Wish | None
    said: Wish | None
    tells_who_leads: bool
    fund_allows: bool

    @property
    def wish(self) -> Wish:
        """What the group wants; nothing is public of a group that was never asked."""
        return self.said or self.answer or Wish.NO


@dataclass(frozen=True)
class Standing:
    """Where a grant is: its status, whether it is on hold for safety, and whether the group's name was public
    before."""

    status: str
    is_held: bool
    was_named: bool


def least(*several: Publicity) -> Publicity:
    """The one that shows least."""
    return min(several, key=_ORDER.__getitem__)


def is_more(one: Publicity, other: Publicity) -> bool:
    """Whether `one` shows more than `other`."""
    return _ORDER[one] > _ORDER[other]


def most_agreed(consent: Consent) -> Publicity:
    """The most that the group and the fund agreed to."""
    if not consent.fund_allows:
        return Publicity.WITHHOLD
    wished = WISHED[consent.wish]
    if consent.tells_who_leads and consent.said is None:
        return least(wished, Publicity.MASK)
    return wished


def publicity(choice: Publicity, consent: Consent, standing: Standing) -> Publicity:
    """What is public now, where the office chose `choice`.

    Once the name of the group was public, a masked row beside the earlier one would say whose it is: what
    would be masked is withheld.
    """
    if standing.status not in GIVEN or standing.is_held:
        return Publicity.WITHHOLD
    found = least(choice, most_agreed(consent))
    return Publicity.WITHHOLD if found is Publicity.MASK and standing.was_named else found


def tells_who_leads(required: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a call is open only to groups that are led by women, young people or others, or by peers: then
    its list of grants says so of each group on it. `required` is stored on the call."""
    for one in read_requirements(required):
        if one.rule is Rule.LED_BY and set(one.codes) - {LeadingGroup.NONE_OF_THESE}:
            return True
        if one.rule is Rule.KIND and set(one.codes) <= PEERS:
            return True
    return False


def terms_allow(agreed: Terms | None, present: Terms | None) -> bool:
    """Whether the fund lets its grants be published: the terms under which a grant was agreed, and those that
    hold now. The network's own funds have none, and hinder nothing."""
    return all(one.may_publish for one in (agreed, present) if one is not None)

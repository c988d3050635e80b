"""What a secretariat reads to keep the record of its members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound
from app.kernel.ids import normalise_ref
from app.kernel.paging import Page, Sort, keyset_page
from app.kernel.text import sort_key
from app.organisations.enums import Audience, MembershipStatus, OrganisationRefusal
from app.organisations.models import (
    Affiliation,
    Contact,
    HiddenListing,
    ListingEntry,
    Membership,
    NetworkBody,
    Organisation,
)
from app.organisations.queries.bodies import list_memberships
from app.organisations.queries.organisations import find_organisation
from app.organisations.rules import can_be_kept

MOST_NAMESAKES = 5
PAST_SORT = Sort((Membership.recorded_at, Membership.id), ("recorded_at", "id"), descending=True)


@dataclass(frozen=True)
class MemberRecord:
    """An organisation as one network's secretariat holds it; `memberships` are those in this network alone,
    the latest first."""

    body: NetworkBody
    organisation: Organisation
    memberships: Sequence[Membership]

    @property
    def is_kept(self) -> bool:
        """Whether it is a member now, active or suspended."""
        return can_be_kept(self.memberships)


def get_member_record(ref: str, body: NetworkBody, *, lock: bool = False) -> MemberRecord:
    """The record of a member or former member of the body. Raises NotFound for all others.

    With `lock`, whoever changes the same record waits until this one is through.
    """
    if lock:
        take_lock(select(Organisation.id).where(Organisation.ref == normalise_ref(ref)))
    organisation = find_organisation(ref)
    if organisation is not None and lock:
        db.session.refresh(organisation)
    held = list_memberships(organisation.id) if organisation is not None else ()
    memberships = [edge for edge in held if edge.body_id == body.id]
    if organisation is None or not memberships:
        raise NotFound(OrganisationRefusal.NO_SUCH_ORGANISATION)
    return MemberRecord(body, organisation, memberships)


def page_of_past_members(body_id: int, *, after: str | None, before: str | None, size: int) -> Page[Any]:
    """Memberships that are suspended or over, the last recorded first: the directory shows none of them.
    The name is looked up by `names_of`."""
    statement: Any = (
        select(
            Membership.id,
            Membership.recorded_at,
            Membership.organisation_id,
            Membership.status,
            Membership.tier,
            Membership.effective_from,
            Membership.from_precision,
            Membership.effective_to,
            Membership.to_precision,
            Organisation.ref,
            Organisation.content_language,
        )
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.body_id == body_id, Membership.status != MembershipStatus.ACTIVE)
    )
    return keyset_page(db.session(), statement, sort=PAST_SORT, after=after, before=before, size=size)


def list_hidings(organisation_id: int) -> Sequence[HiddenListing]:
    """Which secretariats hide the entry now."""
    statement = (
        select(HiddenListing)
        .where(HiddenListing.organisation_id == organisation_id, HiddenListing.ended_at.is_(None))
        .order_by(HiddenListing.id)
    )
    return db.session.execute(statement).scalars().all()


def get_affiliation(ref: str, organisation_id: int) -> Affiliation:
    """An edge of this organisation. Raises NotFound."""
    found = db.session.execute(
        select(Affiliation).where(Affiliation.ref == ref, Affiliation.organisation_id == organisation_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def list_organisations_called(words: str, body_id: int) -> Sequence[Organisation]:
    """The members of the body, and the networks of this installation, that somebody means by a name, an
    acronym or a reference. Nobody else: a name must not tell who is a member elsewhere."""
    key = sort_key(words)
    members = select(ListingEntry.organisation_id).where(
        ListingEntry.body_id == body_id,
        ListingEntry.audience == Audience.SECRETARIAT,
        or_(
            ListingEntry.sort_key == key,
            func.lower(ListingEntry.acronym) == words.strip().lower(),
            ListingEntry.ref == (normalise_ref(words) or ""),
        ),
    )
    networks = select(NetworkBody.organisation_id).where(
        func.lower(NetworkBody.short_name) == words.strip().lower()
    )
    statement = (
        select(Organisation)
        .where(or_(Organisation.id.in_(members), Organisation.id.in_(networks)))
        .options(selectinload(Organisation.names))
        .order_by(Organisation.id)
        .limit(MOST_NAMESAKES)
    )
    return db.session.execute(statement).scalars().all() if key else []


def list_contact_ids_ever(organisation_id: int) -> set[int]:
    """Everybody who speaks or ever spoke for the organisation, by key."""
    statement = select(Contact.person_id).where(Contact.organisation_id == organisation_id)
    return set(db.session.execute(statement).scalars())

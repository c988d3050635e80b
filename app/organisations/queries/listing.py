"""What the listings are made from, and what they hold now: for `services.listing` alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.database import db
from app.organisations.enums import Audience, MembershipStatus
from app.organisations.models import ListingEntry, Membership, Organisation

Edge = tuple[str, date]  # tier, effective from
Row = dict[str, Any]


def list_body_ids_of(organisation_id: int) -> list[int]:
    """Every body that the organisation belongs or belonged to."""
    statement = select(Membership.body_id).where(Membership.organisation_id == organisation_id).distinct()
    return sorted(db.session.execute(statement).scalars())


def active_edges(body_id: int, organisation_ids: Collection[int] | None) -> dict[int, Edge]:
    """Organisation id → tier and beginning, of the body's active members (among the given ones)."""
    statement = select(Membership.organisation_id, Membership.tier, Membership.effective_from).where(
        Membership.body_id == body_id, Membership.status == MembershipStatus.ACTIVE
    )
    if organisation_ids is not None:
        statement = statement.where(Membership.organisation_id.in_(organisation_ids))
    return {row.organisation_id: (row.tier, row.effective_from) for row in db.session.execute(statement)}


def listed_ids(body_id: int, organisation_ids: Collection[int] | None) -> set[int]:
    """The organisations (among the given ones) that have an entry in the body now."""
    statement = select(ListingEntry.organisation_id).where(ListingEntry.body_id == body_id).distinct()
    if organisation_ids is not None:
        statement = statement.where(ListingEntry.organisation_id.in_(organisation_ids))
    return set(db.session.execute(statement).scalars())


def held_rows(body_id: int, ids: Sequence[int]) -> dict[tuple[int, Audience], tuple[int, Row]]:
    """(organisation id, audience) → the entry's key and its values without the key."""
    rows = db.session.execute(
        select(ListingEntry.__table__).where(
            ListingEntry.body_id == body_id, ListingEntry.organisation_id.in_(ids)
        )
    ).mappings()
    held = {}
    for found in rows:
        values = dict(found)
        entry_id = values.pop("id")
        held[(values["organisation_id"], values["audience"])] = (entry_id, values)
    return held


def load_for_listing(ids: Sequence[int]) -> Sequence[Organisation]:
    """The organisations with all that a listing holds, fresh from the database, in few statements.

    What is private is not even read: no listing may hold it.
    """
    statement = (
        select(Organisation)
        .where(Organisation.id.in_(ids))
        .options(
            selectinload(Organisation.names),
            selectinload(Organisation.descriptions),
            selectinload(Organisation.field_choices),
            selectinload(Organisation.field_consents),
            joinedload(Organisation.profile),
        )
        .order_by(Organisation.id)
        .execution_options(populate_existing=True)
    )
    return db.session.execute(statement).unique().scalars().all()

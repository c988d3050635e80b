"""Counts of a body's members, from the listings that an audience may read."""

from __future__ import annotations

from sqlalchemy import func, select

from app.kernel.database import db
from app.organisations.enums import Audience
from app.organisations.models import ListingEntry


def count_by_region(body_id: int, audience: Audience) -> dict[int | None, int]:
    """Region id (None: no region) → entries in one audience's listing."""
    rows = db.session.execute(
        select(ListingEntry.region_id, func.count())
        .where(ListingEntry.body_id == body_id, ListingEntry.audience == audience)
        .group_by(ListingEntry.region_id)
    ).all()
    return {row[0]: row[1] for row in rows}

"""Which region a country or an organisation belongs to, in one scheme, today."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound
from app.organisations.enums import OrganisationRefusal
from app.organisations.models import (
    Membership,
    NetworkBody,
    Organisation,
    Region,
    RegionCountry,
    RegionPlacement,
    RegionScheme,
)


def find_scheme(code: str) -> RegionScheme | None:
    return db.session.execute(select(RegionScheme).where(RegionScheme.code == code)).scalar_one_or_none()


def get_scheme(code: str) -> RegionScheme:
    """The scheme of this code. Raises NotFound."""
    scheme = find_scheme(code)
    if scheme is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_SCHEME)
    return scheme


def list_regions(scheme_id: int) -> Sequence[Region]:
    """The regions of a scheme, in its own order."""
    return (
        db.session.execute(
            select(Region).where(Region.scheme_id == scheme_id).order_by(Region.position, Region.id)
        )
        .scalars()
        .all()
    )


def list_all_regions() -> Sequence[Region]:
    """The regions of every scheme, scheme by scheme."""
    return (
        db.session.execute(
            select(Region)
            .options(joinedload(Region.scheme))
            .order_by(Region.scheme_id, Region.position, Region.id)
        )
        .scalars()
        .all()
    )


def get_region(region_id: int) -> Region:
    """The region of this key. Raises NotFound."""
    region = db.session.get(Region, region_id)
    if region is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_REGION)
    return region


def find_region(scheme_id: int, code: str) -> Region | None:
    return db.session.execute(
        select(Region).where(Region.scheme_id == scheme_id, Region.code == code)
    ).scalar_one_or_none()


def region_map(scheme_id: int) -> dict[str, int | None]:
    """Country code → region id today; None for countries unassigned on purpose."""
    rows = db.session.execute(
        select(RegionCountry.country, RegionCountry.region_id)
        .where(RegionCountry.scheme_id == scheme_id, RegionCountry.effective_to.is_(None))
        .order_by(RegionCountry.country)
    )
    return {row.country: row.region_id for row in rows}


def placements(scheme_id: int, organisation_ids: Collection[int]) -> dict[int, int]:
    """Organisation id → region id, for those of them that were placed by decision."""
    rows = db.session.execute(
        select(RegionPlacement.organisation_id, RegionPlacement.region_id).where(
            RegionPlacement.scheme_id == scheme_id,
            RegionPlacement.organisation_id.in_(organisation_ids),
            RegionPlacement.is_primary,
            RegionPlacement.ended_at.is_(None),
        )
    )
    return {row.organisation_id: row.region_id for row in rows}


def region_of(place: Organisation | str, scheme_id: int) -> int | None:
    """The region id of an organisation (a placement by decision first, then its country) or of a country."""
    if isinstance(place, Organisation):
        placed = placements(scheme_id, [place.id]).get(place.id)
        if placed is not None or place.country is None:
            return placed
        country = place.country
    else:
        country = place
    return db.session.execute(
        select(RegionCountry.region_id).where(
            RegionCountry.scheme_id == scheme_id,
            RegionCountry.country == country,
            RegionCountry.effective_to.is_(None),
        )
    ).scalar_one_or_none()


def secondary_regions(organisation_id: int, scheme_id: int) -> list[int]:
    """Regions whose notices the organisation also receives, without a vote there."""
    statement = (
        select(RegionPlacement.region_id)
        .where(
            RegionPlacement.organisation_id == organisation_id,
            RegionPlacement.scheme_id == scheme_id,
            ~RegionPlacement.is_primary,
            RegionPlacement.ended_at.is_(None),
        )
        .order_by(RegionPlacement.id)
    )
    return list(db.session.execute(statement).scalars())


def find_assignment(scheme_id: int, country: str, *, lock: bool = False) -> RegionCountry | None:
    """The region that the country belongs to in this scheme today, as a dated row. `lock` it to change it."""
    statement = select(RegionCountry).where(
        RegionCountry.scheme_id == scheme_id,
        RegionCountry.country == country,
        RegionCountry.effective_to.is_(None),
    )
    if lock:
        take_lock(statement)
        statement = statement.execution_options(populate_existing=True)
    return db.session.execute(statement).scalar_one_or_none()


def list_assignments(scheme_id: int, country: str) -> Sequence[RegionCountry]:
    """Every region that the country has belonged to in this scheme, the earliest first."""
    return (
        db.session.execute(
            select(RegionCountry)
            .where(RegionCountry.scheme_id == scheme_id, RegionCountry.country == country)
            .order_by(RegionCountry.effective_from, RegionCountry.id)
        )
        .scalars()
        .all()
    )


def list_schemes() -> Sequence[RegionScheme]:
    """Every division of the world into regions."""
    return db.session.execute(select(RegionScheme).order_by(RegionScheme.code)).scalars().all()


def list_member_ids_in_country(body_id: int, country: str) -> list[int]:
    """The organisations of this country that are or were members of the body."""
    statement = (
        select(Membership.organisation_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.body_id == body_id, Organisation.country == country)
        .distinct()
        .order_by(Membership.organisation_id)
    )
    return list(db.session.execute(statement).scalars())


def list_placements(organisation_id: int, scheme_id: int) -> Sequence[RegionPlacement]:
    """The decisions that place the organisation in the scheme today, with their regions: the one that counts
    first, then those by which it receives notices."""
    return (
        db.session.execute(
            select(RegionPlacement)
            .where(
                RegionPlacement.organisation_id == organisation_id,
                RegionPlacement.scheme_id == scheme_id,
                RegionPlacement.ended_at.is_(None),
            )
            .options(joinedload(RegionPlacement.region))
            .order_by(RegionPlacement.is_primary.desc(), RegionPlacement.id)
        )
        .scalars()
        .all()
    )


def get_placement(ref: str, organisation_id: int, scheme_id: int) -> RegionPlacement:
    """A decision about this organisation in this scheme, undone or not. Raises NotFound."""
    found = db.session.execute(
        select(RegionPlacement)
        .where(
            RegionPlacement.ref == ref,
            RegionPlacement.organisation_id == organisation_id,
            RegionPlacement.scheme_id == scheme_id,
        )
        .options(joinedload(RegionPlacement.region))
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def list_body_ids_in(scheme_id: int) -> list[int]:
    """The bodies that divide the world by this scheme."""
    statement = select(NetworkBody.id).where(NetworkBody.scheme_id == scheme_id).order_by(NetworkBody.id)
    return list(db.session.execute(statement).scalars())

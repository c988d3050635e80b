"""Region schemes become rows; countries move with a date; an organisation is placed with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import insert

from app.kernel import audit, public_version
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.organisations.enums import OrganisationRefusal
from app.organisations.models import (
    NetworkBody,
    Organisation,
    Region,
    RegionCountry,
    RegionPlacement,
    RegionScheme,
)
from app.organisations.queries import find_scheme, get_region
from app.organisations.queries.regions import find_assignment, list_body_ids_in, list_placements
from app.organisations.regions import SCHEMES, SchemeData
from app.organisations.services.listing import refresh_listing, refresh_listings
from app.organisations.services.officers import check_keeps_record, reason_given

BEGINNING = date(2000, 1, 1)
"""Schemes that come with the program hold as far back as anybody records."""


def install_region_schemes(schemes: Iterable[SchemeData] = SCHEMES) -> None:
    """Write the schemes that come with the program, once each. A scheme that is there is left alone:
    from then on the installation's own dated changes count."""
    for data in schemes:
        if find_scheme(data.code) is None:
            _install(data)


def _install(data: SchemeData) -> None:
    scheme = RegionScheme(code=data.code, name=dict(data.name))
    scheme.regions = [
        Region(code=region.code, name=dict(region.name), position=place, geographic=region.geographic)
        for place, region in enumerate(data.regions)
    ]
    db.session.add(scheme)
    db.session.flush()
    ids = {region.code: region.id for region in scheme.regions}
    rows: list[tuple[str, int | None, str]] = [
        (country, ids[region.code], data.notes.get(country, ""))
        for region in data.regions
        for country in sorted(region.countries)
    ]
    rows += [(country, None, why) for country, why in sorted(data.unassigned.items())]
    db.session.execute(
        insert(RegionCountry),
        [
            {
                "scheme_id": scheme.id,
                "country": country,
                "region_id": region_id,
                "note": note,
                "effective_from": BEGINNING,
            }
            for country, region_id, note in rows
        ],
    )


def give_region_its_network(region: Region, *, body: NetworkBody | None, actor: Actor) -> None:
    """Say which network body a region has of its own."""
    region.own_body_id = body.id if body is not None else None
    audit.record("region.network_set", subject="region", subject_id=region.id, actor=actor)
    public_version.bump()


def move_country(
    scheme: RegionScheme, *, country: str, region: Region | None, note: str, effective_on: date, actor: Actor
) -> None:
    """From `effective_on` the country belongs to another region of the scheme, or on purpose to none."""
    current = find_assignment(scheme.id, country)
    if effective_on > today():
        raise DomainError(OrganisationRefusal.NOT_IN_THE_FUTURE)
    if current is not None:
        current.effective_to = effective_on
        db.session.flush()
    db.session.add(
        RegionCountry(
            scheme_id=scheme.id,
            country=country,
            region_id=region.id if region is not None else None,
            note=note,
            effective_from=effective_on,
        )
    )
    audit.record(
        "region.country_moved",
        subject="region_scheme",
        subject_id=scheme.id,
        actor=actor,
        details={"country": country, "region": region.code if region is not None else None},
    )
    for body_id in list_body_ids_in(scheme.id):
        refresh_listings(body_id)
    public_version.bump()


def place_in_region(
    organisation: Organisation,
    *,
    region_id: int,
    reason: str,
    actor: Actor,
    primary: bool = True,
    body: NetworkBody | None = None,
) -> RegionPlacement:
    """Place an organisation by decision instead of by its country, or (not `primary`) give it a second
    region that receives notices but carries no vote.

    It holds in every network that divides the world this way. Raises DomainError: REASON_NEEDED,
    ALREADY_PLACED_THERE, NO_SUCH_REGION for a region of another scheme than the body's.
    """
    check_keeps_record(organisation, body, actor)
    given = reason_given(reason)
    region = get_region(region_id)
    if body is not None and body.scheme_id != region.scheme_id:
        raise DomainError(OrganisationRefusal.NO_SUCH_REGION)
    held = list_placements(organisation.id, region.scheme_id)
    if any(one.region_id == region.id and (one.is_primary or not primary) for one in held):
        raise DomainError(OrganisationRefusal.ALREADY_PLACED_THERE)
    for one in held:
        if (primary and one.is_primary) or one.region_id == region.id:
            one.ended_at = now()
    db.session.flush()
    placement = RegionPlacement(
        organisation_id=organisation.id,
        scheme_id=region.scheme_id,
        region_id=region.id,
        is_primary=primary,
        reason=given,
        placed_by_id=actor.actor_id,
    )
    db.session.add(placement)
    _record_placement("organisation.placed", organisation, region, primary, given, actor, body)
    refresh_listing(organisation)
    return placement


def end_placement(
    placement: RegionPlacement,
    *,
    organisation: Organisation,
    reason: str,
    actor: Actor,
    body: NetworkBody | None = None,
) -> None:
    """Undo a placement: the country decides again, or the second region's notices end.

    Raises DomainError: REASON_NEEDED, or CHANGED_MEANWHILE when it was undone before.
    """
    check_keeps_record(organisation, body, actor)
    given = reason_given(reason)
    if placement.ended_at is not None:
        raise DomainError(KernelRefusal.CHANGED_MEANWHILE)
    placement.ended_at = now()
    primary = placement.is_primary
    kind = "organisation.placement_ended"
    _record_placement(kind, organisation, placement.region, primary, given, actor, body)
    refresh_listing(organisation)


def _record_placement(
    kind: str,
    organisation: Organisation,
    region: Region,
    primary: bool,
    reason: str,
    actor: Actor,
    body: NetworkBody | None,
) -> None:
    audit.record(
        kind,
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        body_id=body.id if body is not None else None,
        details={"region": region.code, "primary": primary, "note": reason},
    )

"""Installing region schemes, moving a country to another region, placing one organisation by decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from app.kernel import audit, public_version
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.locales import ISO_COUNTRIES
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
from app.organisations.queries.regions import (
    find_assignment,
    list_body_ids_in,
    list_member_ids_in_country,
    list_placements,
)
from app.organisations.regions import SCHEMES, SchemeData
from app.organisations.services.listing import refresh_listing, refresh_listings
from app.organisations.services.officers import check_keeps_record, reason_given

BEGINNING = date(2000, 1, 1)
"""Schemes that come with the program hold as far back as anybody records."""

CountryHook = Callable[[int, str, Actor], int]
_country_hooks: dict[str, CountryHook] = {}


@dataclass(frozen=True)
class CountryMove:
    """What a move changed: the region before, the memberships whose entries moved, and how many things of
    each feature that registered itself by `on_country_moved`."""

    before: Region | None
    members: int
    followers: Mapping[str, int]


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


def on_country_moved(name: str, hook: CountryHook) -> None:
    """Let a higher feature take along what it keeps by region. The hook answers how many things moved."""
    _country_hooks[name] = hook


def move_country(
    scheme: RegionScheme,
    *,
    country: str,
    region: Region | None,
    reason: str,
    effective_on: date,
    actor: Actor,
) -> CountryMove:
    """From `effective_on` the country belongs to another region of the scheme, or on purpose to none.

    The assignment until now ends on that day and stays in the history. Entries of members in that country
    move at once in every network that uses the scheme, except of those placed in a region by decision; what
    other features keep by region moves through `on_country_moved`. The caller has checked who may do this:
    a scheme belongs to the installation, not to one network.

    Raises DomainError: NO_SUCH_COUNTRY, NO_SUCH_REGION for a region of another scheme, REASON_NEEDED,
    NOT_IN_THE_FUTURE, ENDS_BEFORE_IT_BEGAN, COUNTRY_ALREADY_THERE.
    """
    given = reason_given(reason)
    if region is not None and region.scheme_id != scheme.id:
        raise DomainError(OrganisationRefusal.NO_SUCH_REGION)
    before = _close_assignment(scheme, country, region, effective_on)
    db.session.add(
        RegionCountry(
            scheme_id=scheme.id,
            country=country,
            region_id=region.id if region is not None else None,
            note=given,
            effective_from=effective_on,
        )
    )
    db.session.flush()
    audit.record(
        "region.country_moved",
        subject="region_scheme",
        subject_id=scheme.id,
        actor=actor,
        details={
            "country": country,
            "from": before.code if before is not None else None,
            "to": region.code if region is not None else None,
            "effective_on": effective_on.isoformat(),
            "note": given,
        },
    )
    members = _refresh_country(scheme, country)
    followers = {name: hook(scheme.id, country, actor) for name, hook in _country_hooks.items()}
    public_version.bump()
    return CountryMove(before=before, members=members, followers=followers)


def _close_assignment(
    scheme: RegionScheme, country: str, region: Region | None, effective_on: date
) -> Region | None:
    """End what holds until now; answers the region it was."""
    if country not in ISO_COUNTRIES:
        raise DomainError(OrganisationRefusal.NO_SUCH_COUNTRY)
    if effective_on > today():
        raise DomainError(OrganisationRefusal.NOT_IN_THE_FUTURE)
    current = find_assignment(scheme.id, country, lock=True)
    if current is None:
        return None
    if effective_on < current.effective_from:
        raise DomainError(OrganisationRefusal.ENDS_BEFORE_IT_BEGAN)
    if current.region_id == (region.id if region is not None else None):
        raise DomainError(OrganisationRefusal.COUNTRY_ALREADY_THERE)
    current.effective_to = effective_on
    db.session.flush()
    return get_region(current.region_id) if current.region_id is not None else None


def _refresh_country(scheme: RegionScheme, country: str) -> int:
    """Write the entries of the country's members again, network by network; answers how many members."""
    count = 0
    for body_id in list_body_ids_in(scheme.id):
        ids = list_member_ids_in_country(body_id, country)
        refresh_listings(body_id, organisation_ids=ids)
        count += len(ids)
    return count


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

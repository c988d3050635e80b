"""Many organisations at once, in few statements: for imports and for the example network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from app.kernel.clock import now
from app.kernel.database import Base, db
from app.kernel.ids import new_ref
from app.organisations.enums import Audience, ContactRole, Field, Kind, LeadingGroup, Level
from app.organisations.fields import FIELDS
from app.organisations.models import (
    Contact,
    FieldChoice,
    FieldConsent,
    Membership,
    Organisation,
    OrganisationDescription,
    OrganisationName,
    OrganisationPrivate,
    OrganisationProfile,
)
from app.organisations.services.listing import refresh_listings
from app.organisations.services.visibility import CONSENT_TEXT_VERSION

CHUNK = 500


@dataclass(frozen=True)
class MembershipSeed:
    """A membership that began some day."""

    body_id: int
    tier: str
    effective_from: date
    application_ref: str | None = None


@dataclass(frozen=True)
class OrganisationSeed:
    """All that one organisation of an import holds. `audiences` apply in each body it is a member of."""

    known_as: str
    language: str
    country: str | None
    ref: str = field(default_factory=new_ref)
    acronym: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    level: Level | None = None
    kind: Kind | None = None
    leading_group: LeadingGroup | None = None
    other_countries: tuple[str, ...] = ()
    descriptions: dict[str, str] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    private: dict[str, Any] = field(default_factory=dict)
    audiences: dict[Field, Audience] = field(default_factory=dict)
    contacts: tuple[tuple[int, ContactRole], ...] = ()
    memberships: tuple[MembershipSeed, ...] = ()
    created_at: datetime | None = None
    is_example: bool = False


def add_in_bulk(seeds: Sequence[OrganisationSeed]) -> list[int]:
    """Insert the seeds and list them; answers their keys in the same order.

    It asks no rule and writes no trail: for imports that were decided as a whole, which record their own
    one event, and for the example network.
    """
    keys: list[int] = []
    for start in range(0, len(seeds), CHUNK):
        chunk = seeds[start : start + CHUNK]
        chunk_keys = _insert_organisations(chunk)
        _insert_parts(list(zip(chunk_keys, chunk, strict=True)))
        keys += chunk_keys
    db.session.flush()
    for body_id in sorted({edge.body_id for seed in seeds for edge in seed.memberships}):
        refresh_listings(body_id)
    return keys


def _insert_organisations(seeds: Sequence[OrganisationSeed]) -> list[int]:
    moment = now()
    rows = [
        {
            "ref": seed.ref,
            "level": seed.level,
            "kind": seed.kind,
            "leading_group": seed.leading_group,
            "country": seed.country,
            "other_countries": list(seed.other_countries),
            "content_language": seed.language,
            "is_example": seed.is_example,
            "created_at": seed.created_at or moment,
            "profile_checked_at": seed.created_at or moment,
        }
        for seed in seeds
    ]
    statement = insert(Organisation).returning(Organisation.id, sort_by_parameter_order=True)
    return list(db.session.execute(statement, rows, execution_options={"render_nulls": True}).scalars())


Keyed = Sequence[tuple[int, OrganisationSeed]]


def _insert_parts(keyed: Keyed) -> None:
    moment = now()
    _insert(OrganisationName, _name_rows(keyed))
    _insert(
        OrganisationDescription,
        (
            {"organisation_id": key, "language": language, "text": text}
            for key, seed in keyed
            for language, text in seed.descriptions.items()
        ),
    )
    _insert(OrganisationProfile, _part_rows(keyed, "profile", _PROFILE_EMPTY))
    _insert(OrganisationPrivate, _part_rows(keyed, "private", _PRIVATE_EMPTY))
    _insert(
        Contact,
        (
            {"organisation_id": key, "person_id": person, "role": role}
            for key, seed in keyed
            for person, role in seed.contacts
        ),
    )
    _insert(
        Membership,
        (
            {
                "organisation_id": key,
                "body_id": edge.body_id,
                "tier": edge.tier,
                "effective_from": edge.effective_from,
                "application_ref": edge.application_ref,
                "recorded_at": seed.created_at or moment,
            }
            for key, seed in keyed
            for edge in seed.memberships
        ),
    )
    _insert(FieldChoice, _audience_rows(keyed, opened=False))
    _insert(FieldConsent, _audience_rows(keyed, opened=True))


_PROFILE_EMPTY: dict[str, Any] = {
    "site": None,
    **{name: [] for name in ("topics", "un_bodies", "functions", "services", "languages", "skills", "needs")},
}
_PRIVATE_EMPTY: dict[str, Any] = dict.fromkeys(
    ("legal_name", "registration", "board", "budget", "city", "address", "phones", "safe_contact")
)


def _insert(table: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        db.session.execute(insert(table), found, execution_options={"render_nulls": True})


def _name_rows(keyed: Keyed) -> Iterator[dict[str, Any]]:
    for key, seed in keyed:
        names = {**seed.names, seed.language: seed.known_as}
        for language, text in names.items():
            acronym = seed.acronym if language == seed.language else None
            yield {"organisation_id": key, "language": language, "text": text, "acronym": acronym}


def _part_rows(keyed: Keyed, part: str, empty: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return ({"organisation_id": key, **empty, **getattr(seed, part)} for key, seed in keyed)


def _audience_rows(keyed: Keyed, *, opened: bool) -> Iterator[dict[str, Any]]:
    for key, seed in keyed:
        for name, audience in seed.audiences.items():
            if audience is FIELDS[name].default or audience.is_wider_than(FIELDS[name].default) != opened:
                continue
            for edge in seed.memberships:
                row = {
                    "organisation_id": key,
                    "body_id": edge.body_id,
                    "field": name,
                    "audience": audience,
                }
                if opened:
                    row |= {"text_version": CONSENT_TEXT_VERSION, "text_language": seed.language}
                yield row

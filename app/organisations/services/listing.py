"""The index that directory, search, counts and maps read: written from the projection, nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import delete, insert, update

from app.kernel import public_version
from app.kernel.database import db
from app.kernel.ids import new_ref
from app.kernel.locales import LANGUAGES, country_name
from app.kernel.search import search_text
from app.kernel.settings import setting
from app.kernel.text import sort_key
from app.organisations.enums import Audience, Field
from app.organisations.fields import FIELDS, Wording
from app.organisations.models import ListingEntry, NetworkBody, Organisation
from app.organisations.projection import ProjectedOrganisation, Viewer, project
from app.organisations.queries import placements, region_map
from app.organisations.queries.counts import count_by_region
from app.organisations.queries.listing import (
    Edge,
    Row,
    active_edges,
    held_rows,
    list_body_ids_of,
    listed_ids,
    load_for_listing,
)
from app.organisations.rules import countable

LISTED_AUDIENCES = (Audience.PUBLIC, Audience.MEMBERS, Audience.COORDINATORS, Audience.SECRETARIAT)
LISTED_FIELDS = frozenset({Field.LEVEL, Field.TOPICS}) | {
    name for name, rule in FIELDS.items() if rule.searchable
}
CHUNK = 400
SUMMARY_LENGTH = 200


def refresh_listing(organisation: Organisation) -> None:
    """Bring the entries of one organisation up to date, in every body it belongs or belonged to."""
    db.session.flush()
    for body_id in list_body_ids_of(organisation.id):
        refresh_listings(body_id, organisation_ids=[organisation.id])


def refresh_listings(body_id: int, *, organisation_ids: Collection[int] | None = None) -> None:
    """Bring the entries of a body up to date: of the given organisations, or of all its members.

    Works set by set, so that ten thousand members take seconds. Moves what caches are keyed by only
    where something changed.
    """
    db.session.flush()
    body = db.session.get_one(NetworkBody, body_id)
    edges = active_edges(body_id, organisation_ids)
    everyone = sorted(set(edges) | listed_ids(body_id, organisation_ids))
    by_country = region_map(body.scheme_id)
    changed: set[Audience] = set()
    for chunk in _chunks(everyone):
        changed |= _refresh_chunk(body, chunk, edges, by_country)
    _note_change(body, changed)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _refresh_chunk(
    body: NetworkBody, ids: Sequence[int], edges: Mapping[int, Edge], by_country: Mapping[str, int | None]
) -> set[Audience]:
    wanted = {
        (row["organisation_id"], row["audience"]): row for row in _wanted_rows(body, ids, edges, by_country)
    }
    held = held_rows(body.id, ids)
    stale = {key: entry_id for key, (entry_id, values) in held.items() if wanted.get(key) != values}
    fresh = [row for key, row in wanted.items() if key not in held or held[key][1] != row]
    if stale:
        db.session.execute(
            delete(ListingEntry)
            .where(ListingEntry.id.in_(stale.values()))
            .execution_options(synchronize_session=False)
        )
    if fresh:
        db.session.execute(insert(ListingEntry), fresh)
    return {audience for _organisation_id, audience in stale} | {row["audience"] for row in fresh}


def _wanted_rows(
    body: NetworkBody, ids: Sequence[int], edges: Mapping[int, Edge], by_country: Mapping[str, int | None]
) -> Iterator[Row]:
    placed = placements(body.scheme_id, ids)
    for organisation in load_for_listing(ids):
        if organisation.id not in edges:
            continue
        region_id = placed.get(organisation.id) or by_country.get(organisation.country or "")
        members_find_it = False
        for audience in LISTED_AUDIENCES:
            if audience is Audience.COORDINATORS and members_find_it:
                continue  # coordinators read the members' list, and those of their region who are not in it
            seen = project(organisation, Viewer(body.id, audience), region_id=region_id, only=LISTED_FIELDS)
            if seen is not None:
                members_find_it = members_find_it or audience is Audience.MEMBERS
                yield _row(seen, audience, edges[organisation.id])


def _row(seen: ProjectedOrganisation, audience: Audience, edge: Edge) -> Row:
    tier, since = edge
    names: dict[str, str] = seen.values[Field.NAME]
    language = seen.language if seen.language in names else next(iter(names))
    descriptions: dict[str, Wording] = seen.get(Field.DESCRIPTION, {})
    summary_language = seen.language if seen.language in descriptions else next(iter(descriptions), "")
    summary = descriptions[summary_language].text if summary_language else ""
    return {
        "body_id": seen.body_id,
        "organisation_id": seen.id,
        "audience": audience,
        "ref": seen.ref,
        "name": names[language],
        "language": language,
        "sort_key": sort_key(names[language]),
        "acronym": seen.get(Field.ACRONYM, ""),
        "summary": shortened(summary),
        "summary_language": summary_language,
        "country": seen.country or "",
        "region_id": seen.region_id,
        "level": seen.get(Field.LEVEL),
        "tier": "" if audience is Audience.PUBLIC else tier,
        "since": "" if audience is Audience.PUBLIC else since.isoformat(),
        "topics": seen.get(Field.TOPICS, []),
        "search_text": search_text(*_searchable(seen)),
    }


def _searchable(seen: ProjectedOrganisation) -> Iterator[str]:
    for name, rule in FIELDS.items():
        value = seen.get(name) if rule.searchable else None
        if value is None:
            continue
        if name is Field.COUNTRY:
            yield from (country_name(value, language) for language in LANGUAGES)
        elif name is Field.DESCRIPTION:
            yield from (wording.text for wording in value.values())
        elif isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, list):
            yield from value
        else:
            yield str(value)


def shortened(text: str) -> str:
    """The first words of a text for a list: at most `SUMMARY_LENGTH` characters, cut between words."""
    folded = " ".join(text.split())
    if len(folded) <= SUMMARY_LENGTH:
        return folded
    return folded[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _note_change(body: NetworkBody, changed: set[Audience]) -> None:
    counts = public_counts(body.id)
    if not changed and counts == body.public_counts:
        return
    db.session.execute(
        update(NetworkBody)
        .where(NetworkBody.id == body.id)
        .values(listing_stamp=new_ref(), public_counts=counts)
        .execution_options(synchronize_session=False)
    )
    if Audience.PUBLIC in changed or counts != body.public_counts:
        public_version.bump()
    db.session.expire(body, ["listing_stamp", "public_counts"])


def public_counts(body_id: int) -> dict[str, int]:
    """Region id (as text; "" for none) → how many members may be told to everyone."""
    listed = count_by_region(body_id, Audience.PUBLIC)
    everyone = count_by_region(body_id, Audience.SECRETARIAT)
    fewest = setting("SMALLEST_COUNT_SHOWN")
    told = {
        region: countable(total=everyone.get(region, 0), listed=listed.get(region, 0), fewest=fewest)
        for region in everyone.keys() | listed.keys()
    }
    return {"" if region is None else str(region): number for region, number in told.items() if number}

"""What the directory reads: the listings of one body for one audience, and nothing else.

Every statement begins from `_listing`, so that no filter, search, count or suggestion can tell more than
the listing of that audience holds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from app.kernel.database import db
from app.kernel.paging import Page, Sort, keyset_page
from app.kernel.search import finds_nothing, near_misses, search_words
from app.organisations.enums import Audience, Level
from app.organisations.models import LISTING_SEARCH, ListingEntry, NetworkBody, Region, RegionCountry
from app.organisations.projection import ListingScope

SORTS: dict[str, Sort] = {
    "name": Sort((ListingEntry.sort_key, ListingEntry.id), ("sort_key", "id")),
    "newest": Sort((ListingEntry.since, ListingEntry.id), ("since", "id"), descending=True),
}
COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class Filters:
    """What somebody asked for; empty means everything."""

    words: str = ""
    region_id: int | None = None
    country: str = ""
    level: Level | None = None
    sort: str = "name"
    after: str | None = None
    before: str | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.region_id or self.country or self.level)


@dataclass(frozen=True)
class Found:
    """One page of entries, how many there are (None: more than are worth counting), and whether near words
    were used because the words themselves are nowhere."""

    page: Page[Any]
    count: int | None
    near: tuple[str, ...] = ()


def find_entries(body: NetworkBody, shelf: ListingScope, filters: Filters, *, size: int) -> Found:
    """The entries of the shelf that fit the filters."""
    groups = [[word] for word in search_words(filters.words)]
    found = _find(body, shelf, filters, groups, size)
    if found.page.rows or not groups or filters.after or filters.before:
        return found
    texts = select(ListingEntry.search_text).where(_on(shelf, body.id))
    nearest = near_misses([group[0] for group in groups], texts, LISTING_SEARCH)
    if nearest == groups:
        return found
    again = _find(body, shelf, filters, nearest, size)
    near = tuple(
        word for group, asked in zip(nearest, groups, strict=True) if group != asked for word in group
    )
    return Found(again.page, again.count, near if again.page.rows else ())


def _find(
    body: NetworkBody, shelf: ListingScope, filters: Filters, groups: list[list[str]], size: int
) -> Found:
    entries = _filtered(_listing(body.id, shelf), filters, groups)
    page = keyset_page(
        db.session(),
        entries,
        sort=SORTS[filters.sort],
        after=filters.after,
        before=filters.before,
        size=size,
    )
    if page.after is None and page.before is None:
        return Found(page, len(page.rows))
    counted = db.session.execute(
        select(func.count()).select_from(
            entries.with_only_columns(ListingEntry.id).limit(COUNTED_AT_MOST + 1).subquery()
        )
    ).scalar_one()
    return Found(page, counted if counted <= COUNTED_AT_MOST else None)


def _on(shelf: ListingScope, body_id: int) -> ColumnElement[bool]:
    """What every statement of the directory begins with: the body, and the entries on this shelf."""
    here: ColumnElement[bool] = ListingEntry.audience == shelf.audience
    unlisted = ListingEntry.audience == Audience.COORDINATORS
    if shelf.unlisted_in is None:
        here = or_(here, unlisted)
    elif shelf.unlisted_in:
        here = or_(here, and_(unlisted, ListingEntry.region_id.in_(sorted(shelf.unlisted_in))))
    return and_(ListingEntry.body_id == body_id, here)


def _listing(body_id: int, shelf: ListingScope) -> Select[Any]:
    entries: Any = select(
        ListingEntry.id,
        ListingEntry.ref,
        ListingEntry.name,
        ListingEntry.language,
        ListingEntry.sort_key,
        ListingEntry.acronym,
        ListingEntry.summary,
        ListingEntry.summary_language,
        ListingEntry.country,
        ListingEntry.region_id,
        ListingEntry.level,
        ListingEntry.tier,
        ListingEntry.since,
    )
    chosen: Select[Any] = entries.where(_on(shelf, body_id))
    return chosen


def _filtered(entries: Select[Any], filters: Filters, groups: list[list[str]]) -> Select[Any]:
    if groups:
        entries = entries.where(LISTING_SEARCH.matches(groups))
    elif finds_nothing(filters.words):
        entries = entries.where(false())
    if filters.region_id is not None:
        entries = entries.where(ListingEntry.region_id == filters.region_id)
    if filters.country:
        entries = entries.where(ListingEntry.country == filters.country)
    if filters.level is not None:
        entries = entries.where(ListingEntry.level == filters.level)
    return entries


def list_found_by_members(body_id: int, refs: Collection[str]) -> set[str]:
    """Which of these entries members find too."""
    statement = select(ListingEntry.ref).where(
        ListingEntry.body_id == body_id,
        ListingEntry.audience == Audience.MEMBERS,
        ListingEntry.ref.in_(refs),
    )
    return set(db.session.execute(statement).scalars())


class _Kept:
    """What is derived from a whole listing, as of one stamp: a few pieces, least used out first. Every change
    of the listing gives it another stamp, so that nothing kept outlives what it was made of."""

    def __init__(self, most: int) -> None:
        self._pieces: LRUCache[tuple[str, int, ListingScope, str], Any] = LRUCache(maxsize=most)
        self._lock = threading.Lock()

    def get(self, what: str, body: NetworkBody, shelf: ListingScope, make: Callable[[], Any]) -> Any:
        key = (what, body.id, shelf, body.listing_stamp)
        with self._lock:
            if key in self._pieces:
                return self._pieces[key]
        made = make()
        with self._lock:
            self._pieces[key] = made
        return made


_kept = _Kept(most=24)
Places = tuple[frozenset[str], frozenset[int]]


def places(body: NetworkBody, shelf: ListingScope) -> Places:
    """The countries and the regions that entries of this shelf show: what a filter can offer."""

    def read() -> Places:
        rows = db.session.execute(
            select(ListingEntry.country, ListingEntry.region_id).where(_on(shelf, body.id)).distinct()
        ).all()
        regions = frozenset(row[1] for row in rows if row[1] is not None)
        return frozenset(row[0] for row in rows if row[0]), regions

    found: Places = _kept.get("places", body, shelf, read)
    return found


@dataclass(frozen=True)
class LandingRegion:
    """A region as the landing page needs it: its countries, and the network it has of its own."""

    id: int
    code: str
    name: dict[str, str]
    geographic: bool
    own_body_id: int | None
    own_slug: str | None
    own_short_name: str | None
    own_count: int
    countries: tuple[str, ...]


def list_landing_regions(scheme_id: int) -> list[LandingRegion]:
    """All regions of a scheme with today's countries and their own networks, in one statement."""
    rows = db.session.execute(
        select(
            Region.id,
            Region.code,
            Region.name,
            Region.geographic,
            Region.own_body_id,
            NetworkBody.slug,
            NetworkBody.short_name,
            NetworkBody.public_counts,
            RegionCountry.country,
        )
        .outerjoin(NetworkBody, NetworkBody.id == Region.own_body_id)
        .outerjoin(
            RegionCountry, (RegionCountry.region_id == Region.id) & RegionCountry.effective_to.is_(None)
        )
        .where(Region.scheme_id == scheme_id)
        .order_by(Region.position, Region.id, RegionCountry.country)
    ).all()
    found: dict[int, LandingRegion] = {}
    countries: dict[int, list[str]] = {}
    for row in rows:
        if row.country is not None:
            countries.setdefault(row.id, []).append(row.country)
    for row in rows:
        if row.id not in found:
            found[row.id] = LandingRegion(
                row.id,
                row.code,
                row.name,
                row.geographic,
                row.own_body_id,
                row.slug,
                row.short_name,
                sum((row.public_counts or {}).values()),
                tuple(countries.get(row.id, ())),
            )
    return list(found.values())

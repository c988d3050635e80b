"""The shape of a region scheme, and how a country finds its region in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from app.organisations.regions.m49 import UNINHABITED

Localised = dict[str, str]


@dataclass(frozen=True)
class RegionData:
    """One region. `body` is the slug of the network that the region has of its own, if it has one.

    A region that is not geographic (a seat for a network that cuts across regions) has no countries.
    """

    code: str
    name: Localised
    countries: frozenset[str] = frozenset()
    body: str | None = None
    geographic: bool = True


@dataclass(frozen=True)
class SchemeData:
    """A network's division of the world. `notes` say why an ambiguous country stands where it stands."""

    code: str
    name: Localised
    regions: tuple[RegionData, ...]
    notes: Localised = field(default_factory=dict)
    unassigned: Localised = field(default_factory=lambda: dict(UNINHABITED))

    def region_of(self, country: str) -> str | None:
        """The code of the country's region, None when it is deliberately unassigned or unknown."""
        return next((region.code for region in self.regions if country in region.countries), None)

    def times_placed(self) -> Counter[str]:
        """How often each country is placed or named as unassigned: a sound scheme says once for each."""
        placed = Counter(country for region in self.regions for country in region.countries)
        placed.update(self.unassigned.keys())
        return placed

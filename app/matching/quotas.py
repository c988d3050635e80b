"""Quotas: at most so many places from one group of providers. Groups nest or are apart; they never cross."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.matching.entries import Ints, whole_numbers
from app.matching.errors import MatchingError


@dataclass(frozen=True)
class Quota:
    """At most `at_most` places of the batch go to `providers` (positions) together."""

    name: str
    providers: tuple[int, ...]
    at_most: int


@dataclass(frozen=True)
class QuotaTree:
    """The quotas as nodes between providers and sink: `inner[j]` is the smallest quota that holds provider
    j, `parent[q]` the next larger one, -1 the sink. Providers stand in canonical order."""

    names: tuple[str, ...]
    limits: Ints
    inner: Ints
    parent: Ints

    def above(self, provider: int) -> Iterable[int]:
        """Every quota that counts this provider, from the smallest."""
        return self.upwards(int(self.inner[provider]))

    def upwards(self, node: int) -> Iterable[int]:
        """This quota and every larger one that holds it; none for -1."""
        while node >= 0:
            yield node
            node = int(self.parent[node])

    def used(self, load: Ints) -> Ints:
        """How many places each quota holds, when provider j holds `load[j]`."""
        held = np.zeros(len(self.names), np.int64)
        inside = self.inner >= 0
        np.add.at(held, self.inner[inside], load[inside])
        for node in range(len(held)):  # smaller ones come first
            if self.parent[node] >= 0:
                held[self.parent[node]] += held[node]
        return held


def read_quotas(given: Sequence[Quota] | None, rank: Ints) -> QuotaTree:
    """Check them and put them into a tree; `rank` takes a provider's position to its canonical place.

    Raises MatchingError `quotas_cross` for two groups that share some providers but neither holds the other.
    """
    quotas = sorted(given or (), key=lambda quota: (len(set(quota.providers)), quota.name))
    size = len(rank)
    members = [_members(quota, size) for quota in quotas]
    inner = np.full(size, -1, np.int64)
    parent = np.full(len(quotas), -1, np.int64)
    outermost: dict[int, int] = {}  # provider -> the largest quota so far that holds it
    for place, group in enumerate(members):
        below = {outermost[one] for one in group if one in outermost}
        for lower in below:
            if not members[lower] <= group:
                names = (quotas[lower].name, quotas[place].name)
                raise MatchingError(
                    "quotas_cross", "two quotas share providers but neither holds the other", names
                )
            parent[lower] = place
        for one in group:
            if one not in outermost:
                inner[rank[one]] = place
            outermost[one] = place
    for name, other in pairwise(sorted(quota.name for quota in quotas)):
        if name == other:
            raise MatchingError("quota_twice", "two quotas have the same name", name)
    limits = np.array([quota.at_most for quota in quotas], np.int64)
    return QuotaTree(tuple(quota.name for quota in quotas), limits, inner, parent)


def _members(quota: Quota, size: int) -> set[int]:
    if quota.at_most < 0:
        raise MatchingError("negative", "a quota is negative", quota.name)
    providers = whole_numbers(np.asarray(quota.providers), f"providers of {quota.name}")
    if len(providers) and (providers.min() < 0 or providers.max() >= size):
        raise MatchingError("provider_unknown", f"quota {quota.name} names an unknown provider", quota.name)
    return set(providers.tolist())

"""Which groups have to be checked for a grant. Grants lie above this package: they say it by `on_need`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.grants.diligence.enums import Tier


@dataclass(frozen=True)
class Need:
    """One group of a network, and what has to be known of it. `before_offer`: nothing is offered before."""

    body_id: int
    organisation_id: int
    ref: str
    name: str
    sort_name: str
    country: str | None
    tier: Tier
    before_offer: bool


Source = Callable[[Sequence[int]], list[Need]]
on_need: list[Source] = []
"""Functions that answer what grants of these networks need."""


def list_needs(body_ids: Sequence[int]) -> list[Need]:
    """What the grants of these networks need of each group, the most for each, by name."""
    found: dict[tuple[int, int], Need] = {}
    for source in on_need:
        for one in source(body_ids):
            key = (one.body_id, one.organisation_id)
            held = found.get(key)
            if held is None or _weight(one) > _weight(held):
                found[key] = one
    return sorted(found.values(), key=lambda one: (one.sort_name, one.organisation_id))


def _weight(need: Need) -> tuple[bool, bool]:
    return need.tier is Tier.FULL, need.before_offer

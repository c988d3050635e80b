"""Who is asked to review what, by the matching engine: as many of the wanted reviews as can be filled,
fairly, in languages and regions that reviewers know, with the load spread. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.grants.reviews.enums import CannotReview

# Points of a pair; only how they compare matters. Who cannot read the language is asked last.
ANYBODY = 100
READS_THE_LANGUAGE = 600
KNOWS_THE_REGION = 200
LOAD_WEIGHT = 40
INFEASIBLE = -1


@dataclass(frozen=True)
class Wanted:
    """An application that needs `slots` more reviewers."""

    key: int
    language: str
    region_id: int | None
    slots: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who could review: `load` reviews they have to write, `room` more that they can be asked
    for."""

    key: int
    languages: frozenset[str]
    regions: frozenset[int]
    load: int
    room: int


@dataclass(frozen=True)
class Choice:
    """A reviewer for an application, and why: these are all the grounds there are."""

    wanted: int
    candidate: int
    reads: bool
    knows_region: bool
    load: int


@dataclass(frozen=True)
class Plan:
    """`short`: how many reviewers an application still lacks, of those that lack any."""

    choices: tuple[Choice, ...]
    short: Mapping[int, int]


def plan(
    wanted: Sequence[Wanted],
    candidates: Sequence[Candidate],
    cannot: Mapping[tuple[int, int], CannotReview],
) -> Plan:
    """Reviewers for all applications at once. `cannot`: (application, person) that must not be paired."""
    if not wanted or not candidates:
        return Plan((), {one.key: one.slots for one in wanted if one.slots})
    from app.matching import assign  # noqa: PLC0415 - numpy is heavy, and few requests plan reviews

    scores = [
        [INFEASIBLE if (one.key, who.key) in cannot else _points(one, who) for who in candidates]
        for one in wanted
    ]
    found = assign(
        scores,
        demand=[one.slots for one in wanted],
        capacity=[who.room for who in candidates],
        request_ids=[one.key for one in wanted],
        provider_ids=[who.key for who in candidates],
        load_weight=LOAD_WEIGHT,
        recent_load=[who.load for who in candidates],
    )
    choices = tuple(_choice(wanted[row], candidates[column]) for row, column in found.pairs)
    short: dict[int, int] = {}
    for one in found.unfilled:  # several of one application, where its slots stay empty for several causes
        key = wanted[one.request].key
        short[key] = short.get(key, 0) + one.slots
    return Plan(choices, short)


def _points(one: Wanted, who: Candidate) -> int:
    reads = READS_THE_LANGUAGE if one.language in who.languages else 0
    return ANYBODY + reads + (KNOWS_THE_REGION if one.region_id in who.regions else 0)


def _choice(one: Wanted, who: Candidate) -> Choice:
    return Choice(one.key, who.key, one.language in who.languages, one.region_id in who.regions, who.load)

"""What an assignment should be, found by looking at every one there is. Slow, plain, and on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

Pair = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """A small batch. `scores[request][provider]` is None where they do not fit."""

    scores: Sequence[Sequence[int | None]]
    demand: Sequence[int]
    capacity: Sequence[int]
    pinned: Sequence[Pair] = ()
    forbidden: Sequence[Pair] = ()
    quotas: Sequence[tuple[Sequence[int], int]] = ()
    load_weight: int = 0
    recent_load: Sequence[int] = ()
    keep: Sequence[Pair] = ()
    keep_bonus: int = 0

    @property
    def requests(self) -> range:
        return range(len(self.scores))

    def score(self, pair: Pair) -> int | None:
        return None if pair in self.forbidden else self.scores[pair[0]][pair[1]]


@dataclass(frozen=True)
class Best:
    """The best values there are, in the order in which they are wanted."""

    filled: int
    floor: Fraction | None
    objective: int
    kept: int
    everyone: list[tuple[Pair, ...]] = field(default_factory=list)


def assignments(case: Case) -> Iterator[tuple[Pair, ...]]:
    """Every assignment that keeps to all limits."""
    for chosen in product(*(_choices(case, request) for request in case.requests)):
        pairs = tuple(pair for some in chosen for pair in some)
        if is_allowed(case, pairs):
            yield pairs


def is_allowed(case: Case, pairs: Sequence[Pair]) -> bool:
    load = _load(case, pairs)
    within = all(held <= most for held, most in zip(load, case.capacity, strict=True))
    counted = all(sum(load[one] for one in group) <= most for group, most in case.quotas)
    asked = all(sum(row == request for row, _ in pairs) <= case.demand[request] for request in case.requests)
    return within and counted and asked and all(case.score(pair) is not None for pair in pairs)


def _choices(case: Case, request: int) -> list[tuple[Pair, ...]]:
    fits = [
        (request, provider)
        for provider in range(len(case.capacity))
        if case.score((request, provider)) is not None
    ]
    pins = {pair for pair in case.pinned if pair[0] == request}
    return [
        some
        for size in range(case.demand[request] + 1)
        for some in combinations(fits, size)
        if pins <= set(some)
    ]


def _load(case: Case, pairs: Sequence[Pair]) -> list[int]:
    return [sum(column == provider for _, column in pairs) for provider in range(len(case.capacity))]


def total(case: Case, pairs: Sequence[Pair]) -> int:
    return sum(case.score(pair) or 0 for pair in pairs)


def objective(case: Case, pairs: Sequence[Pair]) -> int:
    recent = case.recent_load or [0] * len(case.capacity)
    cost = sum(
        case.load_weight * (begun + place)
        for begun, count in zip(recent, _load(case, pairs), strict=True)
        for place in range(count)
    )
    bonus = sum(case.keep_bonus for pair in pairs if pair in case.keep and pair not in case.pinned)
    return total(case, pairs) + bonus - cost


def own_best(case: Case, request: int) -> int:
    """The best sum a request could have if only it and the pins were there."""
    alone = Case(
        case.scores,
        [
            count if row == request else sum(pin[0] == row for pin in case.pinned)
            for row, count in enumerate(case.demand)
        ],
        case.capacity,
        case.pinned,
        case.forbidden,
        case.quotas,
    )
    mine = ([pair for pair in pairs if pair[0] == request] for pairs in assignments(alone))
    return max((total(case, pairs) for pairs in mine), default=0)


def floor(case: Case, pairs: Sequence[Pair], fairness: str, bests: Sequence[int]) -> Fraction | None:
    """The floor of the requests that are served, or None where nobody is."""
    if fairness == "total":
        return None
    if fairness == "pair_floor":
        free = [case.score(pair) or 0 for pair in pairs if pair not in case.pinned]
        return Fraction(min(free)) if free else None
    served = sorted({row for row, _ in pairs})
    sums = {row: total(case, [pair for pair in pairs if pair[0] == row]) for row in served}
    if fairness == "max_min":
        seen = [Fraction(sums[row]) for row in served]
    else:
        seen = [Fraction(sums[row], bests[row]) if bests[row] else Fraction(1) for row in served]
    return min(seen) if seen else None


def best(case: Case, fairness: str) -> Best:
    """The best there is: filled slots, then requests served, the floor, the objective, and pairs kept."""
    bests = [own_best(case, request) for request in case.requests]
    ranked = []
    for pairs in assignments(case):
        served = len({row for row, _ in pairs}) if fairness in ("max_min", "relative_floor") else 0
        reached = floor(case, pairs, fairness, bests)
        kept = sum(pair in case.keep for pair in pairs)
        key = (len(pairs), served, Fraction(-1) if reached is None else reached, objective(case, pairs), kept)
        ranked.append((key, pairs))
    top = max(key for key, _ in ranked)
    everyone = [pairs for key, pairs in ranked if key == top]
    return Best(top[0], None if top[2] < 0 else top[2], top[3], top[4], everyone)

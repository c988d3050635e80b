"""What each way of being fair asks for, and how high it can be, by thresholds.

A floor t can only hold if every request that is served finds its slots among the pairs that are *useful* at
t: those with which the request, were it alone, could still reach t. The highest t at which the useful pairs
fill as many slots and serve as many requests as all pairs do is an upper bound on the floor, and it is the
floor itself where each request has one slot (bottleneck assignment; Burkard, Dell'Amico and Martello,
Assignment Problems (2009), section 6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Floats, Ints
from app.matching.network import build_network, largest_flow
from app.matching.problem import Problem
from app.matching.scaling import Weights


class Fairness(str, Enum):
    """What is raised first, once as many slots are filled as can be, before the total is.

    `total`: nothing. `pair_floor`: the smallest score of any pair. `max_min`: the smallest sum of a
    request's scores. `relative_floor`: the smallest sum, each relative to the request's own best.
    The two floors under sums speak of the requests that are served, and as many are served as can be.
    """

    TOTAL = "total"
    PAIR_FLOOR = "pair_floor"
    MAX_MIN = "max_min"
    RELATIVE_FLOOR = "relative_floor"


@dataclass(frozen=True)
class Bests:
    """The best that each request could have if it were alone, its pins included. Shapes (requests,)."""

    total: Ints  # sum of the best scores for its slots
    rest: Ints  # the same for one slot less


def own_bests(problem: Problem, scores: Ints, base: Ints) -> Bests:
    """By request; `scores` are whole numbers, one for each pair, `base` what the pins give. Under quotas,
    which form a laminar matroid, taking the best that still fits is exact (Edmonds 1971)."""
    if problem.quotas.names:
        return _bests_under_quotas(problem, scores, base)
    total, rest = base.copy(), base.copy()
    left = scores.copy()
    for slot in range(int(problem.demand.max(initial=0))):
        best, at = _row_maxima(problem, left)
        wanted = (problem.demand > slot) & (at >= 0)
        if not wanted.any():
            break
        total[wanted] += best[wanted]
        later = wanted & (problem.demand > slot + 1)
        rest[later] += best[later]
        left[at[wanted]] = -1
    return Bests(total, rest)


def _row_maxima(problem: Problem, left: Ints) -> tuple[Ints, Ints]:
    """The largest of each request's pairs that is left (not negative), and which pair it is, or -1."""
    best = np.full(problem.requests, -1, np.int64)
    at = np.full(problem.requests, -1, np.int64)
    filled = np.flatnonzero(np.diff(problem.starts))
    if len(filled) == 0:
        return best, at
    best[filled] = np.maximum.reduceat(left, problem.starts[filled])
    hits = np.flatnonzero((left == best[problem.rows]) & (left >= 0))
    at[problem.rows[hits[::-1]]] = hits[::-1]
    return best, at


def _bests_under_quotas(problem: Problem, scores: Ints, base: Ints) -> Bests:
    total, rest = base.copy(), base.copy()
    for request in np.flatnonzero(np.diff(problem.starts)):
        pairs = np.arange(problem.starts[request], problem.starts[request + 1])
        held = np.zeros(len(problem.quotas.names), np.int64)
        taken = 0
        for pair in pairs[np.argsort(-scores[pairs], kind="stable")]:
            above = list(problem.quotas.above(int(problem.columns[pair])))
            if any(held[quota] >= problem.quotas.limits[quota] for quota in above):
                continue
            if taken == problem.demand[request]:
                break
            held[above] += 1
            taken += 1
            total[request] += scores[pair]
            if taken < problem.demand[request]:
                rest[request] += scores[pair]
    return Bests(total, rest)


@dataclass(frozen=True)
class Floors:
    """How one mode sees a batch. `levels`: for each pair the highest floor at which it is useful."""

    problem: Problem
    mode: Fairness
    scores: Ints
    base: Ints  # what each request has from its pins
    bests: Bests

    @cached_property
    def divisor(self) -> NDArray[Any]:
        """What a request's sum is divided by, at least 1."""
        if self.mode is Fairness.RELATIVE_FLOOR:
            return np.maximum(self.bests.total, 1)
        return np.ones(self.problem.requests, np.int64)

    @cached_property
    def levels(self) -> Floats:
        if self.mode is Fairness.PAIR_FLOOR:
            return self.scores.astype(np.float64)
        reach = np.minimum(
            self.bests.rest[self.problem.rows] + self.scores, self.bests.total[self.problem.rows]
        )
        levels = reach / self.divisor[self.problem.rows]
        if self.mode is Fairness.RELATIVE_FLOOR:
            levels[self.bests.total[self.problem.rows] == 0] = 1.0
        return np.asarray(np.minimum(levels, self.fixed))

    @cached_property
    def fixed(self) -> float:
        """The floor under the requests that their pins alone serve: nothing can raise it."""
        closed = (self.problem.pinned_requests > 0) & (np.diff(self.problem.starts) == 0)
        return float(self.of_requests(self.base)[closed].min(initial=np.inf))

    def of_requests(self, sums: Ints) -> Floats:
        """Each request's sum as the floor sees it; a request whose best is nothing has it all."""
        seen = np.asarray(sums / self.divisor, np.float64)
        if self.mode is Fairness.RELATIVE_FLOOR:
            seen[self.bests.total == 0] = 1.0
        return seen

    def sums(self, pairs: Ints) -> Ints:
        sums = self.base.copy()
        np.add.at(sums, self.problem.rows[pairs], self.scores[pairs])
        return sums

    def served(self, pairs: Ints) -> NDArray[np.bool_]:
        served = self.problem.pinned_requests > 0
        served[self.problem.rows[pairs]] = True
        return served

    def floor(self, pairs: Ints) -> float:
        """The floor that these pairs reach, in scaled scores or as a share; infinite if nobody is served."""
        if self.mode is Fairness.PAIR_FLOOR:
            return float(self.scores[pairs].min(initial=np.iinfo(np.int64).max)) if len(pairs) else np.inf
        return float(self.of_requests(self.sums(pairs))[self.served(pairs)].min(initial=np.inf))


def see_floors(problem: Problem, mode: Fairness, weights: Weights) -> Floors:
    """The batch as `mode` sees it."""
    base = np.zeros(problem.requests, np.int64)
    np.add.at(base, problem.pinned[:, 0], weights.pinned)
    return Floors(problem, mode, weights.scores, base, own_bests(problem, weights.scores, base))


@dataclass(frozen=True)
class Target:
    """What any fair assignment must still reach: slots filled, and requests served besides the pinned."""

    slots: int
    served: int | None  # None where every assignment of so many slots serves as many


def find_target(problem: Problem, mode: Fairness) -> Target:
    """As many slots as can be filled and, for floors under sums, as many requests served as can be."""
    slots = largest_flow(build_network(problem)).amount
    some_pinned = bool(((problem.pinned_requests > 0) & (problem.demand > 0)).any())
    if slots == problem.slots or mode is Fairness.PAIR_FLOOR:
        return Target(slots, None)
    if problem.demand.max(initial=0) <= 1 and not some_pinned:
        return Target(slots, None)
    return Target(slots, _most_served(problem, None))


def _most_served(problem: Problem, chosen: Ints | None) -> int:
    """Requests without a pin that can be served together. An augmenting path never takes a request's last
    slot away, so that as many can be served while as many slots are filled."""
    alone = np.where(problem.pinned_requests > 0, 0, np.minimum(problem.demand, 1))
    return largest_flow(build_network(problem, chosen, demand=alone)).amount


def highest_level(floors: Floors, target: Target) -> float:
    """The highest level whose useful pairs still reach the target."""

    def reaches(level: float) -> bool:
        useful = np.flatnonzero(floors.levels >= level)
        if len(useful) < target.slots:
            return False
        if largest_flow(build_network(floors.problem, useful)).amount < target.slots:
            return False
        return target.served is None or _most_served(floors.problem, useful) >= target.served

    if target.slots == 0:
        return float(floors.levels.max(initial=0))
    # The floor is usually near the top: look there first, and sort only what lies between two looks.
    levels, count, above = floors.levels, 2 * target.slots, np.inf
    while count < len(levels):
        lowest = float(np.partition(levels, len(levels) - count)[len(levels) - count])
        if reaches(lowest):
            break
        above, count = lowest, count * 3
    else:
        lowest = float(levels.min())
    steps = np.unique(levels[(levels >= lowest) & (levels < above)])
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if reaches(float(steps[middle])) else (low, middle - 1)
    return float(steps[low])


def has_reached(floors: Floors, target: Target, pairs: Ints) -> bool:
    """Whether these pairs fill and serve what can be filled and served."""
    if len(pairs) < target.slots:
        return False
    served = floors.served(pairs) & (floors.problem.pinned_requests == 0)
    return target.served is None or int(served.sum()) >= target.served

"""Raising the floor under sums, and the total above such a floor, exactly.

Whether a floor can be held is asked level by level. At one level only useful pairs remain, and they fall
into parts that share nothing; in most parts the cheapest flow already holds the floor, and only in the
others is a program asked. A floor is proved when the next higher whole-number sums are impossible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from app.matching.entries import Bools, Ints
from app.matching.fairness import Fairness, Floors, Target, has_reached
from app.matching.integer import EXACT_BELOW, RESOLUTION, Found, Part, Program
from app.matching.network import build_network, cheapest_flow, widest_flow
from app.matching.problem import Problem
from app.matching.scaling import Weights
from app.matching.solvers import components

NARROW = 1e-7  # a share of the floor: from here on, single steps
UNSETTLED = 0.2  # a share of what is still open: below it, look again at what was passed over
FIRST_PATIENCE = 3.0  # seconds
FOR_THE_TOTAL = 0.3  # the share of the time that is kept for the stage after


@dataclass(frozen=True)
class Answer:
    """Whether a floor can be held. `pairs`: how, or None. `is_certain`: whether "no" is proved, or the
    objective the best. `bound`: no way has a larger objective (scaled scores)."""

    pairs: Ints | None
    is_certain: bool
    bound: float = np.inf


@dataclass(frozen=True)
class Search:
    """One batch whose floors are sums."""

    floors: Floors
    target: Target
    weights: Weights
    seconds_left: Callable[[], float | None]

    @property
    def problem(self) -> Problem:
        return self.floors.problem

    @property
    def resolution(self) -> float:
        """How finely floors are told apart, as a share: 0 where their sums are small whole numbers."""
        return resolution_of(self.floors)

    def hold(
        self, needed: Ints, useful: Ints, *, maximise: bool = False, seconds: float | None = None
    ) -> Answer:
        """A choice of useful pairs that reaches the target and gives each served request `needed`; within
        `seconds`, or all that are left."""
        steps = bool(self.weights.load_step or self.weights.load.any())
        flow = cheapest_flow(build_network(self.problem, useful, steps=steps), self.weights)
        if flow.amount < self.target.slots or not self._pinned_have(needed, useful):
            return Answer(None, is_certain=True)
        label = self._label(useful)
        widest = None if self.target.served is None else self._widest(useful)
        if widest is not None and self.target.served is not None and widest.sum() < self.target.served:
            return Answer(None, is_certain=True)
        wrong = self._wrong_parts(flow.pairs, needed, label, widest)
        pairs_label = label[self.problem.rows]
        kept = flow.pairs[~np.isin(pairs_label[flow.pairs], wrong)]
        answer = Answer(kept, is_certain=True, bound=float(objective(self.problem, self.weights, kept)))
        for one in wrong:
            mine = flow.pairs[pairs_label[flow.pairs] == one]
            served = None if widest is None else int(widest[label[: self.problem.requests] == one].sum())
            part = Part(useful[pairs_label[useful] == one], len(mine), served)
            answer = _joined(answer, self._solve(part, needed, maximise=maximise, seconds=seconds))
            if answer.pairs is None:
                return answer
        return answer

    def _solve(self, part: Part, needed: Ints, *, maximise: bool, seconds: float | None) -> Found:
        program = Program(self.floors, part, self.weights)
        program.need(needed, surely=not maximise)
        limit = self.seconds_left if seconds is None else lambda: seconds
        return program.solve(maximise=maximise, seconds=limit)

    def _pinned_have(self, needed: Ints, useful: Ints) -> bool:
        """Whether the requests that only their pins serve have what they need."""
        alone = self.problem.pinned_requests > 0
        alone[self.problem.rows[useful]] = False
        return bool((self.floors.base >= needed)[alone].all())

    def _label(self, useful: Ints) -> Ints:
        """The part of each request and provider; one part for all where quotas tie them together."""
        problem = self.problem
        if problem.quotas.names:
            return np.zeros(problem.requests + problem.providers, np.int64)
        tail, head = problem.rows[useful], problem.requests + problem.columns[useful]
        return components(tail, head, problem.requests + problem.providers)

    def _widest(self, useful: Ints) -> Bools:
        """Which requests are served when as many without a pin are as can be."""
        counted = self.problem.pinned_requests == 0
        pairs = widest_flow(build_network(self.problem, useful), counted).pairs
        return np.asarray(self.floors.served(pairs) & counted)

    def _wrong_parts(self, pairs: Ints, needed: Ints, label: Ints, widest: Bools | None) -> Ints:
        """The parts in which these pairs fail somebody."""
        served = self.floors.served(pairs)
        labels = label[: self.problem.requests]
        wrong = np.unique(labels[served & (self.floors.sums(pairs) < needed)])
        if widest is None:
            return wrong
        free = self.problem.pinned_requests == 0
        size = int(label.max(initial=0)) + 1
        now = np.bincount(labels[served & free], minlength=size)
        most = np.bincount(labels[widest], minlength=size)
        return np.union1d(wrong, np.flatnonzero(now < most))

    def raise_floor(
        self, start: Ints, high: float, tell: Callable[[Ints, float], None]
    ) -> tuple[Ints, float]:
        """The pairs with the highest floor, and a bound on it; equal where the floor is proved. `start` are
        pairs that reach the target; no floor is above `high`; `tell` hears of each better pairs.

        A level that is not settled within `patience` is passed over for lower ones, and looked at again with
        more patience once those are settled."""
        best, floors, begun = start, self.floors, self.seconds_left()
        ceiling, patience = high, FIRST_PATIENCE
        while True:
            low, left = max(floors.floor(best), 0.0), self.seconds_left()
            if low >= high:
                return best, low
            if left is not None and begun is not None:
                left -= FOR_THE_TOTAL * begun
                if left <= 0:
                    return best, high
            narrow = ceiling - low <= max(NARROW, 3 * self.resolution) * max(ceiling, 1e-300)
            if ceiling < high and ceiling - low <= max(UNSETTLED * (high - low), NARROW * ceiling):
                ceiling, patience = high, 2 * patience
                continue
            level = low if narrow else (low + ceiling) / 2
            needed = above_sums(floors, best) if narrow else level_sums(floors, level)
            useful = np.flatnonzero(floors.levels >= level * (1 - 1e-12))
            answer = self.hold(needed, useful, seconds=patience if left is None else min(patience, left))
            if answer.pairs is not None and floors.floor(answer.pairs) > low:
                best = answer.pairs
                tell(best, high)
            elif answer.pairs is not None:
                return best, high  # the numbers are finer than the solver sees
            elif answer.is_certain and narrow:
                return best, min(high, low * (1 + self.resolution))
            elif answer.is_certain:
                high = ceiling = min(high, level * (1 + self.resolution))
            elif narrow:
                patience *= 2
            else:
                ceiling = level

    def raise_total(self, best: Ints) -> Answer:
        """The largest objective at the floor that these pairs hold."""
        floors = self.floors
        needed = least_sums(floors, best)
        useful = np.flatnonzero(floors.levels >= floors.floor(best) * (1 - 1e-12))
        answer = self.hold(needed, useful, maximise=True)
        if answer.pairs is None or not self.holds(answer.pairs, needed):
            return Answer(best, is_certain=False, bound=answer.bound)
        if not answer.is_certain:
            better = max(best, answer.pairs, key=lambda pairs: objective(self.problem, self.weights, pairs))
            return replace(answer, pairs=better)
        standing = self._standing_if_as_good(needed, answer.pairs)
        reached = float(objective(self.problem, self.weights, standing))
        return Answer(standing, is_certain=True, bound=reached)

    def holds(self, pairs: Ints, needed: Ints) -> bool:
        """Whether these pairs reach the target and every served request's need, as finely as can be told."""
        if not has_reached(self.floors, self.target, pairs):
            return False
        enough = np.where(needed < EXACT_BELOW, needed, np.floor(needed * (1 - RESOLUTION)))
        return bool((self.floors.sums(pairs) >= enough)[self.floors.served(pairs)].all())

    def _standing_if_as_good(self, needed: Ints, found: Ints) -> Ints:
        """The pairs that stand, where they are as good as what was found: nothing moves without need."""
        standing = np.flatnonzero(self.problem.kept)
        if not self.holds(standing, needed) or not is_feasible(self.problem, standing):
            return found
        known = objective(self.problem, self.weights, found)
        return standing if objective(self.problem, self.weights, standing) >= known else found


def resolution_of(floors: Floors) -> float:
    return RESOLUTION if int(floors.bests.total.max(initial=0)) >= EXACT_BELOW else 0.0


def _joined(answer: Answer, found: Found) -> Answer:
    """The answer with one more part."""
    assert answer.pairs is not None
    if found.pairs is None:
        return Answer(None, is_certain=found.impossible, bound=answer.bound + found.bound)
    pairs = np.sort(np.concatenate([answer.pairs, found.pairs]))
    return Answer(pairs, answer.is_certain and found.proved, answer.bound + found.bound)


def level_sums(floors: Floors, level: float) -> Ints:
    """The smallest whole-number sum of each request at this level; rounded so that nothing possible is
    excluded."""
    return _asked(floors, np.asarray(np.ceil(level * floors.divisor * (1 - 1e-12)), np.int64))


def least_sums(floors: Floors, pairs: Ints) -> Ints:
    """The smallest whole-number sum of each request at the floor that these pairs reach, exactly."""
    top, below = _worst(floors, pairs)
    return _asked(floors, np.array([-(-top * int(one) // below) for one in floors.divisor], np.int64))


def above_sums(floors: Floors, pairs: Ints) -> Ints:
    """The smallest whole-number sum of each request at any higher floor, exactly."""
    top, below = _worst(floors, pairs)
    return _asked(floors, np.array([top * int(one) // below + 1 for one in floors.divisor], np.int64))


def _asked(floors: Floors, sums: Ints) -> Ints:
    """A request that can have nothing but nothing needs nothing."""
    return np.where(_has_nothing_to_gain(floors), 0, sums)


def _has_nothing_to_gain(floors: Floors) -> Bools:
    if floors.mode is Fairness.RELATIVE_FLOOR:
        return np.asarray(floors.bests.total == 0)
    return np.zeros(floors.problem.requests, np.bool_)


def _worst(floors: Floors, pairs: Ints) -> tuple[int, int]:
    """The floor as a fraction: the worst served request's sum and what it is divided by."""
    sums = floors.sums(pairs)
    counted = floors.served(pairs) & ~_has_nothing_to_gain(floors)
    if not counted.any():
        return 0, 1
    seen = np.where(counted, sums / floors.divisor, np.inf)
    worst = int(np.argmin(seen))
    return int(sums[worst]), int(floors.divisor[worst])


def is_feasible(problem: Problem, pairs: Ints) -> bool:
    """Whether these pairs keep to demand, capacity and quotas."""
    filled = np.bincount(problem.rows[pairs], minlength=problem.requests)
    load = np.bincount(problem.columns[pairs], minlength=problem.providers)
    held = problem.quotas.used(load)
    fits = (filled <= problem.demand).all() and (load <= problem.capacity).all()
    return bool(fits and (held <= problem.quotas.limits).all())


def objective(problem: Problem, weights: Weights, pairs: Ints) -> int:
    """Scores and bonuses less what load costs, in scaled scores: what the last stage maximises."""
    gained = int((weights.pairs[pairs] // weights.unit).sum())
    if not (weights.load_step or weights.load.any()):
        return gained
    load = np.bincount(problem.columns[pairs], minlength=problem.providers)
    begun, step = weights.load // weights.unit, weights.load_step // weights.unit
    return gained - int((load * begun + step * (load * (load - 1) // 2)).sum())

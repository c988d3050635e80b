"""The floors that a flow cannot carry: a request's *sum*, where it has several slots. Mixed-integer programs
over the pairs that thresholds leave, solved by scipy's HiGHS within a time limit, with an honest bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.matching.entries import Floats, Ints
from app.matching.fairness import Fairness, Floors, Target
from app.matching.scaling import Weights
from app.matching.solvers import best_of_program


@dataclass(frozen=True)
class Found:
    """What a program found. `pairs`: the problem's pairs, or None where time ran out before there were any;
    `bound`: no assignment is better than this."""

    pairs: Ints | None
    bound: float
    proved: bool


@dataclass
class _Rows:
    """Constraints as they are gathered: entries of a sparse matrix and the limits of each row."""

    count: int = 0

    def __post_init__(self) -> None:
        self.rows: list[Ints] = []
        self.columns: list[Ints] = []
        self.values: list[Floats] = []
        self.low: list[Floats] = []
        self.high: list[Floats] = []

    def limit(self, low: Any, high: Any, size: int) -> int:
        """Begin `size` new rows; the place of the first."""
        begin = self.count
        self.count += size
        self.low.append(np.broadcast_to(np.asarray(low, np.float64), size))
        self.high.append(np.broadcast_to(np.asarray(high, np.float64), size))
        return begin

    def add(self, rows: Any, columns: Ints, values: Any) -> None:
        columns = np.asarray(columns)
        self.rows.append(np.broadcast_to(np.asarray(rows), columns.shape))
        self.columns.append(columns)
        self.values.append(np.broadcast_to(np.asarray(values, np.float64), columns.shape))

    def entries(self) -> tuple[Floats, Ints, Ints]:
        return np.concatenate(self.values), np.concatenate(self.rows), np.concatenate(self.columns)


class _Program:
    """Variables: the useful pairs, whether each request that may go without is served, the places of each
    provider where load counts, and, where it is sought, the floor."""

    def __init__(
        self, floors: Floors, target: Target, useful: Ints, weights: Weights, *, floor: bool
    ) -> None:
        self.floors, self.problem, self.useful = floors, floors.problem, useful
        problem = self.problem
        self.rows, self.columns = problem.rows[useful], problem.columns[useful]
        self.unsure = self._unsure(target)
        self.loaded = not floor and bool(weights.load_step or weights.load.any())
        degree = np.bincount(self.columns, minlength=problem.providers)
        room = np.minimum(problem.capacity, degree)
        room = room if self.loaded else np.zeros(problem.providers, np.int64)
        self.places = np.repeat(np.arange(problem.providers), room)
        self.nth = np.arange(len(self.places)) - np.repeat(np.cumsum(room) - room, room)
        self.first_served = len(useful)
        self.first_place = self.first_served + len(self.unsure)
        self.size = self.first_place + len(self.places) + int(floor)
        self.limits = _Rows()
        self._flow_limits(target)
        self._served_limits(target)

    def _unsure(self, target: Target) -> Ints:
        """Requests that an assignment may leave with nothing."""
        if target.slots == self.problem.slots:
            return np.zeros(0, np.int64)
        return np.flatnonzero((self.problem.pinned_requests == 0) & (self.problem.demand > 0))

    def _flow_limits(self, target: Target) -> None:
        problem, limits, pairs = self.problem, self.limits, np.arange(len(self.useful))
        least = problem.demand if target.slots == problem.slots else 0
        begin = limits.limit(least, problem.demand, problem.requests)
        limits.add(begin + self.rows, pairs, 1)
        used, place = np.unique(self.columns, return_inverse=True)
        begin = limits.limit(-np.inf, 0 if self.loaded else problem.capacity[used], len(used))
        limits.add(begin + place, pairs, 1)
        if self.loaded:
            spots = self.first_place + np.arange(len(self.places))
            limits.add(begin + np.searchsorted(used, self.places), spots, -1)
        begin = limits.limit(target.slots, target.slots, 1)
        limits.add(begin, pairs, 1)
        if problem.quotas.names:
            begin = limits.limit(-np.inf, problem.quotas.limits, len(problem.quotas.names))
            for pair in pairs:
                for quota in problem.quotas.above(int(self.columns[pair])):
                    limits.add(begin + quota, np.array([pair]), 1)

    def _served_limits(self, target: Target) -> None:
        if len(self.unsure) == 0:
            return
        served = self.first_served + np.arange(len(self.unsure))
        mine = np.flatnonzero(np.isin(self.rows, self.unsure))
        place = np.searchsorted(self.unsure, self.rows[mine])
        least = self.limits.limit(0, np.inf, len(self.unsure))  # served means at least one pair,
        most = self.limits.limit(-np.inf, 0, len(self.unsure))  # and pairs mean served
        for begin, times in ((least, 1), (most, self.problem.demand[self.unsure])):
            self.limits.add(begin + np.arange(len(self.unsure)), served, -1.0 * times)
            self.limits.add(begin + place, mine, 1)
        wanted = target.served if target.served is not None else target.slots
        begin = self.limits.limit(wanted, np.inf, 1)
        self.limits.add(begin, served, 1)

    def floor_rows(self, scale: Floats, needed: Floats | float) -> int:
        """One row for each request that has to reach `needed`: sum / scale, less what going unserved
        excuses."""
        problem = self.problem
        bound = (problem.pinned_requests > 0) | (problem.demand > 0) & (np.diff(problem.starts) > 0)
        if self.floors.mode is Fairness.RELATIVE_FLOOR:
            bound &= self.floors.bests.total > 0  # nothing of nothing is all of it
        self.held = np.flatnonzero(bound)
        place = np.full(problem.requests, -1)
        place[self.held] = np.arange(len(self.held))
        base = self.floors.base[self.held] / scale[self.held]
        least = needed[self.held] if isinstance(needed, np.ndarray) else np.full(len(self.held), needed)
        excuse = np.where(np.isin(self.held, self.unsure), np.maximum(least, 1.0), 0.0)
        begin = self.limits.limit(least - base - excuse, np.inf, len(self.held))
        mine = np.flatnonzero(place[self.rows] >= 0)
        values = self.floors.scores[self.useful[mine]] / scale[self.rows[mine]]
        self.limits.add(begin + place[self.rows[mine]], mine, values)
        excused = np.flatnonzero(excuse)
        at = self.first_served + np.searchsorted(self.unsure, self.held[excused])
        self.limits.add(begin + excused, at, -excuse[excused])
        return begin

    def solve(self, gain: Floats, low: Floats, high: Floats, seconds: float | None) -> Found:
        limits, whole = self.limits, np.zeros(self.size)
        whole[: self.first_place] = 1
        told = best_of_program(
            gain,
            entries=(
                np.concatenate(limits.values),
                np.concatenate(limits.rows),
                np.concatenate(limits.columns),
            ),
            limits=(np.concatenate(limits.low), np.concatenate(limits.high)),
            bounds=(low, high),
            whole=whole,
            seconds=seconds,
        )
        pairs = None if told.values is None else self.useful[told.values[: len(self.useful)] > 0.5]
        return Found(pairs, told.bound, told.proved)


def raise_floor(
    floors: Floors, target: Target, weights: Weights, *, low: float, high: float, seconds: float | None
) -> Found:
    """The highest floor between `low`, which is reached, and `high`, which cannot be passed."""
    scale = _scale(floors)
    unit = 1.0 if floors.mode is Fairness.RELATIVE_FLOOR else float(scale[0])
    useful = np.flatnonzero(floors.levels >= low)
    program = _Program(floors, target, useful, weights, floor=True)
    begin = program.floor_rows(scale, 0.0)
    last = program.size - 1
    program.limits.add(begin + np.arange(len(program.held)), np.full(len(program.held), last), -1)
    gain, lows, highs = np.zeros(program.size), np.zeros(program.size), np.ones(program.size)
    gain[last], lows[last], highs[last] = 1, low / unit * (1 - 1e-9), high / unit
    found = program.solve(gain, lows, highs, seconds)
    return Found(found.pairs, min(found.bound * unit, high), found.proved)


def raise_total(
    floors: Floors, target: Target, weights: Weights, *, needed: Ints, useful: Ints, seconds: float | None
) -> Found:
    """The largest total in which every served request has at least `needed` (scaled scores). `bound` is in
    units of `weights.scores`."""
    program = _Program(floors, target, useful, weights, floor=False)
    scale = np.full(floors.problem.requests, float(max(int(floors.scores.max(initial=1)), 1)))
    # Half a unit of slack: sums are whole, and the solver's own tolerance must not cut any off.
    program.floor_rows(scale, (needed - 0.5) / scale)
    gain = np.zeros(program.size)
    main = weights.pairs[useful] // weights.unit
    gain[: len(useful)] = main / scale[0]
    if program.loaded:
        costs = weights.load[program.places] + weights.load_step * program.nth
        gain[program.first_place : program.first_place + len(program.places)] = (
            -costs / weights.unit / scale[0]
        )
    found = program.solve(gain, np.zeros(program.size), np.ones(program.size), seconds)
    return Found(found.pairs, found.bound * float(scale[0]), found.proved)


def _scale(floors: Floors) -> Floats:
    if floors.mode is Fairness.RELATIVE_FLOOR:
        return floors.divisor.astype(np.float64)
    return np.full(floors.problem.requests, float(max(int(floors.bests.total.max(initial=1)), 1)))


def least_sums(floors: Floors, pairs: Ints) -> Ints:
    """The smallest whole-number sum of each request at the floor that these pairs reach, exactly."""
    sums, served = floors.sums(pairs), floors.served(pairs)
    if floors.mode is Fairness.MAX_MIN:
        return np.full(floors.problem.requests, sums[served].min(initial=np.iinfo(np.int64).max))
    seen = np.where(served & (floors.bests.total > 0), floors.of_requests(sums), np.inf)
    worst = int(np.argmin(seen)) if len(seen) else 0
    if not np.isfinite(seen).any():
        return np.zeros(floors.problem.requests, np.int64)
    top, below = int(sums[worst]), int(floors.bests.total[worst])
    return np.array([-(-top * int(best) // below) for best in floors.bests.total], np.int64)

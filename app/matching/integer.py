"""The floors that a flow cannot carry: a request's *sum*, where it has several slots. A mixed-integer program
over one part of the batch: pairs that share no request and no provider with the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.matching.entries import Floats, Ints
from app.matching.fairness import Floors
from app.matching.scaling import Weights
from app.matching.solvers import best_of_program

EXACT_BELOW = 200_000  # sums below it are whole numbers that the solver tells apart
RESOLUTION = 3e-6  # how finely it tells others apart, as a share


@dataclass(frozen=True)
class Part:
    """Pairs of the problem that may be chosen, how many of them have to be, and how many requests without a
    pin they have to serve (None: as many as come)."""

    pairs: Ints
    slots: int
    served: int | None


@dataclass(frozen=True)
class Found:
    """`pairs`: of the problem, or None where there are none or time ran out; `bound`: no choice has a larger
    objective (scaled scores)."""

    pairs: Ints | None
    bound: float
    proved: bool
    impossible: bool


@dataclass
class _Limits:
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


class Program:
    """Variables: the pairs; whether each request that may go without is served; where load counts, the
    places of each provider."""

    def __init__(self, floors: Floors, part: Part, weights: Weights) -> None:
        self.problem, self.floors, self.part, self.weights = floors.problem, floors, part, weights
        problem, pairs = self.problem, part.pairs
        self.requests, self.row = np.unique(problem.rows[pairs], return_inverse=True)
        self.providers, self.column = np.unique(problem.columns[pairs], return_inverse=True)
        self.demand = problem.demand[self.requests]
        self.is_full = part.slots == int(self.demand.sum())
        may_miss = (problem.pinned_requests[self.requests] == 0) & (not self.is_full)
        self.unsure = np.flatnonzero(may_miss)  # requests of this part that may be left with nothing
        self.loaded = bool(weights.load_step or weights.load.any())
        room = np.minimum(problem.capacity[self.providers], np.bincount(self.column))
        places = room if self.loaded else np.zeros(len(room), np.int64)
        self.spot_of = np.repeat(np.arange(len(room)), places)
        self.nth = np.arange(len(self.spot_of)) - np.repeat(np.cumsum(places) - places, places)
        self.first_served = len(pairs)
        self.first_spot = self.first_served + len(self.unsure)
        self.size = self.first_spot + len(self.spot_of)
        self.limits = _Limits()
        self._flow_limits(room)
        self._served_limits()

    def _flow_limits(self, room: Ints) -> None:
        limits, pairs = self.limits, np.arange(len(self.part.pairs))
        begin = limits.limit(self.demand if self.is_full else 0, self.demand, len(self.requests))
        limits.add(begin + self.row, pairs, 1)
        begin = limits.limit(-np.inf, 0 if self.loaded else room, len(self.providers))
        limits.add(begin + self.column, pairs, 1)
        limits.add(begin + self.spot_of, self.first_spot + np.arange(len(self.spot_of)), -1)
        begin = limits.limit(self.part.slots, self.part.slots, 1)
        limits.add(begin, pairs, 1)
        quotas = self.problem.quotas
        begin = limits.limit(-np.inf, quotas.limits, len(quotas.names))
        for pair in pairs if quotas.names else ():
            for quota in quotas.above(int(self.providers[self.column[pair]])):
                limits.add(begin + quota, np.array([pair]), 1)

    def _served_limits(self) -> None:
        if len(self.unsure) == 0:
            return
        served = self.first_served + np.arange(len(self.unsure))
        mine = np.flatnonzero(np.isin(self.row, self.unsure))
        place = np.searchsorted(self.unsure, self.row[mine])
        least = self.limits.limit(0, np.inf, len(self.unsure))  # served means at least one pair,
        most = self.limits.limit(-np.inf, 0, len(self.unsure))  # and pairs mean served
        for begin, times in ((least, 1), (most, self.demand[self.unsure])):
            self.limits.add(begin + np.arange(len(self.unsure)), served, -1.0 * times)
            self.limits.add(begin + place, mine, 1)
        if self.part.served is not None:
            begin = self.limits.limit(self.part.served, np.inf, 1)
            self.limits.add(begin, served, 1)

    def need(self, needed: Ints, *, surely: bool) -> None:
        """Every request that is served has at least `needed` (scaled scores, by request of the problem).

        The solver is right to about a millionth. Sums that are small whole numbers get half a unit of slack,
        so that this cuts nothing off; others are asked for a little more, where what is found must `surely`
        have it."""
        wanted = needed[self.requests]
        slack = np.where(wanted < EXACT_BELOW, -0.5, RESOLUTION * wanted if surely else 0.0)
        least = wanted - self.floors.base[self.requests] + slack
        scale = np.maximum(needed[self.requests], 1).astype(np.float64)
        excuse = np.zeros(len(self.requests))
        excuse[self.unsure] = np.maximum(least[self.unsure], 0)
        begin = self.limits.limit((least - excuse) / scale, np.inf, len(self.requests))
        pairs = np.arange(len(self.part.pairs))
        gains = self.floors.scores[self.part.pairs] / scale[self.row]
        self.limits.add(begin + self.row, pairs, gains)
        served = self.first_served + np.arange(len(self.unsure))
        self.limits.add(begin + self.unsure, served, -(excuse / scale)[self.unsure])

    def solve(self, *, maximise: bool, seconds: Callable[[], float | None]) -> Found:
        """Any choice that keeps to the limits, or the one with the largest objective and, of those that are
        equal, one that keeps most of the pairs that stand."""
        gain = self._objective() if maximise else np.zeros(self.size)
        found = self._best(gain, seconds())
        kept = self.problem.kept[self.part.pairs]
        if not maximise or not found.proved or found.pairs is None or not kept.any():
            return found
        most = (found.bound - 0.5) / self.unit
        begin = self.limits.limit(most, np.inf, 1)
        self.limits.add(begin, np.flatnonzero(gain), gain[gain != 0])
        again = self._best(np.concatenate([kept, np.zeros(self.size - len(kept))]), seconds())
        return found if again.pairs is None else replace(found, pairs=again.pairs)

    @property
    def unit(self) -> float:
        """What gains are divided by, so that the solver sees numbers around one."""
        return float(max(int(self.floors.scores.max(initial=1)), 1))

    def _objective(self) -> Floats:
        weights, gain = self.weights, np.zeros(self.size)
        gain[: self.first_served] = weights.pairs[self.part.pairs] // weights.unit / self.unit
        costs = weights.load[self.providers[self.spot_of]] + weights.load_step * self.nth
        gain[self.first_spot :] = -costs / weights.unit / self.unit
        return gain

    def _best(self, gain: Floats, seconds: float | None) -> Found:
        whole = np.zeros(self.size)
        whole[: self.first_spot] = 1
        told = best_of_program(
            gain,
            entries=self.limits.entries(),
            limits=(np.concatenate(self.limits.low), np.concatenate(self.limits.high)),
            bounds=(np.zeros(self.size), np.ones(self.size)),
            whole=whole,
            seconds=seconds,
        )
        pairs = None if told.values is None else self.part.pairs[told.values[: self.first_served] > 0.5]
        return Found(pairs, told.bound * self.unit, told.proved, told.impossible)

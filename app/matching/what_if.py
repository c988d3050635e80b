"""What one more provider would add: which skill, language or region to look for next.

LP duals say how much one more provider like j could add at most; the most promising are tried, and the
figure given is that of solving again. Duals alone mislead: where several optimal prices exist they differ
from the true gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.matching.assign import assign
from app.matching.assignment import Assignment
from app.matching.entries import Floats, Pairs, read_amounts, read_counts, read_ids, read_pairs, read_scores
from app.matching.errors import MatchingError
from app.matching.problem import Problem, read_problem
from app.matching.quotas import Quota
from app.matching.solvers import prices_of_limits


@dataclass(frozen=True)
class Gain:
    """One more provider with this `value` of the attribute, just like provider `like` (a position), with the
    same number of places as asked: `slots` more filled, `total` more score. `bound`: what the LP allowed, in
    points, where a filled slot counts as more than all scores together; `tried` others were no better."""

    value: Any
    like: int
    slots: int
    total: float
    bound: float
    tried: int


def what_if(
    scores: Any,
    attribute: Sequence[Any],
    *,
    demand: Any,
    capacity: Any,
    places: int = 1,
    tries: int = 2,
    provider_ids: Sequence[object] | None = None,
    recent_load: Any = None,
    quotas: Sequence[Quota] | None = None,
    **options: Any,
) -> list[Gain]:
    """For each value of `attribute` (one for each provider; None to leave one out), the best of `tries`
    providers with it, doubled with `places` places. The best value first. Other arguments as in `assign`."""
    entries = read_scores(scores)
    width = entries.shape[1]
    if len(attribute) != width:
        raise MatchingError("shape", f"the attribute has {len(attribute)} entries for {width} providers")
    batch = _Batch(scores, demand, capacity, provider_ids, recent_load, tuple(quotas or ()), options)
    before = batch.solve()
    bounds = places * batch.bounds()
    found = []
    for value in dict.fromkeys(one for one in attribute if one is not None):
        with_it = [at for at in range(width) if attribute[at] == value]
        likely = sorted(with_it, key=lambda at: (-bounds[at], at))[: max(tries, 1)]
        gains = [_gain(before, batch.solve(like, places), value, like, bounds[like]) for like in likely]
        best = max(gains, key=lambda gain: (gain.slots, gain.total, -gain.like))
        found.append(Gain(best.value, best.like, best.slots, best.total, best.bound, len(gains) - 1))
    return sorted(found, key=lambda gain: (-gain.slots, -gain.total, gain.like))


def _gain(before: Assignment, after: Assignment, value: Any, like: int, bound: float) -> Gain:
    return Gain(value, like, after.filled - before.filled, after.total - before.total, float(bound), 0)


@dataclass(frozen=True)
class _Batch:
    scores: Any
    demand: Any
    capacity: Any
    provider_ids: Sequence[object] | None
    recent_load: Any
    quotas: tuple[Quota, ...]
    options: dict[str, Any]

    def solve(self, like: int | None = None, places: int = 0) -> Assignment:
        """As it is, or with one more provider like the one named."""
        if like is None:
            return assign(self.scores, **self._as_given(), **self.options)
        entries = read_scores(self.scores)
        rows, width = entries.shape
        mine = entries.columns == like
        scores = Pairs(
            np.concatenate([entries.rows, entries.rows[mine]]),
            np.concatenate([entries.columns, np.full(int(mine.sum()), width)]),
            np.concatenate([entries.values, entries.values[mine]]),
            (rows, width + 1),
        )
        return assign(
            scores,
            demand=self.demand,
            capacity=np.append(read_counts(self.capacity, width, "capacity"), places),
            provider_ids=_one_more(self.provider_ids, width),
            recent_load=np.append(read_amounts(self.recent_load, width, "recent_load"), 0.0),
            quotas=[_with(quota, like, width) for quota in self.quotas],
            **self._wider_options(like, width),
        )

    def _wider_options(self, like: int, width: int) -> dict[str, Any]:
        """What is forbidden to the provider is forbidden to its double; matrices gain a column."""
        options = dict(self.options)
        for name in ("pinned", "keep", "forbidden"):
            if options.get(name) is None:
                continue
            shape = (read_scores(self.scores).shape[0], width)
            pairs = [(int(row), int(column)) for row, column in read_pairs(options[name], shape, name)]
            double = [(row, width) for row, column in pairs if column == like and name == "forbidden"]
            options[name] = pairs + double
        return options

    def bounds(self) -> Floats:
        """What one more place with a double of each provider could add at most, by LP duals."""
        problem = self._problem()
        least = float(np.ceil(problem.values.max(initial=0)) * (problem.slots + 1) + 1)
        gain = problem.values + least
        quotas, pairs = problem.quotas, np.arange(len(problem.rows))
        first_provider, first_quota = problem.requests, problem.requests + problem.providers
        counted = [
            (pair, first_quota + quota)
            for pair in (pairs if quotas.names else ())
            for quota in quotas.above(int(problem.columns[pair]))
        ]
        in_quota = np.array(counted, np.int64).reshape(-1, 2)
        rows = np.concatenate([problem.rows, first_provider + problem.columns, in_quota[:, 1]])
        entries = (np.ones(len(rows)), rows, np.concatenate([pairs, pairs, in_quota[:, 0]]))
        high = np.concatenate([problem.demand, problem.capacity, quotas.limits]).astype(np.float64)
        prices = prices_of_limits(gain, entries=entries, high=high) if len(pairs) else np.zeros(len(high))
        return _double_bounds(problem, gain, prices)

    def _as_given(self) -> dict[str, Any]:
        return {
            "demand": self.demand,
            "capacity": self.capacity,
            "provider_ids": self.provider_ids,
            "recent_load": self.recent_load,
            "quotas": self.quotas,
        }

    def _problem(self) -> Problem:
        """The batch, before anything is solved."""
        solving = ("fairness", "seed", "time_limit", "watch")
        options = {name: value for name, value in self.options.items() if name not in solving}
        return read_problem(self.scores, **self._as_given(), **options)


def _double_bounds(problem: Problem, gain: Floats, prices: Floats) -> Floats:
    """By position: the largest gain of a pair over the price of its request and of the quotas above."""
    bounds = np.zeros(problem.providers)
    worth = gain - prices[problem.rows]
    first = problem.requests + problem.providers
    if problem.quotas.names:
        above = [problem.quotas.above(column) for column in range(problem.providers)]
        dues = [sum(prices[first + quota] for quota in quotas) for quotas in above]
        worth = worth - np.array(dues)[problem.columns]
    np.maximum.at(bounds, problem.columns, worth)
    for request, provider in problem.closed:  # full ones have no pair left to look at
        bounds[provider] = max(bounds[provider], float(gain.max(initial=0)) - prices[request])
    placed = np.zeros(problem.providers)
    placed[problem.provider_at] = bounds
    return placed


def _one_more(ids: Sequence[object] | None, width: int) -> list[Any] | None:
    """The ids and one that is not among them."""
    if ids is None:
        return None
    known = read_ids(ids, width, "provider_ids")
    if known.dtype.kind == "U":
        return [*known.tolist(), max(known.tolist(), default="") + "+"]
    return [*known.tolist(), int(known.max(initial=0)) + 1]


def _with(quota: Quota, like: int, double: int) -> Quota:
    if like not in quota.providers:
        return quota
    return Quota(quota.name, (*quota.providers, double), quota.at_most)

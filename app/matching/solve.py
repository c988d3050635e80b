"""The stages of a batch: fill slots, raise the floor, raise the total. Each says what it proved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.matching.entries import Ints
from app.matching.fairness import (
    Fairness,
    Floors,
    Target,
    find_target,
    has_reached,
    highest_level,
    see_floors,
)
from app.matching.network import Flow, build_network, cheapest_flow, largest_flow, widest_flow
from app.matching.potentials import find_prices, is_proof
from app.matching.problem import Problem
from app.matching.scaling import Weights
from app.matching.sums import Search, objective, resolution_of


@dataclass(frozen=True)
class Progress:
    """What a run has so far. `pairs` (of the problem) are an assignment that could be used as it stands."""

    stage: str
    pairs: Ints
    floor_bound: float | None = None


class Stopped(Exception):
    """Raised by a watcher to end a run; the incumbent is kept."""


Watcher = Callable[[Progress], None]


@dataclass
class Outcome:
    """The pairs chosen and what is known about them. Floors and totals are in scaled scores."""

    pairs: Ints
    slots: int
    flow: Flow | None = None  # of the last stage, where a flow was enough
    floor: float | None = None
    floor_bound: float | None = None
    floor_method: str = ""
    total_bound: float | None = None
    total_method: str = ""
    proved_floor: bool = True
    proved_total: bool = False
    stopped: bool = False
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass
class Run:
    """One batch on its way through the stages."""

    problem: Problem
    weights: Weights
    mode: Fairness
    time_limit: float | None
    watch: Watcher | None

    def __post_init__(self) -> None:
        self.begun = time.perf_counter()
        self.seconds: dict[str, float] = {}
        self.outcome = Outcome(np.zeros(0, np.int64), 0, seconds=self.seconds)

    def left(self) -> float | None:
        """Seconds that remain, or None without a limit."""
        if self.time_limit is None:
            return None
        return self.time_limit - (time.perf_counter() - self.begun)

    def out_of_time(self) -> bool:
        left = self.left()
        return left is not None and left <= 0

    def tell(self, stage: str, pairs: Ints, floor_bound: float | None = None) -> None:
        """Remember the incumbent, and let the watcher see it."""
        self.outcome.pairs = pairs
        if self.watch is not None:
            self.watch(Progress(stage, pairs, floor_bound))

    def clock(self, stage: str, since: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - since


def solve(run: Run) -> Outcome:
    """All stages. A watcher that raises Stopped, and a time limit, end it with the incumbent."""
    try:
        if run.mode is Fairness.TOTAL:
            _finish_with_flow(run, None, None)
        else:
            _solve_fairly(run)
    except Stopped:
        run.outcome.stopped = True
    return run.outcome


def _solve_fairly(run: Run) -> None:
    since = time.perf_counter()
    floors = see_floors(run.problem, run.mode, run.weights)
    target = find_target(run.problem, run.mode)
    run.outcome.slots = target.slots
    if run.watch is not None:  # something to fall back on before the long stages
        run.tell("filled", largest_flow(build_network(run.problem)).pairs)
    run.clock("fill", since)
    since = time.perf_counter()
    level = highest_level(floors, target)
    useful = np.flatnonzero(floors.levels >= level)
    run.clock("floor", since)
    flow = _cheapest(run, useful)
    if has_reached(floors, target, flow.pairs) and floors.floor(flow.pairs) >= level:
        run.outcome.floor_method = "thresholds"
        _note_floor(run, floors, flow.pairs, level)
        _finish_with_flow(run, useful, flow)
        return
    _solve_with_programs(run, floors, target, level, flow)


def _note_floor(run: Run, floors: Floors, pairs: Ints, bound: float) -> None:
    reached = floors.floor(pairs)
    run.outcome.floor = reached if np.isfinite(reached) else None
    run.outcome.floor_bound = run.outcome.floor if run.outcome.floor is None else max(bound, reached)
    run.outcome.proved_floor = bool(reached >= bound * (1 - 2 * resolution_of(floors)))


def _cheapest(run: Run, useful: Ints | None) -> Flow:
    since = time.perf_counter()
    steps = bool(run.weights.load_step or run.weights.load.any())
    flow = cheapest_flow(build_network(run.problem, useful, steps=steps), run.weights)
    run.clock("total", since)
    return flow


def _finish_with_flow(run: Run, useful: Ints | None, flow: Flow | None) -> None:
    """The last stage where a flow is enough, with its proof."""
    flow = flow or _cheapest(run, useful)
    run.outcome.slots = flow.amount
    run.tell("total", flow.pairs, run.outcome.floor_bound)
    since = time.perf_counter()
    prices = find_prices(flow)
    run.outcome.flow = flow
    run.outcome.total_method = "prices"
    run.outcome.proved_total = prices is not None and is_proof(flow, prices)
    if run.outcome.proved_total:
        run.outcome.total_bound = float(objective(run.problem, run.weights, flow.pairs))
    run.clock("proof", since)


def _solve_with_programs(run: Run, floors: Floors, target: Target, high: float, flow: Flow) -> None:
    """Floors under sums of several scores: a good start by flows, then level by level."""
    run.outcome.floor_method = run.outcome.total_method = "program"
    search = Search(floors, target, run.weights, run.left)
    start = _best_start(run, floors, target, high, flow)

    def better(pairs: Ints, bound: float) -> None:
        _note_floor(run, floors, pairs, bound)
        run.tell("floor", pairs, bound)

    better(start, high)
    since = time.perf_counter()
    best, bound = search.raise_floor(start, high, better)
    run.clock("floor", since)
    better(best, bound)
    since = time.perf_counter()
    answer = search.raise_total(best)
    run.clock("total", since)
    assert answer.pairs is not None
    _note_floor(run, floors, answer.pairs, bound)
    run.outcome.proved_total = answer.is_certain
    run.outcome.total_bound = answer.bound
    run.tell("total", answer.pairs, bound)


def _best_start(run: Run, floors: Floors, target: Target, high: float, flow: Flow) -> Ints:
    """The fairest of a few flows over ever more of the useful pairs."""
    tries = [flow.pairs]
    for share in (0.98, 0.9, 0.5, 0.0):
        if floors.floor(tries[0]) >= high * share:
            break
        tries.append(_cheapest(run, np.flatnonzero(floors.levels >= high * share)).pairs)
    whole = [pairs for pairs in tries if has_reached(floors, target, pairs)]
    if whole:
        return max(whole, key=floors.floor)
    return widest_flow(build_network(run.problem), run.problem.pinned_requests == 0).pairs

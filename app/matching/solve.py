"""The stages of a batch: fill slots, raise the floor, raise the total. Each says what it proved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.matching import integer
from app.matching.entries import Ints
from app.matching.fairness import Fairness, Floors, Target, find_target, highest_level, see_floors
from app.matching.network import Flow, build_network, cheapest_flow, largest_flow, widest_flow
from app.matching.potentials import find_prices, is_proof
from app.matching.problem import Problem
from app.matching.scaling import Weights


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
    if _reaches(floors, target, flow.pairs, level):
        run.outcome.floor_method = "thresholds"
        _note_floor(run, floors, flow.pairs, level)
        _finish_with_flow(run, useful, flow)
        return
    _solve_with_programs(run, floors, target, level, flow)


def _reaches(floors: Floors, target: Target, pairs: Ints, level: float) -> bool:
    if target.served is not None:
        served = floors.served(pairs) & (floors.problem.pinned_requests == 0)
        if int(served.sum()) < target.served:
            return False
    return floors.floor(pairs) >= level


def _note_floor(run: Run, floors: Floors, pairs: Ints, bound: float) -> None:
    reached = floors.floor(pairs)
    run.outcome.floor = reached if np.isfinite(reached) else None
    run.outcome.floor_bound = run.outcome.floor if run.outcome.floor is None else max(bound, reached)
    run.outcome.proved_floor = bool(reached >= bound)


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
    prices = find_prices(flow, run.weights)
    run.outcome.flow = flow
    run.outcome.total_method = "prices"
    run.outcome.proved_total = prices is not None and is_proof(flow, run.weights, prices)
    if run.outcome.proved_total:
        run.outcome.total_bound = float(objective(run.problem, run.weights, flow.pairs))
    run.clock("proof", since)


def _solve_with_programs(run: Run, floors: Floors, target: Target, high: float, flow: Flow) -> None:
    """Sums of several scores: first a good start by flows, then programs over the few pairs it leaves."""
    run.outcome.floor_method = run.outcome.total_method = "program"
    start = _best_start(run, floors, target, high, flow)
    low = max(floors.floor(start), 0.0)
    run.tell("floor, first try", start, high)
    since = time.perf_counter()
    found = integer.raise_floor(floors, target, run.weights, low=low, high=high, seconds=run.left())
    run.clock("floor", since)
    best = start
    if found.pairs is not None and floors.floor(found.pairs) >= floors.floor(best):
        best = found.pairs
    _note_floor(run, floors, best, min(high, found.bound))
    if found.proved:
        run.outcome.floor_bound, run.outcome.proved_floor = run.outcome.floor, True
    run.tell("floor", best, run.outcome.floor_bound)
    _raise_total(run, floors, target, best)


def _raise_total(run: Run, floors: Floors, target: Target, best: Ints) -> None:
    needed = integer.least_sums(floors, best)
    useful = np.flatnonzero(floors.levels >= floors.floor(best) * (1 - 1e-12))
    flow = _cheapest(run, useful)
    run.outcome.total_bound = float(objective(run.problem, run.weights, flow.pairs))
    if _holds(floors, target, flow.pairs, needed):
        _finish_with_flow(run, useful, flow)
        return
    since = time.perf_counter()
    left = run.left()
    found = integer.raise_total(floors, target, run.weights, needed=needed, useful=useful, seconds=left)
    run.clock("total", since)
    run.outcome.total_bound = min(run.outcome.total_bound, found.bound)
    if found.pairs is not None and _holds(floors, target, found.pairs, needed):
        best = max(best, found.pairs, key=lambda pairs: objective(run.problem, run.weights, pairs))
        run.outcome.proved_total = found.proved
    if run.outcome.proved_total:
        best = _standing_if_as_good(run, floors, target, needed, best)
        run.outcome.total_bound = float(objective(run.problem, run.weights, best))
    run.tell("total", best, run.outcome.floor_bound)


def _best_start(run: Run, floors: Floors, target: Target, high: float, flow: Flow) -> Ints:
    """The fairest of a few flows over ever more of the useful pairs."""
    tries = [flow.pairs]
    for share in (1.0, 0.98, 0.9, 0.5, 0.0):
        if share < 1.0 and floors.floor(tries[0]) >= high * share:
            break
        tries.append(_cheapest(run, np.flatnonzero(floors.levels >= high * share)).pairs)
    whole = [pairs for pairs in tries if _reaches(floors, target, pairs, -1.0)]
    if not whole:
        return _serving_most(run, target)
    return max(whole, key=floors.floor)


def _serving_most(run: Run, target: Target) -> Ints:
    """As many slots filled as can be, with as many requests served: a first slot weighs more than others."""
    network = build_network(run.problem)
    if target.served is None:
        return largest_flow(network).pairs
    return widest_flow(network, run.problem.pinned_requests == 0).pairs


def _holds(floors: Floors, target: Target, pairs: Ints, needed: Ints) -> bool:
    """Whether these pairs reach the target and every served request's least sum: in whole numbers."""
    if len(pairs) != target.slots or not _reaches(floors, target, pairs, -1.0):
        return False
    return bool((floors.sums(pairs) >= needed)[floors.served(pairs)].all())


def _standing_if_as_good(run: Run, floors: Floors, target: Target, needed: Ints, best: Ints) -> Ints:
    """The pairs that stand, where they are as good as what was found: nothing moves without need."""
    standing = np.flatnonzero(run.problem.kept)
    if not _holds(floors, target, standing, needed) or not is_feasible(run.problem, standing):
        return best
    known = objective(run.problem, run.weights, best)
    return standing if objective(run.problem, run.weights, standing) >= known else best


def is_feasible(problem: Problem, pairs: Ints) -> bool:
    """Whether these pairs keep to demand, capacity and quotas."""
    filled = np.bincount(problem.rows[pairs], minlength=problem.requests)
    load = np.bincount(problem.columns[pairs], minlength=problem.providers)
    held = problem.quotas.used(load)
    return bool(
        (filled <= problem.demand).all()
        and (load <= problem.capacity).all()
        and (held <= problem.quotas.limits).all()
    )


def objective(problem: Problem, weights: Weights, pairs: Ints) -> int:
    """Scores and bonuses less what load costs, in scaled scores: what the last stage maximises."""
    gained = int((weights.pairs[pairs] // weights.unit).sum())
    if not (weights.load_step or weights.load.any()):
        return gained
    load = np.bincount(problem.columns[pairs], minlength=problem.providers)
    begun, step = weights.load // weights.unit, weights.load_step // weights.unit
    return gained - int((load * begun + step * (load * (load - 1) // 2)).sum())

"""The public call: a batch of requests and providers in, an assignment out."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from app.matching.assignment import ENGINE_VERSION, Assignment, Certificate, Scarcity, Unfilled
from app.matching.causes import Cause, Group, find_causes
from app.matching.entries import Ints, read_number
from app.matching.errors import MatchingError
from app.matching.fairness import Fairness, see_floors
from app.matching.problem import Problem, read_problem
from app.matching.quotas import Quota
from app.matching.scaling import Weights, weigh
from app.matching.solve import Outcome, Run, Watcher, solve
from app.matching.sums import objective


def assign(
    scores: Any,
    *,
    demand: Any,
    capacity: Any,
    request_ids: Sequence[object] | None = None,
    provider_ids: Sequence[object] | None = None,
    forbidden: Any = None,
    pinned: Any = None,
    fairness: str = "relative_floor",
    load_weight: float = 0,
    recent_load: Any = None,
    quotas: Sequence[Quota] | None = None,
    keep: Any = None,
    keep_bonus: float = 0,
    seed: int = 0,
    time_limit: float | None = None,
    watch: Watcher | None = None,
) -> Assignment:
    """Give requests their providers: as many slots as can be filled, then as fairly as `fairness` asks, then
    with the largest total; ties by the ids and the seed, whatever the order of rows and columns.

    scores: requests x providers, a dense array (NaN or negative: infeasible), a scipy sparse matrix or
        `Pairs` (absent: infeasible). Whole numbers are solved exactly; others are scaled so that the total
        is within 1e-6 of the optimum (of the largest score, where scores are above 1 and too fine to scale).
    demand, capacity: slots of each request, places of each provider: one number or one for each.
    request_ids, provider_ids: whole numbers or texts, positions when not given.
    forbidden, pinned, keep: pairs of positions, or matrices of the scores' shape.
    fairness: `total`, `pair_floor`, `max_min` or `relative_floor` (see `Fairness`).
    load_weight: what a provider's n-th place costs more than the one before, in points of score;
        `recent_load` counts as places already given.
    quotas: at most so many places from groups of providers; the groups nest or are apart.
    keep, keep_bonus: pairs that stand, and what each is worth more, in points; at 0 they win ties only.
    time_limit: seconds for the floors that need branch and bound; then the incumbent, with its gap.
    watch: is told each incumbent; may raise `Stopped`.

    Raises MatchingError, with the row and the reason.
    """
    run = prepare(
        scores,
        demand=demand,
        capacity=capacity,
        request_ids=request_ids,
        provider_ids=provider_ids,
        forbidden=forbidden,
        pinned=pinned,
        fairness=fairness,
        load_weight=load_weight,
        recent_load=recent_load,
        quotas=quotas,
        keep=keep,
        keep_bonus=keep_bonus,
        seed=seed,
        time_limit=time_limit,
        watch=watch,
    )
    return finish(run, solve(run), seed)


def prepare(
    scores: Any,
    *,
    fairness: str = "relative_floor",
    seed: int = 0,
    time_limit: float | None = None,
    watch: Watcher | None = None,
    **given: Any,
) -> Run:
    """The batch of `assign`, checked and weighed, before anything is solved. Raises MatchingError."""
    begun = time.perf_counter()
    mode = _mode(fairness)
    limit = None if time_limit is None else read_number(time_limit, "time_limit")
    problem = read_problem(scores, **given)
    nodes = problem.requests + problem.providers + len(problem.quotas.names) + 2
    run = Run(problem, weigh(problem, seed=seed, nodes=nodes), mode, limit, watch)
    run.clock("read", begun)
    return run


def _mode(fairness: str) -> Fairness:
    try:
        return Fairness(fairness)
    except ValueError:
        known = ", ".join(mode.value for mode in Fairness)
        raise MatchingError("fairness_unknown", f"fairness is one of {known}, not {fairness!r}") from None


def finish(run: Run, outcome: Outcome, seed: int) -> Assignment:
    """The assignment that an outcome is, in the caller's positions."""
    since = time.perf_counter()
    problem, weights = run.problem, run.weights
    floors = see_floors(problem, run.mode, weights)
    chosen = np.concatenate([problem.pinned, np.column_stack([problem.rows, problem.columns])[outcome.pairs]])
    values = np.concatenate([problem.pinned_values, problem.values[outcome.pairs]])
    rows, columns = problem.request_at[chosen[:, 0]], problem.provider_at[chosen[:, 1]]
    order = np.lexsort((columns, rows))
    sums = np.zeros(problem.requests, problem.values.dtype)
    np.add.at(sums, rows, values)
    bests = np.empty(problem.requests, np.float64)
    bests[problem.request_at] = np.ldexp(floors.bests.total, -weights.shift)
    causes, groups = find_causes(problem, outcome.pairs) if len(outcome.pairs) < problem.slots else ([], [])
    run.clock("explain", since)
    return Assignment(
        pairs=tuple(zip(rows[order].tolist(), columns[order].tolist(), strict=True)),
        request_ids=tuple(problem.request_ids.tolist()),
        provider_ids=tuple(problem.provider_ids.tolist()),
        total=values.sum().item() if len(values) else 0,
        objective=_points(objective(problem, weights, outcome.pairs), weights) + _pinned_objective(problem),
        sums=tuple(sums.tolist()),
        bests=tuple((bests.astype(np.int64) if problem.is_whole else bests).tolist()),
        filled=len(chosen),
        slots=int(problem.asked.sum()),
        unfilled=tuple(_unfilled(problem, cause) for cause in causes),
        scarce=tuple(_scarcity(problem, group) for group in groups),
        load=tuple(np.bincount(columns, minlength=problem.providers).tolist()),
        certificate=_certificate(run, outcome),
        fairness=run.mode.value,
        seed=seed,
        stopped=outcome.stopped,
        versions=_versions(),
        timings=dict(run.seconds),
    )


def _points(scaled: float, weights: Weights) -> float:
    """Scaled scores as points; whole where nothing was scaled."""
    return scaled if weights.shift == 0 else scaled / 2.0**weights.shift


def _pinned_objective(problem: Problem) -> float:
    """What the pinned pairs add to the objective, load included."""
    gained = problem.pinned_values.sum().item() if len(problem.pinned) else 0
    if not problem.load_weight:
        return gained
    load = problem.pinned_load
    return float(gained - problem.load_weight * (load * problem.recent_load + load * (load - 1) / 2).sum())


def _certificate(run: Run, outcome: Outcome) -> Certificate:
    weights, fixed = run.weights, _pinned_objective(run.problem)
    per = 0 if run.mode is Fairness.RELATIVE_FLOOR else weights.shift
    bound = outcome.total_bound
    bound = None if bound is None or not np.isfinite(bound) else bound
    return Certificate(
        slots_bound=outcome.slots + len(run.problem.pinned),
        floor=None if outcome.floor is None else outcome.floor / 2.0**per,
        floor_bound=None if outcome.floor_bound is None else outcome.floor_bound / 2.0**per,
        floor_method=outcome.floor_method,
        objective_bound=None if bound is None else _points(bound, weights) + fixed,
        total_method=outcome.total_method,
        proved=outcome.proved_floor and outcome.proved_total and not outcome.stopped,
    )


def _places(at: Ints, canonical: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(at[list(canonical)].tolist()))


def _unfilled(problem: Problem, cause: Cause) -> Unfilled:
    return Unfilled(
        request=int(problem.request_at[cause.request]),
        slots=cause.slots,
        cause=cause.cause,
        providers=_places(problem.provider_at, cause.providers),
        quotas=cause.quotas,
        scarce=cause.group,
    )


def _scarcity(problem: Problem, group: Group) -> Scarcity:
    return Scarcity(
        providers=_places(problem.provider_at, group.providers),
        quotas=group.quotas,
        requests=_places(problem.request_at, group.requests),
    )


def _versions() -> dict[str, str]:
    """Of the engine and of every library that had a part in the result."""
    versions = {"engine": ENGINE_VERSION, "python": sys.version.split()[0], "numpy": np.__version__}
    for name in ("ortools", "scipy"):
        module = sys.modules.get(name)
        if module is not None:
            versions[name] = str(module.__version__)
    return versions

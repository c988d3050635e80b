"""Fewer pairs, and proof that nothing is lost by it.

Keeping only each request's best candidates makes a batch small, but too few leave slots empty that could be
filled. Here the batch is solved on the best ones, and the prices of that solution are held against every
pair left out: where none is worth more than its request and provider cost, the solution is the best of all
(pricing out, as in column generation; Dantzig and Wolfe 1960). Pairs that are worth more come in, and it is
solved again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.matching.assign import finish, prepare
from app.matching.assignment import Assignment
from app.matching.entries import Bools, Ints
from app.matching.errors import MatchingError
from app.matching.network import Flow, build_network, cheapest_flow, largest_flow
from app.matching.potentials import find_prices, is_proof
from app.matching.problem import Problem
from app.matching.scaling import Weights
from app.matching.solve import Outcome

FEWEST = 40  # fewer leave slots empty too often to be worth a try


@dataclass(frozen=True)
class Thinned:
    """`assignment` is the best of all pairs; `pairs` of `everyone` were needed to find and prove it, in
    `rounds`."""

    assignment: Assignment
    pairs: int
    everyone: int
    rounds: int


def assign_among_best(scores: Any, *, keep_best: int = FEWEST, seed: int = 0, **options: Any) -> Thinned:
    """The assignment with the largest total, from each request's `keep_best` candidates and whatever turns
    out to be needed besides. Other arguments as in `assign`, without `fairness`.

    Raises MatchingError like `assign`, and for `keep_best` below 40."""
    if keep_best < FEWEST:
        raise MatchingError("too_few_candidates", f"keep at least {FEWEST} candidates, not {keep_best}")
    run = prepare(scores, fairness="total", seed=seed, **options)
    problem, weights = run.problem, run.weights
    steps = bool(weights.load_step or weights.load.any())
    slots = largest_flow(build_network(problem)).amount
    kept = best_of_each(problem, weights.scores, keep_best)
    for rounds in range(1, len(problem.rows) + 2):
        flow = cheapest_flow(build_network(problem, np.flatnonzero(kept), steps=steps), weights)
        missing = _worth_more(flow, weights) if flow.amount == slots else ~kept
        missing &= ~kept
        if not missing.any():
            break
        if flow.amount < slots:  # no prices help here: every request gets as many candidates again
            missing = best_of_each(problem, weights.scores, int(2 ** (rounds + 1)) * keep_best)
        kept |= missing
    outcome = Outcome(flow.pairs, slots, total_method="prices", proved_total=True)
    run.clock("total", run.begun)
    return Thinned(finish(run, outcome, seed), int(kept.sum()), len(kept), rounds)


def best_of_each(problem: Problem, scores: Ints, count: int) -> Bools:
    """Each request's `count` highest scores, equal ones by the provider's place."""
    order = np.lexsort((problem.columns, -scores, problem.rows))
    place = np.arange(len(order)) - problem.starts[problem.rows[order]]
    kept = np.zeros(len(order), np.bool_)
    kept[order[place < count]] = True
    return kept


def _worth_more(flow: Flow, weights: Weights) -> Bools:
    """Which of all pairs are worth more than the prices of the flow: none means that it is the best."""
    network, problem = flow.network, flow.network.problem
    prices = find_prices(flow)
    if prices is None or not is_proof(flow, prices):  # pragma: no cover - the solver was wrong
        raise RuntimeError("a flow is not the cheapest")
    # A provider that no kept pair leads to is free: one place with it costs what its load does.
    exit_price = np.full(problem.providers, prices[network.sink]) - weights.load
    first_quota = problem.requests + len(network.used)
    inside = problem.quotas.inner >= 0
    exit_price[inside] = prices[first_quota + problem.quotas.inner[inside]] - weights.load[inside]
    exit_price[network.used] = prices[problem.requests : first_quota]
    return np.asarray(weights.pairs > prices[problem.rows] - exit_price[problem.columns])

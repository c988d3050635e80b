"""The figures of a batch: optimal, fair, quick, stable."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.matching import Assignment, Pairs, assign
from app.matching.assign import prepare
from app.matching.candidates import assign_among_best, best_of_each
from app.matching.rematch import rematch
from app.matching.synthetic import Case, crowded_case, leave, make_case
from benchmarks.matching.others import arcs_of, bare_solver, greedy, linear_program, plain_python
from benchmarks.table import Line, judged

ROUNDS = 7


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


Work = Callable[[], object]


def beside(mine: Work, other: Work, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Both in turn: the median ratio pair by pair, and the medians in milliseconds."""
    mine()
    other()
    pairs = [(seconds(mine), seconds(other)) for _ in range(rounds)]
    ratio = statistics.median(first / second for first, second in pairs)
    first, second = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    return ratio, first, second


def solved(case: Case, fairness: str = "relative_floor", time_limit: float | None = None) -> Assignment:
    return assign(
        case.scores, demand=case.demand, capacity=case.capacity, fairness=fairness, time_limit=time_limit
    )


def lines(small: bool = False) -> Iterator[Line]:
    """Every figure. `small`: tenth the size, to try the measuring itself."""
    share = 10 if small else 1
    large = make_case(1000 // share, 10_000 // share, seed=1, single=True, candidates=140)
    larger = make_case(5000 // share, 50_000 // share, seed=1, single=True, candidates=140)
    several = make_case(1000 // share, 10_000 // share, seed=1, candidates=140)
    yield from optimum_lines(share)
    yield from speed_lines(large, "1k x 10k", 2.5)
    yield from speed_lines(larger, "5k x 50k", 1.3)
    yield other_ways_line(make_case(250 // share, 2500 // share, seed=1, candidates=140))
    yield _sums_line(several)
    yield from fairness_lines(share)
    yield shuffle_line(share)
    yield rematch_line(several)
    yield from candidate_lines(share)


def optimum_lines(share: int) -> Iterator[Line]:
    """The total beside the LP, greedy choice and plain Python, on the same batches."""
    for name, case in (
        ("scarce", make_case(800 // share, 1000 // share, seed=2, candidates=60)),
        ("crowded", crowded_case(118, 177, seed=2, capacity=3)),
    ):
        found = solved(case, "total")
        optimum = linear_program(case, found.filled)
        filled, total = greedy(case)
        by_hand = plain_python(case)
        figure = f"{found.total / optimum:.6f} (greedy {total / optimum:.3f}"
        figure += f", {found.filled - filled} slots fewer; plain Python {by_hand[1] / optimum:.6f})"
        fine = abs(found.total / optimum - 1) < 1e-6 and by_hand == (found.filled, found.total)
        yield judged(f"objective / LP optimum, {name}", figure, "1.000000", fine)


def speed_lines(case: Case, size: str, most: float) -> Iterator[Line]:
    """The whole call beside the bare solver on the same arcs."""
    arcs = arcs_of(case)
    pairs = len(case.scores.rows)
    for fairness in ("relative_floor", "total"):
        ratio, mine, bare = beside(lambda: solved(case, fairness), lambda: bare_solver(arcs))  # noqa: B023
        figure = f"{ratio:.2f}x ({mine:.0f} ms, bare {bare:.0f} ms, {pairs:,} pairs)"
        yield judged(f"batch / bare OR-tools, {size}, {fairness}", figure, f"<= {most:g}x", ratio <= most)


def other_ways_line(case: Case) -> Line:
    """The whole call beside the LP, greedy choice and plain Python, which all seek the largest total."""
    filled = solved(case, "total").filled
    mine = min(seconds(lambda: solved(case, "total")) for _ in range(3))
    others = {
        "LP": seconds(lambda: linear_program(case, filled)),
        "greedy": seconds(lambda: greedy(case)),
        "plain Python": seconds(lambda: plain_python(case)),
    }
    told = ", ".join(f"{name} {1000 * taken:.0f} ms" for name, taken in others.items())
    fine = mine < others["LP"] and mine < others["plain Python"]
    pairs = len(case.scores.rows)
    figure = f"{1000 * mine:.0f} ms; {told} ({pairs:,} pairs)"
    return judged("batch beside other ways, 250 x 2,500", figure, "below LP and plain Python", fine)


def _sums_line(case: Case) -> Line:
    """Demand of one to three: the floor under sums, proved."""
    found = solved(case, time_limit=120)
    taken = sum(found.timings.values())
    proved = found.certificate.proved
    figure = f"floor {found.certificate.floor:.4f}, proved: {proved}, {taken:.1f} s"
    return judged("floor under sums, 1k x 10k, 1 to 3 slots", figure, "proved within 120 s", proved)


def fairness_lines(share: int) -> Iterator[Line]:
    """The worst relative score, and what fairness costs, where everybody fits everybody."""
    for seed in range(1, 4):
        case = crowded_case(118, 177, seed=seed, capacity=3)
        unfair, fair = solved(case, "total"), solved(case, time_limit=30.0 / share)
        worst, best = _worst(unfair), _worst(fair)
        cost = fair.total / unfair.total
        gap = fair.certificate.floor_gap or 0.0
        figure = f"{best:.4f} (largest total: {worst:.4f}), total {cost:.5f}, floor gap {gap:.5f}"
        fine = best >= worst and cost >= 0.995
        yield judged(
            f"worst relative score, 118 x 177 x 3, case {seed}", figure, ">= largest total's, >= .995", fine
        )


def _worst(found: Assignment) -> float:
    return min(have / could for have, could in zip(found.sums, found.bests, strict=True) if could)


def shuffle_line(share: int) -> Line:
    """The same batch with rows and columns in other orders; many scores are equal."""
    case = make_case(300 // share, 1000 // share, seed=3)
    matrix = np.where(case.dense() >= 0, case.dense() // 1500, -1)
    draw = np.random.default_rng(1)
    found = set()
    for _ in range(5):
        rows, columns = draw.permutation(matrix.shape[0]), draw.permutation(matrix.shape[1])
        told = assign(
            matrix[np.ix_(rows, columns)], demand=case.demand[rows], capacity=case.capacity[columns],
            request_ids=rows.tolist(), provider_ids=columns.tolist(), fairness="total",
        )  # fmt: skip
        found.add(frozenset(told.id_pairs))
    first = next(iter(found))
    changed = sum(len(first - other) for other in found)
    return judged("pairs changed when the input is shuffled", f"{changed} of {len(first)}", "0", changed == 0)


def rematch_line(case: Case) -> Line:
    """Three in a hundred providers leave. Voluntary: pairs given up beyond what filling slots needs."""
    first = solved(case, "total")
    stay = leave(case, 0.03, seed=4)
    ids = np.flatnonzero(stay)
    here = stay[case.scores.columns]
    place = np.cumsum(stay) - 1
    rows, columns = case.scores.rows[here], place[case.scores.columns[here]]
    scores = Pairs(rows, columns, case.scores.values[here], (len(case.demand), len(ids)))
    common: dict[str, Any] = {
        "demand": case.demand,
        "capacity": case.capacity[ids],
        "provider_ids": ids.tolist(),
    }
    again = rematch(first, scores, fairness="total", **common)
    fresh = assign(scores, fairness="total", **common)
    standing = {*again.kept, *again.moved}
    only = [int(pair in standing) for pair in zip(scores.rows.tolist(), scores.columns.tolist(), strict=True)]
    most = assign(Pairs(scores.rows, scores.columns, only, scores.shape), fairness="total", **common).total
    voluntary = int(most) - len(again.kept)
    before = set(first.id_pairs)
    careless = len(standing) - sum(pair in before for pair in fresh.id_pairs)
    share_of_best = again.assignment.total / fresh.total
    figure = f"{voluntary} at {share_of_best:.5f} of the optimum ({careless} moved without care)"
    fine = voluntary == 0 and share_of_best >= 0.998 and again.assignment.filled == fresh.filled
    return judged("voluntary changes after 3 % of providers leave", figure, "0 at >= .998", fine)


def candidate_lines(share: int) -> Iterator[Line]:
    """Only the best candidates of each request: proved to lose nothing; ten without a proof lose slots."""
    case = make_case(1000 // share, 1500 // share, seed=5, candidates=125, skills=12)
    common: dict[str, Any] = {"demand": case.demand, "capacity": np.minimum(case.capacity, 2)}
    whole = assign(case.scores, fairness="total", **common)
    thinned = assign_among_best(case.scores, **common)
    problem = prepare(case.scores, fairness="total", **common).problem
    ten = best_of_each(problem, problem.values, 10)
    few = Pairs(problem.rows[ten], problem.columns[ten], problem.values[ten], case.scores.shape)
    lost = 1 - assign(few, fairness="total", **common).filled / whole.filled
    figure = f"{thinned.pairs:,} of {thinned.everyone:,} pairs, {thinned.rounds} rounds, same total: "
    figure += f"{thinned.assignment.total == whole.total} (10 each: {lost:.1%} of slots empty)"
    fine = thinned.assignment.total == whole.total and thinned.assignment.filled == whole.filled
    yield judged("only the 40 best candidates", figure, "proved to lose nothing", fine)

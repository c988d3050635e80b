"""What has to hold for every batch, however large."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize, sparse

from app.matching import Assignment, Pairs, Quota, Scarcity, assign
from app.matching.synthetic import Case, crowded_case, make_case
from tests.proofs import examples

SEEDS = st.integers(0, 10_000)
MODES = st.sampled_from(["total", "pair_floor", "max_min", "relative_floor"])


Counts = NDArray[np.int64]


def lp_optimum(scores: NDArray[np.float64], demand: Counts, capacity: Counts) -> tuple[float, float]:
    """Filled slots and the total score above them, by scipy's linear programming alone."""
    rows, columns = np.nonzero(scores >= 0)
    ones, pairs = np.ones(len(rows)), np.arange(len(rows))
    by_request = sparse.csr_array((ones, (rows, pairs)), shape=(len(demand), len(rows)))
    by_provider = sparse.csr_array((ones, (columns, pairs)), shape=(len(capacity), len(rows)))
    limits = {"A_ub": sparse.vstack([by_request, by_provider]), "b_ub": np.concatenate([demand, capacity])}
    most = -optimize.linprog(-ones, bounds=(0, 1), **limits).fun
    gained = optimize.linprog(
        -scores[rows, columns], bounds=(0, 1), A_eq=ones[None, :], b_eq=[round(most)], **limits
    )
    return most, -gained.fun


def scarce(seed: int, requests: int = 30, providers: int = 40) -> Case:
    """More is asked than there is."""
    return make_case(requests, providers, seed=seed, candidates=8, skills=10, conflict=0.1)


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS, sparsely=st.booleans())
def test_total_equals_the_optimum_of_linear_programming(seed: int, sparsely: bool) -> None:
    case = scarce(seed)
    matrix = case.dense()
    given_scores = sparse.csr_array((matrix + 1) * (matrix >= 0)) if sparsely else matrix
    if sparsely:
        given_scores.data -= 1  # a score of 0 is feasible: it is stored, and only what is absent is not

    found = assign(given_scores, demand=case.demand, capacity=case.capacity, fairness="total")
    filled, total = lp_optimum(matrix.astype(float), case.demand, case.capacity)

    assert found.filled == round(filled)
    assert found.total == pytest.approx(total, abs=1e-6 * max(total, 1))
    assert found.certificate.objective_bound == found.objective == found.total
    assert found.gap == 0


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS, mode=MODES)
def test_limits_are_never_broken(seed: int, mode: str) -> None:
    case, draw = scarce(seed), np.random.default_rng(seed)
    pairs = np.column_stack([case.scores.rows, case.scores.columns])
    forbidden = pairs[draw.random(len(pairs)) < 0.2]
    common = {"demand": case.demand, "capacity": case.capacity, "forbidden": forbidden}
    first = assign(case.scores, fairness="total", **common)
    pinned = [pair for pair in first.pairs if draw.random() < 0.2]
    quota = Quota("region", tuple(np.flatnonzero(case.provider_region == 0).tolist()), 3 + len(pinned))

    found = assign(case.scores, pinned=pinned, quotas=[quota], fairness=mode, **common)

    chosen = set(found.pairs)
    rows = np.bincount([row for row, _ in found.pairs], minlength=30)
    columns = np.bincount([column for _, column in found.pairs], minlength=40)
    assert len(chosen) == len(found.pairs)
    assert not chosen & {(int(row), int(column)) for row, column in forbidden}
    assert chosen <= {(int(row), int(column)) for row, column in pairs}
    assert set(pinned) <= chosen
    assert (rows <= case.demand).all()
    assert (columns <= case.capacity).all()
    assert tuple(columns) == found.load
    assert sum(columns[list(quota.providers)]) <= quota.at_most
    assert sum(one.slots for one in found.unfilled) == found.slots - found.filled


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS, mode=MODES)
def test_shuffled_rows_and_columns_change_no_pair(seed: int, mode: str) -> None:
    case, draw = scarce(seed), np.random.default_rng(seed)
    matrix = np.where(case.dense() >= 0, case.dense() // 2000, -1)  # many equal scores
    requests = np.array([f"request {at}" for at in range(30)])
    providers = np.arange(40) * 7 + 3

    def solve(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Assignment:
        return assign(
            matrix[np.ix_(rows, columns)],
            demand=case.demand[rows],
            capacity=case.capacity[columns],
            request_ids=requests[rows].tolist(),
            provider_ids=providers[columns].tolist(),
            fairness=mode,
            seed=seed,
        )

    straight = solve(np.arange(30), np.arange(40))
    shuffled = solve(draw.permutation(30), draw.permutation(40))

    assert sorted(straight.id_pairs) == sorted(shuffled.id_pairs)
    assert straight.total == shuffled.total


def test_seed_decides_between_equals_and_favours_nobody() -> None:
    chosen = {
        assign(np.full((1, 5), 7), demand=1, capacity=1, fairness="total", seed=seed).pairs[0][1]
        for seed in range(60)
    }

    assert chosen == {0, 1, 2, 3, 4}


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS, mode=st.sampled_from(["total", "relative_floor"]))
def test_each_empty_slot_is_filled_by_lifting_its_cause(seed: int, mode: str) -> None:
    case = scarce(seed)
    capacity = np.where(np.random.default_rng(seed).random(40) < 0.2, 0, case.capacity)
    quota = Quota("region", tuple(np.flatnonzero(case.provider_region < 2).tolist()), 4)

    def filled(scores: Pairs, capacity: NDArray[np.int64], quota: Quota) -> int:
        return assign(scores, demand=case.demand, capacity=capacity, quotas=[quota], fairness="total").filled

    found = assign(case.scores, demand=case.demand, capacity=capacity, quotas=[quota], fairness=mode)
    for empty in found.unfilled:
        if empty.cause == "no_candidate":
            wider, more = _one_who_fits(case.scores, empty.request), np.append(capacity, 1)
            assert filled(wider, more, quota) == found.filled + 1
            assert empty.slots == case.demand[empty.request] - (case.scores.rows == empty.request).sum()
            continue
        named = empty if empty.scarce is None else found.scarce[empty.scarce]
        assert named.providers or named.quotas
        wider_quota = Quota(quota.name, quota.providers, quota.at_most + bool(named.quotas))
        for provider in named.providers:
            more = capacity + (np.arange(40) == provider)
            assert filled(case.scores, more, wider_quota) >= found.filled + 1
        if not named.providers:
            assert filled(case.scores, capacity, wider_quota) == found.filled + 1
        if empty.cause == "contention":
            alone = np.where(np.arange(30) == empty.request, case.demand, 0)
            mine = assign(case.scores, demand=alone, capacity=capacity, quotas=[quota], fairness="total")
            assert mine.filled >= sum(row == empty.request for row, _ in found.pairs) + empty.slots


def _one_who_fits(scores: Pairs, request: int) -> Pairs:
    """The scores with one more provider, who fits this request alone."""
    return Pairs(
        np.append(scores.rows, request),
        np.append(scores.columns, scores.shape[1]),
        np.append(scores.values, 1),
        (scores.shape[0], scores.shape[1] + 1),
    )


def test_causes_name_who_shares_the_scarce_group() -> None:
    scores = [[5, -1, -1], [6, -1, -1], [-1, 9, -1], [-1, -1, -1]]

    found = assign(scores, demand=1, capacity=[1, 1, 1])

    assert found.pairs == ((1, 0), (2, 1))
    assert [(one.request, one.cause, one.scarce) for one in found.unfilled] == [
        (0, "contention", 0),
        (3, "no_candidate", None),
    ]
    assert found.scarce == (Scarcity(providers=(0,), quotas=(), requests=(1,)),)


@settings(max_examples=examples(40), deadline=None)
@given(seed=SEEDS, scale=st.sampled_from([1e-3, 1.0, 100.0]))
def test_total_of_floats_is_within_a_millionth(seed: int, scale: float) -> None:
    draw = np.random.default_rng(seed)
    scores = np.where(draw.random((20, 30)) < 0.4, draw.random((20, 30)) * scale, np.nan)
    demand, capacity = draw.integers(1, 3, 20), draw.integers(1, 3, 30)

    found = assign(scores, demand=demand, capacity=capacity, fairness="total")
    _, total = lp_optimum(np.nan_to_num(scores, nan=-1), demand, capacity)

    assert found.total == pytest.approx(total, abs=1e-6)
    assert found.total == pytest.approx(
        math.fsum(scores[row, column] for row, column in found.pairs), abs=1e-9
    )


def test_whole_floats_and_whole_numbers_give_the_same() -> None:
    case = scarce(1)
    whole = assign(case.dense(), demand=case.demand, capacity=case.capacity)
    floats = assign(case.dense().astype(float), demand=case.demand, capacity=case.capacity)
    halves = assign(case.dense() / 2, demand=case.demand, capacity=case.capacity)

    assert whole.pairs == floats.pairs == halves.pairs
    assert isinstance(whole.total, int)
    assert halves.total * 2 == floats.total == whole.total


@settings(max_examples=examples(30), deadline=None)
@given(seed=SEEDS)
def test_load_weight_spreads_and_counts_recent_load(seed: int) -> None:
    case = scarce(seed)
    draw = np.random.default_rng(seed)
    recent = draw.integers(0, 3, 40)
    common = {"demand": case.demand, "capacity": case.capacity + 2, "recent_load": recent}

    plain = assign(case.scores, fairness="total", **common)
    spread = assign(case.scores, fairness="total", load_weight=400, **common)

    def cost(found: Assignment) -> int:
        return sum(400 * (recent[at] + place) for at, load in enumerate(found.load) for place in range(load))

    assert spread.filled == plain.filled
    assert spread.objective == spread.total - cost(spread) >= plain.total - cost(plain)
    assert spread.total <= plain.total


def test_floor_out_of_time_is_reported_with_an_honest_gap() -> None:
    case = crowded_case(118, 177, seed=2, capacity=2)
    common = {"demand": case.demand, "capacity": case.capacity, "fairness": "relative_floor"}

    hurried = assign(case.scores, time_limit=0.0, **common)
    certificate = hurried.certificate

    assert hurried.filled == hurried.slots == 354
    assert not certificate.proved
    assert certificate.floor is not None
    assert certificate.floor_bound is not None
    reached = min(have / could for have, could in zip(hurried.sums, hurried.bests, strict=True))
    assert certificate.floor == pytest.approx(reached)
    assert certificate.floor_gap == certificate.floor_bound - certificate.floor > 0


def test_json_and_back_is_the_same_assignment() -> None:
    case = scarce(5)
    found = assign(case.scores, demand=case.demand, capacity=case.capacity)

    again = Assignment.from_json(found.to_json())

    assert again == found
    assert again.timings == found.timings
    assert found.unfilled


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 2)])
@pytest.mark.parametrize("mode", ["total", "pair_floor", "max_min", "relative_floor"])
def test_nothing_to_match_is_a_result(shape: tuple[int, int], mode: str) -> None:
    found = assign(np.full(shape, -1), demand=1, capacity=1, fairness=mode)

    assert found.pairs == ()
    assert [one.cause for one in found.unfilled] == ["no_candidate"] * shape[0]
    assert found.certificate.proved


@pytest.mark.parametrize("mode", ["max_min", "relative_floor"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_floor_of_floats_is_that_of_whole_numbers_to_a_few_millionths(mode: str, seed: int) -> None:
    case = crowded_case(60, 90, seed=seed, capacity=3)
    common = {"demand": 3, "capacity": 3, "fairness": mode}

    whole = assign(case.dense(), **common)
    floats = assign(case.dense() / 10_007, **common)

    assert whole.certificate.proved
    assert floats.certificate.proved
    scale = 10_007 if mode == "max_min" else 1
    assert floats.certificate.floor * scale == pytest.approx(whole.certificate.floor, rel=1e-5)
    assert floats.certificate.floor_gap <= 1e-5 * floats.certificate.floor_bound
    assert floats.total * 10_007 == pytest.approx(whole.total, rel=1e-5)

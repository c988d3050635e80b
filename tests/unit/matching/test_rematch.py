"""Matching again: what stands is moved only where a slot needs it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import Assignment, Pairs, assign
from app.matching.rematch import Rematch, rematch
from app.matching.synthetic import Case, leave, make_case
from tests.proofs import examples

SEEDS = st.integers(0, 10_000)
MODES = st.sampled_from(["total", "pair_floor", "max_min", "relative_floor"])


def solve(case: Case, mode: str) -> Assignment:
    return assign(case.scores, demand=case.demand, capacity=case.capacity, fairness=mode, seed=3)


@settings(max_examples=examples(60), deadline=None)
@given(seed=SEEDS, mode=MODES, may_move=st.sampled_from([None, 0, 500]))
def test_rematch_without_change_changes_nothing(seed: int, mode: str, may_move: float | None) -> None:
    case = make_case(30, 40, seed=seed, candidates=8, skills=10)
    first = solve(case, mode)

    again = rematch(
        first,
        case.scores,
        demand=case.demand,
        capacity=case.capacity,
        fairness=mode,
        seed=9,
        may_move=may_move,
    )

    assert again.assignment.pairs == first.pairs == again.kept
    assert (again.moved, again.new, again.gone) == ((), (), ())


def without_some(case: Case, stay: np.ndarray) -> tuple[Pairs, list[int]]:
    """The scores of those who stay, and their ids: the positions they had."""
    place = np.cumsum(stay) - 1
    here = stay[case.scores.columns]
    scores = Pairs(
        case.scores.rows[here],
        place[case.scores.columns[here]],
        case.scores.values[here],
        (case.scores.shape[0], int(stay.sum())),
    )
    return scores, np.flatnonzero(stay).tolist()


def most_that_can_stay(again: Rematch, scores: Pairs, demand: np.ndarray, capacity: np.ndarray) -> int:
    """Of the old pairs that could still be, how many can stay while as many slots are filled: found by
    asking for nothing else."""
    standing = {*again.kept, *again.moved}
    old = [int((row, column) in standing) for row, column in zip(scores.rows, scores.columns, strict=True)]
    only = Pairs(scores.rows, scores.columns, old, scores.shape)
    return int(assign(only, demand=demand, capacity=capacity, fairness="total").total)


@settings(max_examples=examples(40), deadline=None)
@given(seed=SEEDS, mode=MODES)
def test_rematch_moves_only_what_a_slot_needs(seed: int, mode: str) -> None:
    case = make_case(30, 40, seed=seed, candidates=8, skills=10)
    first = solve(case, mode)
    scores, ids = without_some(case, leave(case, 0.1, seed=seed))
    common = {"demand": case.demand, "capacity": case.capacity[ids], "provider_ids": ids}

    again = rematch(first, scores, fairness=mode, **common)
    fresh = assign(scores, fairness=mode, **common)

    assert again.assignment.filled == fresh.filled
    assert len(again.kept) == most_that_can_stay(again, scores, case.demand, case.capacity[ids])
    before = set(first.id_pairs)
    assert {again.assignment.id_pairs[again.assignment.pairs.index(pair)] for pair in again.kept} <= before
    assert {provider for _, provider in again.gone}.isdisjoint(ids)
    assert len(again.kept) + len(again.moved) + len(again.gone) == len(first.pairs)
    assert sorted([*again.kept, *again.new]) == list(again.assignment.pairs)


def test_rematch_moves_for_points_where_it_may() -> None:
    first = assign([[50, 40]], demand=1, capacity=1)
    common = {"demand": 1, "capacity": 1}

    assert rematch(first, [[50, 60]], **common).assignment.pairs == ((0, 0),)
    assert rematch(first, [[50, 60]], may_move=10, fairness="total", **common).assignment.pairs == ((0, 0),)
    assert rematch(first, [[50, 61]], may_move=10, fairness="total", **common).moved == ((0, 0),)


def test_rematch_moves_a_pair_that_must_for_a_new_request() -> None:
    first = assign([[9, 8]], demand=1, capacity=1, request_ids=["a"], provider_ids=["p", "q"])

    again = rematch(
        first, [[5, -1], [9, 8]], demand=1, capacity=1, request_ids=["new", "a"], provider_ids=["p", "q"]
    )

    assert again.assignment.id_pairs == (("new", "p"), ("a", "q"))
    assert again.moved == ((1, 0),)


@pytest.mark.parametrize("reason", ["forbidden", "infeasible", "left"])
def test_rematch_names_pairs_that_can_no_longer_be(reason: str) -> None:
    first = assign([[9, 8]], demand=1, capacity=1, provider_ids=["p", "q"])
    scores = [[-1, 8]] if reason == "infeasible" else [[9, 8]]
    ids = ["other", "q"] if reason == "left" else ["p", "q"]
    forbidden = [(0, 0)] if reason == "forbidden" else None

    again = rematch(first, scores, demand=1, capacity=1, provider_ids=ids, forbidden=forbidden)

    assert again.gone == ((0, "p"),)
    assert again.kept == ()

"""Fewer pairs lose nothing, or are not enough and are told so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import MatchingError, Quota, assign
from app.matching.assign import prepare
from app.matching.candidates import assign_among_best, best_of_each
from app.matching.synthetic import make_case
from tests.proofs import examples


@settings(max_examples=examples(25), deadline=None)
@given(seed=st.integers(0, 10_000), scarce=st.booleans(), load_weight=st.sampled_from([0, 300]))
def test_best_candidates_give_what_all_give(seed: int, scarce: bool, load_weight: int) -> None:
    case = make_case(40, 50 if scarce else 200, seed=seed, candidates=120, skills=4)
    common = {
        "demand": case.demand,
        "capacity": np.minimum(case.capacity, 1) if scarce else case.capacity,
        "load_weight": load_weight,
        "quotas": [Quota("region", tuple(np.flatnonzero(case.provider_region == 0).tolist()), 5)],
    }

    thinned = assign_among_best(case.scores, **common)
    whole = assign(case.scores, fairness="total", **common)

    assert thinned.assignment.filled == whole.filled
    assert thinned.assignment.objective == whole.objective
    assert thinned.pairs <= thinned.everyone == len(case.scores.rows)
    assert thinned.assignment.certificate.proved


def test_pairs_left_out_come_back_when_they_are_worth_more() -> None:
    """Sixty requests want the same forty providers; the rest fit as well, for one point."""
    scores = np.ones((60, 80), np.int64)
    scores[:, :40] = np.arange(60)[:, None] + 100

    thinned = assign_among_best(scores, demand=1, capacity=1)

    assert thinned.rounds > 1
    assert thinned.assignment.filled == 60
    assert thinned.assignment.total == assign(scores, demand=1, capacity=1, fairness="total").total


def test_fewer_than_forty_are_refused() -> None:
    with pytest.raises(MatchingError, match="at least 40"):
        assign_among_best([[1]], demand=1, capacity=1, keep_best=10)


def test_best_of_each_keeps_the_highest_scores() -> None:
    problem = prepare([[5, 9, -1, 7], [3, 3, 3, 3]], demand=1, capacity=1).problem

    kept = best_of_each(problem, problem.values, 2)

    found = list(zip(problem.rows[kept].tolist(), problem.columns[kept].tolist(), strict=True))
    assert found == [(0, 1), (0, 3), (1, 0), (1, 1)]

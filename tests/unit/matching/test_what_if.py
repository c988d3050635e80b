"""What one more provider would add agrees with solving with one more provider."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import Quota, assign
from app.matching.synthetic import make_case
from app.matching.what_if import what_if
from tests.proofs import examples


@settings(max_examples=examples(12), deadline=None)
@given(
    seed=st.integers(0, 10_000), mode=st.sampled_from(["total", "relative_floor"]), places=st.integers(1, 2)
)
def test_gain_is_that_of_solving_again(seed: int, mode: str, places: int) -> None:
    case = make_case(20, 15, seed=seed, candidates=6, skills=6)
    matrix = case.dense()
    before = assign(matrix, demand=case.demand, capacity=case.capacity, fairness=mode)

    found = what_if(
        matrix,
        case.provider_skill.tolist(),
        demand=case.demand,
        capacity=case.capacity,
        fairness=mode,
        places=places,
    )

    assert {gain.value for gain in found} == set(case.provider_skill.tolist())
    assert [gain.slots for gain in found] == sorted((gain.slots for gain in found), reverse=True)
    for gain in found:
        after = assign(
            np.column_stack([matrix, matrix[:, gain.like]]),
            demand=case.demand,
            capacity=np.append(case.capacity, places),
            fairness=mode,
        )
        assert case.provider_skill[gain.like] == gain.value
        assert gain.slots == after.filled - before.filled
        assert gain.total == after.total - before.total


@settings(max_examples=examples(30), deadline=None)
@given(seed=st.integers(0, 10_000))
def test_bounds_hold_for_every_provider(seed: int) -> None:
    """The LP's bound is above the true gain, where a filled slot counts more than all scores together."""
    case = make_case(20, 12, seed=seed, candidates=5, skills=6)
    matrix = case.dense()
    quota = Quota("half", tuple(range(6)), 5)
    worth = int(matrix.max()) * (int(case.demand.sum()) + 1) + 1

    found = what_if(
        matrix, list(range(12)), demand=case.demand, capacity=case.capacity, quotas=[quota], fairness="total"
    )

    assert len(found) == 12
    for gain in found:
        assert gain.slots * worth + gain.total <= gain.bound * (1 + 1e-9) + 1e-6


def test_scarce_skill_comes_first() -> None:
    scores = [[90, -1, -1], [80, -1, -1], [-1, 70, 60]]

    found = what_if(scores, ["law", "media", "media"], demand=1, capacity=1)

    assert [(gain.value, gain.slots, gain.total) for gain in found] == [("law", 1, 80), ("media", 0, 0)]


def test_values_of_none_are_left_out_and_what_is_forbidden_stays_so() -> None:
    scores = [[90, 50], [80, 40]]

    found = what_if(scores, ["law", None], demand=1, capacity=[1, 0], forbidden=[(1, 0)])

    assert [(gain.value, gain.slots) for gain in found] == [("law", 0)]

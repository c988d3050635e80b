"""Against every assignment there is: up to a thousand small batches in each way of being fair."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.proofs import seeds
from tests.unit.matching.cases import MODES, faults, random_case, solve
from tests.unit.matching.exhaustive import best

CHUNKS = [range(begin, begin + 125) for begin in seeds(1000)[::125]]


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda chunk: f"from {chunk.start}")
@pytest.mark.parametrize("fairness", MODES)
def test_assign_equals_the_best_of_all_assignments(fairness: str, chunk: range) -> None:
    wrong = {}
    for seed in chunk:
        case = random_case(seed)
        found = faults(case, fairness, solve(case, fairness, seed=seed))
        if found:
            wrong[seed] = found

    assert wrong == {}


def test_oracle_notices_an_answer_that_is_not_the_best() -> None:
    case = random_case(3)
    good = solve(case, "relative_floor")
    wanted = best(case, "relative_floor")
    assert faults(case, "relative_floor", good, wanted) == []

    fewer = replace(good, pairs=good.pairs[1:])
    unproved = replace(good, certificate=replace(good.certificate, proved=False))
    boasting = replace(good, objective=good.objective + 1)

    assert "filled" in faults(case, "relative_floor", fewer, wanted)
    assert faults(case, "relative_floor", unproved, wanted) == ["proof"]
    assert faults(case, "relative_floor", boasting, wanted) == ["objective"]


def test_oracle_notices_fairness_left_out() -> None:
    """The thousand batches do tell the ways of being fair apart."""
    told_apart = [
        seed for seed in range(300) if faults(random_case(seed), "max_min", solve(random_case(seed), "total"))
    ]

    assert len(told_apart) >= 5

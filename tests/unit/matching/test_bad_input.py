"""What cannot be solved is refused with a code, the row and the reason."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from app.matching import MatchingError, Overflow, Pairs, Quota, assign

GOOD: dict[str, Any] = {"scores": [[5, 6, -1], [7, 8, 9]], "demand": 1, "capacity": 1}

CASES: dict[str, tuple[dict[str, Any], str, object]] = {
    "one dimension": ({"scores": [1, 2]}, "shape", None),
    "texts": ({"scores": [["a"]]}, "not_a_number", None),
    "infinite": ({"scores": [[1.0, np.inf]]}, "score_not_finite", (0, 1)),
    "infinite in a sparse matrix": (
        {"scores": sparse.csr_array([[0.0, 1.0], [np.inf, 0]])},
        "score_not_finite",
        (1, 0),
    ),
    "demand too short": ({"demand": [1]}, "shape", None),
    "demand NaN": ({"demand": [1, float("nan")]}, "not_whole", 1),
    "demand of one and a half": ({"demand": [1.5, 1]}, "not_whole", 0),
    "demand below zero": ({"demand": [1, -1]}, "negative", 1),
    "capacity below zero": ({"capacity": [1, 1, -2]}, "negative", 2),
    "capacity too long": ({"capacity": [1, 1, 1, 1]}, "shape", None),
    "ids too few": ({"request_ids": ["a"]}, "shape", None),
    "ids twice": ({"provider_ids": [4, 5, 4]}, "ids", 2),
    "ids of two kinds": ({"request_ids": [1, "a"]}, "ids", None),
    "ids that are fractions": ({"request_ids": [1.5, 2.5]}, "ids", None),
    "forbidden outside": ({"forbidden": [(2, 0)]}, "pair_unknown", (2, 0)),
    "forbidden no pairs": ({"forbidden": [1, 2, 3]}, "shape", None),
    "forbidden of another shape": ({"forbidden": np.zeros((3, 3), bool)}, "shape", None),
    "pinned without a score": ({"pinned": [(0, 2)]}, "pin_infeasible", (0, 2)),
    "pinned and forbidden": ({"pinned": [(0, 1)], "forbidden": [(0, 1)]}, "pin_forbidden", (0, 1)),
    "pinned twice": ({"pinned": [(0, 1), (0, 1)], "demand": 2, "capacity": 2}, "pin_twice", (0, 1)),
    "more pins than demand": ({"pinned": [(1, 0), (1, 1)]}, "pin_over_demand", 1),
    "more pins than capacity": ({"pinned": [(0, 1), (1, 1)]}, "pin_over_capacity", 1),
    "more pins than a quota": (
        {"pinned": [(0, 0), (1, 1)], "quotas": [Quota("q", (0, 1), 1)]},
        "pin_over_quota",
        "q",
    ),
    "quotas that cross": (
        {"quotas": [Quota("a", (0, 1), 1), Quota("b", (1, 2), 1)]},
        "quotas_cross",
        ("a", "b"),
    ),
    "quota below zero": ({"quotas": [Quota("a", (0,), -1)]}, "negative", "a"),
    "quota of nobody known": ({"quotas": [Quota("a", (7,), 1)]}, "provider_unknown", "a"),
    "quotas of one name": ({"quotas": [Quota("a", (0,), 1), Quota("a", (1,), 1)]}, "quota_twice", "a"),
    "recent load NaN": ({"recent_load": [0, float("nan"), 0]}, "not_a_number", 1),
    "load weight below zero": ({"load_weight": -1}, "not_a_number", None),
    "time limit NaN": ({"time_limit": float("nan")}, "not_a_number", None),
    "fairness unknown": ({"fairness": "luck"}, "fairness_unknown", None),
    "scores too large": ({"scores": [[1, 2], [3, 2**60]]}, "cost_overflow", (1, 1)),
    "unsigned scores too large": ({"scores": np.array([[2**63]], np.uint64)}, "cost_overflow", None),
    "floats too large": ({"scores": [[1.5, 2e17], [0.1, 0.3]]}, "cost_overflow", (0, 1)),
    "pairs outside": ({"scores": Pairs([0, 5], [0, 0], [1, 1], (2, 3))}, "pair_unknown", (5, 0)),
    "pairs twice": ({"scores": Pairs([1, 1], [2, 2], [1, 3], (2, 3))}, "pair_twice", (1, 2)),
    "pairs of two lengths": ({"scores": Pairs([1], [2, 2], [1, 3], (2, 3))}, "shape", None),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_names_the_row_and_the_reason(name: str) -> None:
    change, code, row = CASES[name]

    with pytest.raises(MatchingError) as refused:
        assign(**{**GOOD, **change})

    assert (refused.value.code, refused.value.row) == (code, row)
    assert re.match(r"[a-z].{8,}", refused.value.reason)


def test_good_input_is_solved() -> None:
    """The batch that each case spoils is fine by itself."""
    assert assign(**GOOD).filled == 2


def test_overflow_is_an_error_of_its_own() -> None:
    with pytest.raises(Overflow):
        assign([[2**61]], demand=1, capacity=1)


def test_large_scores_that_fit_are_solved_exactly() -> None:
    top = 2**53

    assert assign([[top, top + 1], [top, top]], demand=1, capacity=1).total == 2 * top + 1

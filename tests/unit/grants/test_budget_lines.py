"""Lines of a budget: what was planned of a grant, and when a difference has to be explained."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.grants.reports.rules import BudgetLine, lines_of


def _of(*expenses: tuple[str, int]) -> Any:
    return [SimpleNamespace(item=item, minor=minor) for item, minor in expenses]


def test_each_line_has_what_is_claimed_of_it() -> None:
    found = lines_of({"Room": 300, "Food": 100}, 400, _of(("Food", 30), ("Food", 50), ("Cars", 9)))
    assert found == [BudgetLine(0, "Room", 300, 0), BudgetLine(1, "Food", 100, 80)]


def test_of_a_smaller_grant_each_line_is_planned_at_its_share() -> None:
    assert [one.planned_minor for one in lines_of({"Room": 300, "Food": 100}, 201, [])] == [151, 50]


def test_a_budget_of_nothing_plans_nothing() -> None:
    assert lines_of({"Room": 0}, 400, []) == [BudgetLine(0, "Room", 0, 0)]


@pytest.mark.parametrize(
    ("planned", "claimed", "differs"),
    [(100, 110, False), (100, 90, False), (100, 111, True), (100, 89, True), (0, 0, False), (0, 1, True)],
)
def test_more_than_a_tenth_either_way_differs(planned: int, claimed: int, differs: bool) -> None:
    assert BudgetLine(0, "Room", planned, claimed).differs_by_more_than(10) is differs

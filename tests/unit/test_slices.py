"""The slices of a long test are the whole of it, each day another one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.integration.conftest import access_summary, reliability_summary
from tests.slices import ALL, CRAWL, WALKS, Slices

FOUR = Slices("FOUR_SLICE", 4)
EACH = ("1", "2", "3", "4")


def test_slices_together_hold_each_thing_once() -> None:
    things = list(range(10))
    parts = [FOUR.part(things, one) for one in EACH]
    assert sorted(thing for part in parts for thing in part) == things
    assert [len(part) for part in parts] == [3, 3, 2, 2]
    assert FOUR.part(things, ALL) == things


def test_another_slice_comes_each_day() -> None:
    first = date(2026, 1, 1)
    assert {FOUR.of_day(first + timedelta(days=day)) for day in range(4)} == set(EACH)


@pytest.mark.parametrize("wrong", ["0", "5", "", "some", "-1"])
def test_a_slice_that_is_none_stops_the_run(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("FOUR_SLICE", wrong)
    with pytest.raises(pytest.UsageError, match=r"FOUR_SLICE=.*: give a number from 1 to 4, or all"):
        FOUR.settle()


def test_the_slice_that_is_named_is_chosen_or_else_that_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOUR_SLICE", "2")
    FOUR.settle()
    assert FOUR.chosen() == "2"
    monkeypatch.delenv("FOUR_SLICE")
    FOUR.settle()
    assert FOUR.chosen() in EACH


def test_the_run_names_its_slice() -> None:
    assert "slice 3 of 6 on PostgreSQL" in access_summary("3")
    assert "ACCESS_SLICE=3" in access_summary("3")
    assert access_summary(ALL) == "table of access: whole on SQLite and on PostgreSQL"
    assert "slice 2 of 3" in reliability_summary("2")
    assert "RELIABILITY_SLICE=2" in reliability_summary("2")
    assert reliability_summary(ALL) == "kills, races and promises: all of them"
    assert CRAWL.variable == "CRAWL_SLICE"


def test_each_slice_of_the_long_walks_takes_one_kind_of_them() -> None:
    walks = [f"{name}[{kind}]" for name in ("admitted", "declined", "funds") for kind in ("with", "without")]
    assert WALKS.part(walks, "1") == ["admitted[with]", "declined[with]", "funds[with]"]
    assert WALKS.part(walks, "2") == ["admitted[without]", "declined[without]", "funds[without]"]

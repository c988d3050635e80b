"""Long tests of which `make test` runs one slice, another one each day, and `make prove` the whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pytest

ALL = "all"

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Slices:
    """A long test in `count` slices, counted from 1. A setting in the environment, `variable`, chooses one by
    its number, or all of them; without it the day does."""

    variable: str
    count: int

    def of_day(self, day: date) -> str:
        """The slice of a run that was not told which."""
        return str(day.toordinal() % self.count + 1)

    def settle(self) -> None:
        """Choose for all processes of this run, also when it goes on past midnight. Stops a run whose setting
        names no slice."""
        try:
            self.numbers(os.environ.setdefault(self.variable, self.of_day(date.today())))
        except ValueError as error:
            raise pytest.UsageError(str(error)) from None

    def chosen(self) -> str:
        """The slice of this run, once it is settled."""
        return os.environ[self.variable]

    def numbers(self, chosen: str) -> range:
        """The slices that a value of the setting names. Raises ValueError for anything else."""
        if chosen == ALL:
            return range(1, self.count + 1)
        if chosen.isdecimal() and 1 <= int(chosen) <= self.count:
            return range(int(chosen), int(chosen) + 1)
        raise ValueError(f"{self.variable}={chosen}: give a number from 1 to {self.count}, or {ALL}")

    def part(self, things: Sequence[Thing], chosen: str) -> list[Thing]:
        """Those of the things that belong to the slice; together the slices hold each of them once."""
        wanted = self.numbers(chosen)
        return [thing for place, thing in enumerate(things) if place % self.count + 1 in wanted]

    def take_part(self, config: pytest.Config, items: list[pytest.Item], among: list[pytest.Item]) -> None:
        """Leave out of `items` those of `among` that another slice holds."""
        left_out = set(among) - set(self.part(among, self.chosen()))
        if left_out:
            config.hook.pytest_deselected(items=[item for item in items if item in left_out])
            items[:] = [item for item in items if item not in left_out]


CRAWL = Slices("CRAWL_SLICE", 24)
ACCESS = Slices("ACCESS_SLICE", 6)
RELIABILITY = Slices("RELIABILITY_SLICE", 3)
WALKS = Slices("WALK_SLICE", 2)

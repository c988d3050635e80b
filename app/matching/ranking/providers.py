"""Providers and requests as the ranking reads them: columns of plain numbers, as a query gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Bools, Ints, read_ids, whole_numbers
from app.matching.errors import MatchingError

ANY, REMOTE, IN_PERSON = "any", "remote", "in_person"
NOBODY = -1  # a provider without an organisation
MOST_CONTEXTS = 63  # peer contexts are bits of one number
NUMBERS = ("organisation", "region", "offset", "capacity", "contexts", "feedback_sum", "feedback_count")
YES_OR_NO = ("remote", "in_person", "consent", "own_wish")
WINDOWS = ("window_provider", "window_from", "window_to")


class Tied:
    """Pairs of a key (a country, an organisation) and a provider, with a number each, found by key."""

    def __init__(self, keys: Any = (), providers: Any = (), values: Any = None) -> None:
        named, holders = whole_numbers(keys, "keys"), whole_numbers(providers, "providers")
        numbers = np.ones(len(named), np.int64) if values is None else whole_numbers(values, "values")
        if not len(named) == len(holders) == len(numbers):
            raise MatchingError("shape", "keys, providers and values differ in length")
        order = np.lexsort((holders, named))
        self.keys, self.providers, self.values = named[order], holders[order], numbers[order]

    def of(self, key: int) -> Ints:
        """The providers tied to this key."""
        return self.providers[self._slice(key)]

    def numbers(self, key: int) -> tuple[Ints, Ints]:
        """The same with their numbers."""
        return self.providers[self._slice(key)], self.values[self._slice(key)]

    def _slice(self, key: int) -> slice:
        return slice(*np.searchsorted(self.keys, [key, key + 1]).tolist())


@dataclass(frozen=True)
class Providers:
    """One entry a provider in each column. Codes of organisations, regions, countries and languages are the
    caller's own numbers. Raises MatchingError where a column does not fit."""

    ids: Sequence[object]
    organisation: Any  # NOBODY for none
    region: Any
    offset: Any  # minutes from UTC
    remote: Any  # offers support from afar
    in_person: Any
    languages: Any  # grades 0 to 5, shape (languages, providers)
    capacity: Any  # whole days a month
    consent: Any  # agreed to be found for requests
    own_wish: Any  # would also help the own organisation
    contexts: Any  # peer contexts, one bit each
    feedback_sum: Any  # ratings of 1 to 5, summed
    feedback_count: Any
    window_provider: Any  # availability: one entry a window
    window_from: Any  # day numbers, both included
    window_to: Any
    # Private, never told: country -> providers who will not work there; organisation -> providers who will
    # not work with it, and those with a conflict.
    not_in: Tied = field(default_factory=Tied)
    not_with: Tied = field(default_factory=Tied)
    conflicts: Tied = field(default_factory=Tied)
    worked_with: Tied = field(default_factory=Tied)  # organisation -> providers, and how many times

    def __post_init__(self) -> None:
        size = len(self.ids)
        read_ids(self.ids, size, "ids")
        for name in NUMBERS:
            self._keep(name, whole_numbers(getattr(self, name), name), size)
        for name in YES_OR_NO:
            self._keep(name, np.asarray(getattr(self, name), np.bool_), size)
        grades = np.asarray(self.languages, np.int8)
        if grades.ndim != 2 or grades.shape[1] != size:
            raise MatchingError("shape", f"languages are {grades.shape} for {size} providers")
        _check("languages", grades.max(axis=0, initial=0) > 5, "a grade is from 0 to 5")
        object.__setattr__(self, "languages", grades)
        _check("capacity", self.capacity < 0, "capacity is not negative")
        _check("feedback_sum", _odd(self.feedback_sum, self.feedback_count), "ratings are from 1 to 5")
        self._read_windows(size)

    def _keep(self, name: str, column: NDArray[Any], size: int) -> None:
        if len(column) != size:
            raise MatchingError("shape", f"{name} has {len(column)} entries for {size} providers")
        object.__setattr__(self, name, column)

    def _read_windows(self, size: int) -> None:
        columns = [whole_numbers(getattr(self, name), name) for name in WINDOWS]
        if len({len(column) for column in columns}) > 1:
            raise MatchingError("shape", "the columns of the windows differ in length")
        _check("window_provider", (columns[0] < 0) | (columns[0] >= size), "a window is of no provider")
        _check("window_to", columns[2] < columns[1], "a window ends before it begins")
        order = np.argsort(columns[0], kind="stable")
        for name, column in zip(WINDOWS, columns, strict=True):
            object.__setattr__(self, name, column[order])

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def rank(self) -> Ints:
        """The place of each provider in the order of the ids."""
        order = np.argsort(np.asarray(self.ids), kind="stable")
        rank = np.empty(len(self), np.int64)
        rank[order] = np.arange(len(self))
        return rank

    @cached_property
    def position(self) -> dict[Any, int]:
        """The position of each id."""
        return {one: at for at, one in enumerate(self.ids)}

    @cached_property
    def is_single_window(self) -> bool:
        """Whether window k is that of provider k, as in most networks: then no search is needed."""
        return np.array_equal(self.window_provider, np.arange(len(self)))

    @cached_property
    def mean_rating(self) -> int:
        """The mean of all ratings, in thousandths; 4 000 where there are none: the prior of each provider."""
        count = int(self.feedback_count.sum())
        return round(1000 * int(self.feedback_sum.sum()) / count) if count else 4000


def _odd(sums: Ints, counts: Ints) -> Bools:
    return np.asarray((counts < 0) | (sums < counts) | (sums > 5 * counts))


def _check(name: str, wrong: NDArray[np.bool_], reason: str) -> None:
    where = np.flatnonzero(wrong)
    if len(where):
        raise MatchingError("column_wrong", f"{name}: {reason}", int(where[0]))


@dataclass(frozen=True)
class Need:
    """A skill that a request asks for. `weight`: how much it counts; `must`: nobody without it is shown."""

    skill: int
    level: int  # the least level, 1 to 5
    weight: int = 1
    must: bool = True


@dataclass(frozen=True)
class SupportRequest:
    """What is asked for. Days are day numbers, both ends included."""

    needs: tuple[Need, ...]
    languages: tuple[int, ...]
    organisation: int
    region: int
    country: int
    offset: int  # minutes from UTC
    first_day: int
    last_day: int
    days: int  # of work
    today: int
    mode: str = ANY
    interpreter: bool = False
    own_wish: bool = False  # would also take somebody of the own organisation
    contexts: int = 0  # peer contexts that would help, one bit each
    preferred: tuple[Any, ...] = ()  # ids of providers
    excluded: tuple[Any, ...] = ()  # ids of providers: the request's own private limit
    excluded_organisations: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.needs:
            raise MatchingError("needs_missing", "a request needs at least one skill")
        for need in self.needs:
            if not 1 <= need.level <= 5 or need.weight < 1:
                raise MatchingError(
                    "need_wrong", "a level is from 1 to 5 and a weight at least 1", need.skill
                )
        if self.mode not in (ANY, REMOTE, IN_PERSON):
            raise MatchingError("mode_unknown", f"a mode is any, remote or in_person, not {self.mode!r}")
        if self.last_day < self.first_day or self.days < 0:
            raise MatchingError("dates_wrong", "the last day is before the first, or days are negative")
        if not 0 <= self.contexts < 1 << MOST_CONTEXTS:
            raise MatchingError("contexts_wrong", f"at most {MOST_CONTEXTS} peer contexts")

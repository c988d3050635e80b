"""The search of a list: it forgives slips, and finds the same in its rows, counts and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, false

from app.kernel.search import finds_nothing, search_words
from app.web.list_page.counting import Count, bounded_counts

Match = Callable[[list[str]], ColumnElement[bool]]
Holds = Callable[[list[str]], bool]


class Search:
    """What somebody looks for: rows that hold the words (`exact`); only where the reader's whole list has
    none, whatever its tab and filters (`known`), rows that nearly do (`near`). Where nothing is typed
    everything is found; signs without a letter find nothing."""

    def __init__(self, text: str, *, known: Holds, exact: Match, near: Match) -> None:
        self._words = search_words(text)
        self._finds_nothing = finds_nothing(text)
        self._known, self._exact, self._near = known, exact, near

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        """The rows of `statement` that are found."""
        return statement.where(self._found) if self._words or self._finds_nothing else statement

    def count(self, statements: Mapping[str, Select[Any]]) -> dict[str, Count]:
        """How many rows of each statement are found."""
        return bounded_counts({name: self.narrow(one) for name, one in statements.items()})

    @cached_property
    def _found(self) -> ColumnElement[bool]:
        if self._finds_nothing:
            return false()
        return self._exact(self._words) if self._known(self._words) else self._near(self._words)

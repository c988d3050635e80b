"""The search of a list: it forgives slips, and finds the same in its rows, counts and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, false, literal

from app.kernel.database import db
from app.kernel.search import finds_nothing, search_words
from app.web.list_page.counting import Count, bounded_counts

Match = Callable[[list[str]], ColumnElement[bool]]


class Search:
    """What somebody looks for: rows that hold the words, and, only where there is none, rows that nearly do.
    Where nothing is typed everything is found; signs without a letter find nothing."""

    def __init__(self, text: str, *, exact: Match, near: Match) -> None:
        self._words = search_words(text)
        self._finds_nothing = finds_nothing(text)
        self._exact, self._near = exact, near

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        """The rows of `statement` that are found."""
        if not self._words:
            return statement.where(false()) if self._finds_nothing else statement
        exact = statement.where(self._holding)
        any_row = exact.with_only_columns(literal(1)).order_by(None).limit(1)
        return exact if db.session.execute(any_row).first() else statement.where(self._nearly_holding)

    def count(self, statements: Mapping[str, Select[Any]]) -> dict[str, Count]:
        """How many rows of each statement are found."""
        if not self._words:
            return bounded_counts({name: self.narrow(one) for name, one in statements.items()})
        found = bounded_counts({name: one.where(self._holding) for name, one in statements.items()})
        none = {name: one for name, one in statements.items() if not found[name].number}
        return found | bounded_counts({name: one.where(self._nearly_holding) for name, one in none.items()})

    @cached_property
    def _holding(self) -> ColumnElement[bool]:
        return self._exact(self._words)

    @cached_property
    def _nearly_holding(self) -> ColumnElement[bool]:
        return self._near(self._words)

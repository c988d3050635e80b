"""The search of a list: it forgives slips, and finds the same in its rows, counts and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, false

from app.kernel.search import Found, finds_nothing, search_words
from app.web.list_page.counting import Count, bounded_counts, counts_among

Find = Callable[[list[str]], Found | None]
NOTHING = Found(false(), few=True)


class Search:
    """What somebody looks for: rows that hold the words (`exact`); where the reader's whole list has none,
    whatever its tab and filters, rows that nearly do (`near`, in a list that forgives slips). Either answers
    None where it finds nothing. Where nothing is typed everything is found; signs without a letter find
    nothing."""

    def __init__(self, text: str, *, exact: Find, near: Find | None = None) -> None:
        self._words = search_words(text)
        self._finds_nothing = finds_nothing(text)
        self._exact, self._near = exact, near
        self._nearly: Found | None = None

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        """The rows of `statement` that are found."""
        return statement if self._found is None else statement.where(self._found.condition)

    @property
    def is_near(self) -> bool:
        """Whether what is found nearly holds the words, because nothing holds them."""
        return self._found is not None and self._nearly is not None

    def count(self, rows: Select[Any], tabs: Mapping[str, ColumnElement[bool]]) -> dict[str, Count]:
        """How many of these rows are found behind each tab."""
        if self._found is not None and self._found.few:
            return counts_among(rows, self._found.condition, tabs)
        return bounded_counts(self.narrow(rows), tabs)

    @cached_property
    def _found(self) -> Found | None:
        """None where nothing is looked for."""
        if self._finds_nothing:
            return NOTHING
        if not self._words:
            return None
        found = self._exact(self._words)
        if found is None and self._near is not None:
            found = self._nearly = self._near(self._words)
        return found or NOTHING

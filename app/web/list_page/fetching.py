"""One page of a list, with a search that forgives slips; and the rows beside one row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, tuple_

from app.kernel.database import db
from app.kernel.paging import Page, Sort, keyset_page
from app.kernel.search import search_words
from app.web.list_page.state import ListState

Match = Callable[[list[str]], ColumnElement[bool]]


class Near(NamedTuple):
    """How a list is searched: rows that hold the words, and, only if there is none, rows that nearly do."""

    exact: Match
    near: Match


def fetch(statement: Select[Any], state: ListState, *, size: int, search: Near | None = None) -> Page[Any]:
    """The page that the address asks for."""
    words = search_words(state.text) if search is not None else []
    if search is None or not words:
        return _page(statement, state, size)
    page = _page(statement.where(search.exact(words)), state, size)
    return page if page.rows else _page(statement.where(search.near(words)), state, size)


def _page(statement: Select[Any], state: ListState, size: int) -> Page[Any]:
    return keyset_page(
        db.session(), statement, sort=state.sort, after=state.after, before=state.before, size=size
    )


class Neighbours(NamedTuple):
    """The rows before and after one row in the order of its list; None at the ends."""

    before: Any
    after: Any


def find_neighbours(statement: Select[Any], sort: Sort, values: list[Any]) -> Neighbours:
    """The neighbours of the row whose sort columns hold `values`. Two queries along the sort's index."""
    key = tuple_(*sort.columns)
    bound = tuple_(*(literal(v, c.type) for v, c in zip(values, sort.columns, strict=True)))

    def first(condition: ColumnElement[bool], falling: bool) -> Any:
        order = [c.desc() if falling else c.asc() for c in sort.columns]
        return db.session.execute(statement.where(condition).order_by(*order).limit(1)).first()

    lower, higher = first(key < bound, True), first(key > bound, False)
    return Neighbours(higher, lower) if sort.descending else Neighbours(lower, higher)

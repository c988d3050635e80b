"""One page of a list; and the rows beside one row."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, select, tuple_, union_all

from app.kernel.database import db
from app.kernel.paging import Page, Sort, keyset_page
from app.web.list_page.state import ListState


def fetch(statement: Select[Any], state: ListState, *, size: int) -> Page[Any]:
    """The page that the address asks for."""
    return keyset_page(
        db.session(), statement, sort=state.sort, after=state.after, before=state.before, size=size
    )


class Neighbours(NamedTuple):
    """The rows before and after one row in the order of its list; None at the ends."""

    before: Any
    after: Any


def find_neighbours(statement: Select[Any], sort: Sort, values: list[Any]) -> Neighbours:
    """The neighbours of the row whose sort columns hold `values`, each read along the sort's index."""
    key = tuple_(*sort.columns)
    bound = tuple_(*(literal(v, c.type) for v, c in zip(values, sort.columns, strict=True)))

    def first(side: str, condition: ColumnElement[bool], falling: bool) -> Select[Any]:
        order = [c.desc() if falling else c.asc() for c in sort.columns]
        marked = statement.add_columns(literal(side).label("side"))
        return select(marked.where(condition).order_by(*order).limit(1).subquery())

    lower, higher = ("after", "before") if sort.descending else ("before", "after")
    both = union_all(first(lower, key < bound, True), first(higher, key > bound, False))
    found = {row.side: row for row in db.session.execute(both)}
    return Neighbours(found.get("before"), found.get("after"))

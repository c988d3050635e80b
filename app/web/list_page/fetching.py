"""One page of a list; and the rows beside one row."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, tuple_

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
    """The neighbours of the row whose sort columns hold `values`. Two queries along the sort's index."""
    key = tuple_(*sort.columns)
    bound = tuple_(*(literal(v, c.type) for v, c in zip(values, sort.columns, strict=True)))

    def first(condition: ColumnElement[bool], falling: bool) -> Any:
        order = [c.desc() if falling else c.asc() for c in sort.columns]
        return db.session.execute(statement.where(condition).order_by(*order).limit(1)).first()

    lower, higher = first(key < bound, True), first(key > bound, False)
    return Neighbours(higher, lower) if sort.descending else Neighbours(lower, higher)

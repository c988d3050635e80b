"""Lists page by key, not by number: the next page starts after the last row that was seen.

A sort is a tuple of NOT NULL indexed columns that ends in a unique id, all in one direction, so the
database walks one index whatever the page.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.kernel.database import UtcDateTime

Row = TypeVar("Row")
LONGEST_CURSOR = 2000  # characters: a sort name of 200 letters, each of them several bytes
LARGEST_KEY = 2**63


@dataclass(frozen=True)
class Sort:
    """`names` are the attributes of a result row that hold the values of `columns`, in the same order."""

    columns: tuple[InstrumentedAttribute[Any], ...]
    names: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows, and the cursors of the pages after and before; None where there is none."""

    rows: Sequence[Row]
    after: str | None
    before: str | None


def keyset_page(
    session: Session,
    statement: Select[Any],
    *,
    sort: Sort,
    after: str | None = None,
    before: str | None = None,
    size: int,
) -> Page[Any]:
    """One page of `statement`. A cursor that makes no sense shows the first page."""
    cursor = _decode(after or before, sort)
    backwards = bool(before and not after and cursor is not None)
    falling = sort.descending != backwards
    if cursor is not None:
        key = tuple_(*sort.columns)
        bound = tuple_(*(literal(v, c.type) for v, c in zip(cursor, sort.columns, strict=True)))
        statement = statement.where(key < bound if falling else key > bound)
    ordered = statement.order_by(*(c.desc() if falling else c.asc() for c in sort.columns))
    found = list(session.execute(ordered.limit(size + 1)).all())
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    has_next = backwards or more
    has_previous = (cursor is not None and not backwards) or (backwards and more)
    return Page(
        rows=rows,
        after=_encode(rows[-1], sort) if rows and has_next else None,
        before=_encode(rows[0], sort) if rows and has_previous else None,
    )


def _encode(row: Any, sort: Sort) -> str:
    values = [_plain(getattr(row, name)) for name in sort.names]
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return {"t": value.isoformat()} if isinstance(value, datetime) else value


def _decode(text: str | None, sort: Sort) -> list[Any] | None:
    """The values in a cursor, or None when it is not one of ours: people edit addresses by hand."""
    if not text or len(text) > LONGEST_CURSOR:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        found = [_moment(v["t"]) if isinstance(v, dict) else v for v in values]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    if len(found) != len(sort.columns):
        return None
    return found if all(map(_could_be_in, found, sort.columns)) else None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC)


def _could_be_in(value: Any, column: InstrumentedAttribute[Any]) -> bool:
    """Whether this column could hold the value: the database would refuse anything else with an error."""
    if isinstance(column.type, UtcDateTime):
        return isinstance(value, datetime)
    if isinstance(column.type, Integer):
        return type(value) is int and abs(value) < LARGEST_KEY
    return isinstance(value, str) and _is_storable(value)


def _is_storable(text: str) -> bool:
    """Whether text can be stored: no NUL, which PostgreSQL refuses, and no lone surrogate."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)

"""Lists page by key, not by number: the next page starts after the last row that was seen.

A sort is a tuple of NOT NULL indexed columns that ends in a unique id, all in one direction, so the
database walks one index whatever the page.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

Row = TypeVar("Row")


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
    cursor = _decode(after or before, len(sort.columns))
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


def _decode(text: str | None, length: int) -> list[Any] | None:
    if not text or len(text) > 1000:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        found = [datetime.fromisoformat(v["t"]) if isinstance(v, dict) else v for v in values]
    except (ValueError, KeyError, TypeError):
        return None
    fits = len(found) == length and all(isinstance(v, str | int | datetime) for v in found)
    return found if fits else None

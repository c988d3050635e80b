"""Counts that stay cheap: nobody needs to know whether it is 5 000 or 5 001."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, func, literal, select, true, union_all

from app.kernel.database import db

MOST_COUNTED = 500


class Count(NamedTuple):
    """How many there are; `more` when there are more than was counted."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


def bounded_counts(
    rows: Select[Any], tabs: Mapping[str, ColumnElement[bool]], most: int = MOST_COUNTED
) -> dict[str, Count]:
    """How many of these rows are behind each tab, up to `most`: one query, and each stops counting."""
    found = {row[0]: row[1] for row in db.session.execute(_counted(rows, tuple(tabs.items()), most))}
    return {name: Count(min(found[name], most), found[name] > most) for name in tabs}


@lru_cache(maxsize=64)
def _counted(
    rows: Select[Any], tabs: tuple[tuple[str, ColumnElement[bool]], ...], most: int
) -> CompoundSelect[Any]:
    """Putting it together takes longer than counting: it is kept for statements that are themselves kept."""
    parts = [
        select(literal(name), func.count()).select_from(
            rows.where(tab).with_only_columns(literal(1)).limit(most + 1).subquery()
        )
        for name, tab in tabs
    ]
    return union_all(*parts)


def counts_among(
    rows: Select[Any],
    few: ColumnElement[bool],
    tabs: Mapping[str, ColumnElement[bool]],
    most: int = MOST_COUNTED,
) -> dict[str, Count]:
    """The same of those rows that `few` names by their keys: each is read once for all tabs."""
    found = db.session.execute(_behind_each(rows, tuple(tabs.values())).where(few)).one()
    return {name: Count(min(n, most), n > most) for name, n in zip(tabs, found, strict=True)}


@lru_cache(maxsize=64)
def _behind_each(rows: Select[Any], tabs: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    """The statement that counts the rows behind each tab, one column for each. The condition of the rows is
    put into a CASE on purpose: no database uses an index for what is inside a CASE, so it does not begin by
    reading all of these rows but with the few that the caller names. Kept like `_counted`, because finding
    out the tables takes long."""
    is_listed = case((rows.whereclause, 1), else_=0) == 1 if rows.whereclause is not None else true()
    behind = [func.count(case((tab, 1))) for tab in tabs]
    return select(*behind).select_from(*rows.get_final_froms()).where(is_listed)

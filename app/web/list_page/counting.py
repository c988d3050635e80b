"""Counts that stay cheap: nobody needs to know whether it is 5 000 or 5 001."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, func, literal, select, union_all

from app.kernel.database import db

MOST_COUNTED = 500


class Count(NamedTuple):
    """How many there are; `more` when there are more than was counted."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


def bounded_counts(statements: Mapping[str, Select[Any]], most: int = MOST_COUNTED) -> dict[str, Count]:
    """How many rows each statement has, up to `most`: one query for all of them, and each stops counting."""
    if not statements:
        return {}
    counted = _counted(tuple(statements.items()), most)
    found = {row[0]: row[1] for row in db.session.execute(counted)}
    return {name: Count(min(found[name], most), found[name] > most) for name in statements}


@lru_cache(maxsize=64)
def _counted(statements: tuple[tuple[str, Select[Any]], ...], most: int) -> CompoundSelect[Any]:
    """Putting it together takes longer than counting: it is kept for statements that are themselves kept."""
    parts = [
        select(literal(name), func.count()).select_from(
            statement.with_only_columns(literal(1)).order_by(None).limit(most + 1).subquery()
        )
        for name, statement in statements
    ]
    return union_all(*parts)

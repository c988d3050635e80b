"""Very many cases on a trial installation: copies of those that it has, made by the database itself.

A copy has its own organisation, response and reference. What hangs on a case (answers, votes, events) is not
copied, because desk and queue read none of it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app.kernel.ids import new_ref

CASES = "membership_application"


@dataclass(frozen=True)
class Copied:
    """A table whose rows are copied; `follows` are the columns that lead to copied rows of other tables."""

    table: str
    follows: tuple[str, ...] = ()


COPIED = (Copied("organisation"), Copied("response"), Copied(CASES, ("organisation_id", "response_id")))


def add_cases(database: Path, wanted: int) -> int:
    """Copy all cases until there are so many, or a few more; answers how many there are. Triggers keep the
    search index in step, as they do for any other row."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("new_ref", 0, new_ref)
        last = {one.table: _one(connection, f"SELECT max(id) FROM {one.table}") for one in COPIED}
        step = max(last.values())
        had = _one(connection, f"SELECT count(*) FROM {CASES}")
        for copy in range(1, -(-wanted // had)):
            for one in COPIED:
                _copy(connection, one, shift=copy * step, last=last[one.table])
        count = _one(connection, f"SELECT count(*) FROM {CASES}")
    connection.close()
    return count


def _copy(connection: sqlite3.Connection, one: Copied, *, shift: int, last: int) -> None:
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({one.table})")]
    shifted = {"id", *one.follows}
    values = [
        f"{name} + {shift}" if name in shifted else "new_ref()" if name == "ref" else name for name in columns
    ]
    connection.execute(
        f"INSERT INTO {one.table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {one.table} WHERE id <= {last}"
    )


def _one(connection: sqlite3.Connection, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])

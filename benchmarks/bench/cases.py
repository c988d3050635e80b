"""Very many cases on a trial installation: copies of those that it has, made by the database itself.

A copy has its own organisation, response, reference and waits. What else hangs on a case (answers, votes,
events) is not copied, because desk and queue read none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, create_engine, event, inspect, text

from app.kernel.ids import new_ref
from benchmarks.installation import Installation

CASES = "casefile"
PG_NEW_REF = (
    "CREATE FUNCTION pg_temp.new_ref() RETURNS text LANGUAGE sql VOLATILE "
    "AS $$ SELECT upper(substr(md5(random()::text), 1, 11)) $$"
)


@dataclass(frozen=True)
class Copied:
    """A table whose rows are copied. `follows` are the columns that lead to copied rows of other tables;
    `words` is how text columns become those of the copy, as SQL in which {shift} stands."""

    table: str
    follows: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)


COPIED = (
    Copied("organisation"),
    Copied("response"),
    Copied(CASES, ("organisation_id",), {"open_key": "open_key || '+{shift}'"}),
    Copied("membership_application", ("response_id",)),
    Copied(
        "case_wait",
        ("case_id",),
        {
            "party": "CASE WHEN party LIKE 'o%' AND party NOT LIKE '%/%' "
            "THEN 'o' || (CAST(substr(party, 2) AS INTEGER) + {shift}) ELSE party END"
        },
    ),
)


def add_cases(trial: Installation, wanted: int) -> int:
    """Copy all cases until there are so many, or a few more; answers how many there are. Triggers keep the
    search index in step, as they do for any other row."""
    engine = create_engine(trial.database_url or f"sqlite:///{trial.data_dir / 'weft.db'}")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(PG_NEW_REF))
        count = _copy_all(connection, wanted)
    if engine.dialect.name == "postgresql":  # which does so by itself in time, as SQLite never does
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    engine.dispose()
    return count


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("new_ref", 0, new_ref)


def _copy_all(connection: Connection, wanted: int) -> int:
    last = {one.table: _one(connection, f"SELECT max(id) FROM {one.table}") for one in COPIED}
    step = max(last.values())
    had = _one(connection, f"SELECT count(*) FROM {CASES}")
    for copy in range(1, -(-wanted // had)):
        for one in COPIED:
            _copy(connection, one, shift=copy * step, last=last[one.table])
    return _one(connection, f"SELECT count(*) FROM {CASES}")


def _copy(connection: Connection, one: Copied, *, shift: int, last: int) -> None:
    new_ref_call = "new_ref()" if connection.dialect.name == "sqlite" else "pg_temp.new_ref()"
    shifted = {"id", *one.follows}

    def value(name: str) -> str:
        if name in shifted:
            return f"{name} + {shift}"
        if name == "ref":
            return new_ref_call
        return one.words[name].format(shift=shift) if name in one.words else name

    columns = [str(column["name"]) for column in inspect(connection).get_columns(one.table)]
    connection.execute(
        text(
            f"INSERT INTO {one.table} ({', '.join(columns)}) "
            f"SELECT {', '.join(map(value, columns))} FROM {one.table} WHERE id <= {last}"
        )
    )


def _one(connection: Connection, statement: str) -> int:
    return int(connection.execute(text(statement)).scalar_one())

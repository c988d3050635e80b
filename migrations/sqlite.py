"""What SQLite needs so that a migration keeps every row and every trigger.

SQLite cannot change most of a table in place, so Alembic's batch mode copies the table, drops the old one
and gives the copy its name. The drop deletes the old rows first: with foreign keys on, rows of other tables
that point at them are refused, or deleted as well where the key says ON DELETE CASCADE. The drop also takes
the table's triggers along, and with them the text search of that table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic.ddl.sqlite import SQLiteImpl
from sqlalchemy import Table, text
from sqlalchemy.engine import Connection

TRIGGERS_OF = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table ORDER BY rowid"
)
BATCH_COPY = "_alembic_tmp_"


class ForeignKeysBroken(RuntimeError):
    """Rows would point at nothing after this migration; it was rolled back."""


class KeepTriggers(SQLiteImpl):
    """Alembic's way of speaking to SQLite, which makes the triggers of a copied table again.

    Alembic uses the class that was defined last for a dialect, so importing this module is enough.
    """

    __dialect__ = "sqlite"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._dropped: dict[str, dict[str, str]] = {}

    def drop_table(self, table: Table, **options: Any) -> None:
        assert self.connection is not None
        self._dropped[table.name] = _triggers(self.connection, table.name)
        super().drop_table(table, **options)

    def rename_table(self, old_table_name: str, new_table_name: Any, schema: Any = None) -> None:
        super().rename_table(old_table_name, new_table_name, schema)
        if not old_table_name.startswith(BATCH_COPY):
            return
        assert self.connection is not None
        for statement in self._dropped.pop(str(new_table_name), {}).values():
            self.connection.exec_driver_sql(statement)


def _triggers(connection: Connection, table: str) -> dict[str, str]:
    return {row.name: row.sql for row in connection.execute(TRIGGERS_OF, {"table": table})}


@contextmanager
def foreign_keys_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """Leave foreign keys unenforced inside, so that a table can be copied, and enforce them again afterwards.

    The setting only changes outside a transaction, so a connection that is already inside one is refused.
    Deletions do not cascade inside: a migration that deletes rows also deletes what points at them.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    if connection.in_transaction():
        raise RuntimeError("migrations need a connection that has not begun a transaction")
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.close()


def refuse_broken_foreign_keys(connection: Connection) -> None:
    """Raise, inside the migrations' transaction, when a row points at nothing."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        places = sorted({f"{row[0]} -> {row[2]}" for row in broken})
        raise ForeignKeysBroken(f"{len(broken)} rows would point at nothing: {', '.join(places)}")

"""How Alembic reaches the database: through the app, or through a connection that a test hands over."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeDecorator

from app.kernel.database import Base, UtcDateTime
from app.kernel.search import is_search_table
from migrations.sqlite import foreign_keys_checked_at_the_end, refuse_broken_foreign_keys

config = context.config


def render_plainly(kind: str, item: Any, autogen_context: Any) -> Any:
    """Write our own column types as what they are in the database, so that a migration needs no app code."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item.impl, LargeBinary):
        return "sa.LargeBinary()"
    return False


def compare_types(
    _context: Any, _inspected: Any, _column: Any, _inspected_type: Any, _metadata_type: Any
) -> bool | None:
    """SQLite keeps no lengths and no zones worth comparing; PostgreSQL does."""
    return False if _context.dialect.name == "sqlite" else None


def is_ours(_thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Search tables are made by hand in a migration and look different in each database. A table may say that
    no migration makes it: those of processes that only tests have."""
    if kind == "table" and _thing.info.get("in_migrations") is False:
        return False
    return not (kind in ("table", "index") and is_search_table(name))


def run(connection: Connection) -> None:
    """All migrations in one transaction, on a connection that has not begun one: all of them or none."""
    with foreign_keys_checked_at_the_end(connection):
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_plainly,
        compare_type=compare_types,
        include_object=is_ours,
        transaction_per_migration=False,
        transactional_ddl=True,  # Alembic thinks SQLite has none, and would commit each statement by itself
    )
    with context.begin_transaction():
        context.run_migrations()
        refuse_broken_foreign_keys(connection)


def online() -> None:
    given = config.attributes.get("connection")
    if given is not None:
        run(given)
        return
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        run(connection)


if context.is_offline_mode():
    raise SystemExit("Weft's migrations look at the database; they cannot be printed offline.")
online()

"""The app on SQLite and on PostgreSQL, made once per process, and two ways to give each test a clean one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from psycopg.pq import ExecStatus
from sqlalchemy import Connection, Engine, event, text

from app import create_app
from app.extensions import init_migrations
from app.kernel.database import Base, db
from config import load_settings
from tests import postgres

DIALECTS = ("sqlite", "postgresql")
CHEAP_ARGON2 = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
KEPT_TABLES = frozenset({"alembic_version"})


def settings_for_tests(data_dir: Path, url: str = "") -> dict[str, object]:
    """The settings of an installation for tests: complete, quick, and without limits on how often."""
    environ = {
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": url,
        "SECRET_KEY": "a secret that is only good for tests, 48 letters",
        "FIELD_KEYS": "dGVzdHMgb25seSwgdGVzdHMgb25seSwgMzIgYnl0ZXM=",
    }
    return load_settings(environ) | {
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP_ARGON2,
    }


@dataclass
class Database:
    """One app on one migrated, empty database."""

    dialect: str
    app: Flask
    seeded: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @contextmanager
    def rolled_back(self) -> Iterator[Connection]:
        """Everything done inside is undone at the end: each session works in a savepoint of one transaction.

        Flask-SQLAlchemy asks its table of engines for what a session binds to, so the connection takes the
        engine's place there.
        """
        engines = self._engines()
        engine = engines[None]
        with engine.connect() as connection:
            outer = connection.begin()
            engines[None] = connection
            try:
                yield connection
            finally:
                engines[None] = engine
                outer.rollback()

    @contextmanager
    def truncated(self) -> Iterator[Engine]:
        """Real transactions, for tests with several connections; the tables are emptied at the end."""
        engine = self._engines()[None]
        try:
            yield engine
        finally:
            engine.dispose()
            self._empty(engine)

    def _engines(self) -> Any:
        with self.app.app_context():
            return db.engines

    def remember_seeded(self) -> None:
        """Note what the migrations themselves put in, so that `truncated` leaves it behind."""
        with self._engines()[None].begin() as connection:
            for table in Base.metadata.sorted_tables:
                rows = connection.execute(table.select()).mappings().all()
                if rows:
                    self.seeded[table.name] = [dict(row) for row in rows]

    def _empty(self, engine: Engine) -> None:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in KEPT_TABLES]
        with engine.begin() as connection:
            if self.dialect == "postgresql":
                names = ", ".join(f'"{table.name}"' for table in tables)
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            else:
                connection.execute(text("PRAGMA defer_foreign_keys=ON"))
                guards = _append_only_triggers(connection)
                for name in guards:
                    connection.execute(text(f"DROP TRIGGER {name}"))
                for table in reversed(tables):
                    connection.execute(table.delete())
                for statement in guards.values():
                    connection.exec_driver_sql(statement)
            for table in tables:
                if table.name in self.seeded:
                    connection.execute(table.insert(), self.seeded[table.name])


def _append_only_triggers(connection: Connection) -> dict[str, str]:
    """What keeps rows from being deleted in SQLite, by name; PostgreSQL's do not mind an emptied table."""
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(name, 'append_only')")
    )
    return dict(rows.tuples().all())


def make_database(dialect: str, folder: Path) -> Database:
    """An app on an empty database of this dialect, brought up by the migrations."""
    folder.mkdir(parents=True, exist_ok=True)
    url = "" if dialect == "sqlite" else postgres.new_database("tests")
    database = Database(dialect, create_app(settings_for_tests(folder, url)))
    init_migrations(database.app)
    with database.app.app_context():
        db.session.configure(join_transaction_mode="create_savepoint")
        _send_savepoints_plainly(db.engine)
        flask_migrate.upgrade()
        extra = [t for t in Base.metadata.sorted_tables if not t.info.get("in_migrations", True)]
        Base.metadata.create_all(db.engine, tables=extra)
    database.remember_seeded()
    return database


def _send_savepoints_plainly(engine: Engine) -> None:
    """Savepoints take the place of transactions here, so there are many. SQLAlchemy would compile each one
    again, and psycopg forget its prepared statements whenever it hears of a rollback."""

    def send(connection: Connection, statement: str) -> None:
        connection.exec_driver_sql(statement)

    def roll_back_unheard(connection: Connection, statement: str) -> None:
        server = connection.connection.driver_connection.pgconn  # type: ignore[union-attr]
        answer = server.exec_(statement.encode())
        if answer.status != ExecStatus.COMMAND_OK:
            raise RuntimeError(f"{statement}: {answer.error_message.decode()}")

    roll_back = roll_back_unheard if engine.dialect.name == "postgresql" else send
    hooks: dict[str, Callable[[Connection, str], None]] = {
        "do_savepoint": lambda connection, name: send(connection, f"SAVEPOINT {name}"),
        "do_release_savepoint": lambda connection, name: send(connection, f"RELEASE SAVEPOINT {name}"),
        "do_rollback_to_savepoint": lambda connection, name: roll_back(
            connection, f"ROLLBACK TO SAVEPOINT {name}"
        ),
    }
    for name, hook in hooks.items():
        setattr(engine.dialect, name, hook)


@dataclass
class QueryCount:
    """The statements that a block sent, savepoints apart."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def counted_queries() -> Iterator[QueryCount]:
    """Count what is sent to any database in this block."""
    count = QueryCount()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        first = statement.split(None, 1)[0].upper()
        if first not in ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA"):
            count.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(Engine, "before_cursor_execute", note)

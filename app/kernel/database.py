"""One typed declarative base, the column types that behave alike on SQLite and PostgreSQL, and the
rules by which a transaction begins.

pysqlite emits no BEGIN before a SELECT, so read-then-write silently loses updates. We switch its own
transaction handling off and begin ourselves: IMMEDIATE where something will be written, DEFERRED for reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum as PythonEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Enum, Integer, MetaData, Select, String, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of Weft. It shares its metadata with Flask-SQLAlchemy, whose own Model is untyped."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


db = SQLAlchemy(metadata=Base.metadata)

Key = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")


class Code(TypeDecorator[str]):
    """A short code. Members of any enum are stored by their value, and come back as plain text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite drops the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice_of(choices: type[PythonEnum], length: int = 40) -> Enum:
    """A column type for `choices`, stored by value: no native type, no CHECK, so that a new member needs
    no migration."""
    return Enum(
        choices,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


_begin_with: ContextVar[str] = ContextVar("begin_with", default="IMMEDIATE")


@contextmanager
def _beginning_with(mode: str) -> Iterator[None]:
    token = _begin_with.set(mode)
    try:
        yield
    finally:
        _begin_with.reset(token)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read: on SQLite they do not queue for the one writer's place."""
    with _beginning_with("DEFERRED"):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside write: on SQLite they take the writer's place at once."""
    with _beginning_with("IMMEDIATE"):
        yield


def begin_reading() -> None:
    """Like `reading`, for the rest of this request: the web edge sets it for safe methods."""
    _begin_with.set("DEFERRED")


def begin_writing() -> None:
    """Like `writing`, for the rest of this request."""
    _begin_with.set("IMMEDIATE")


def end_transaction() -> None:
    """Give the transaction back before slow work (hashing, image work), so that nobody waits for it.

    Everything read so far is expired and will be read again; nothing may have been written yet.
    """
    db.session.rollback()


def take_lock(rows: Select[Any]) -> None:
    """Let nobody else write on these rows until the transaction ends; waits for whoever does. On SQLite there
    is only one writer, so nothing is left to do.

    Read what it protects afterwards, in another statement, with `populate_existing` where it may have been
    read before: what was read until now may have changed while this waited.
    """
    if db.engine.dialect.name != "sqlite":
        db.session.execute(rows.with_for_update())


@contextmanager
def separate_transaction() -> Iterator[Session]:
    """A transaction that commits by itself, for what must outlive a refusal: failed sign-ins, access log.

    The request's own transaction is ended first, since on SQLite there is only one writer. So call it
    before you write, never after.
    """
    end_transaction()
    maker = sessionmaker(bind=db.engine, **_separate_options())
    with writing(), maker() as session, session.begin():
        yield session


def _separate_options() -> dict[str, Any]:
    return {"expire_on_commit": False}


@event.listens_for(Engine, "connect")
def _set_sqlite_rules(connection: Any, _record: Any) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-2000",  # kB for each thread; the rest is left to the system, whose memory all share
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"BEGIN {_begin_with.get()}")

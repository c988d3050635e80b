"""The migrations lead from nothing to what the models say, and back, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import alembic.command
import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.ddl.sqlite import SQLiteImpl
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.extensions import init_migrations
from app.kernel.database import Base, db
from app.kernel.search import SearchIndex, is_search_table
from migrations.sqlite import ForeignKeysBroken
from tests import postgres
from tests.databases import DIALECTS, settings_for_tests

MIGRATIONS = Path(__file__).parents[2] / "migrations"
KEPT = {"alembic_version"}


@pytest.fixture(params=DIALECTS)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database without a single table."""
    url = "" if request.param == "sqlite" else postgres.new_database("migrations")
    app = create_app(settings_for_tests(tmp_path, url))
    init_migrations(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _tables() -> set[str]:
    return {name for name in inspect(db.engine).get_table_names() if not is_search_table(name)} - KEPT


def _tables_of_migrations() -> set[str]:
    return {t.name for t in Base.metadata.sorted_tables if t.info.get("in_migrations", True)}


def _differences(connection: Connection) -> list[object]:
    options = {
        "compare_type": connection.dialect.name == "postgresql",  # SQLite keeps no lengths to compare
        "include_object": lambda thing, name, kind, *_rest: (
            not (kind in ("table", "index") and is_search_table(name))
            and not (kind == "table" and thing.info.get("in_migrations") is False)
        ),
    }
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, Base.metadata))


@pytest.mark.usefixtures("empty_app")
def test_migrations_go_up_down_and_up() -> None:
    flask_migrate.upgrade()
    after_first = _tables()
    flask_migrate.downgrade(revision="base")
    assert _tables() == set()
    flask_migrate.upgrade()
    assert _tables() == after_first == _tables_of_migrations()


@pytest.mark.usefixtures("empty_app")
def test_migrations_make_what_the_models_say() -> None:
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        assert _differences(connection) == []


SCRATCH_MIGRATION = """
import sqlalchemy as sa
from alembic import op
from app.kernel.search import SearchIndex

revision, down_revision = {revision!r}, {before!r}
branch_labels = depends_on = None


def upgrade():
    {up}


def downgrade():
    pass
"""
COUNTED = ("parent", "cascading", "restricting")


def _scratch_tables() -> tuple[MetaData, SearchIndex]:
    """A table with a search index, and two whose rows point at it: one goes along with it, one forbids."""
    metadata = MetaData()
    columns = (Column("id", Integer, primary_key=True), Column("words", String(40)), Column("old", Integer))
    parent = Table("parent", metadata, *columns)
    for name, ondelete in (("cascading", "CASCADE"), ("restricting", None)):
        key = ForeignKey("parent.id", ondelete=ondelete)
        Table(name, metadata, Column("id", Integer, primary_key=True), Column("parent_id", key))
    return metadata, SearchIndex(parent, "words")


class Scratch:
    """An environment of migrations with the real `env.py` and migrations of its own."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder, self.engine = folder, engine
        self._last: str | None = None
        (folder / "versions").mkdir(parents=True)
        shutil.copy(MIGRATIONS / "env.py", folder)
        self.metadata, self.index = _scratch_tables()
        self.metadata.create_all(engine)
        with engine.begin() as connection:
            for number in (1, 2, 3):
                connection.execute(
                    text("INSERT INTO parent VALUES (:id, :words, 0)"),
                    {"id": number, "words": f"word{number}"},
                )
                for child in ("cascading", "restricting"):
                    connection.execute(text(f"INSERT INTO {child} VALUES (:id, :id)"), {"id": number})

    def add(self, *statements: str) -> None:
        revision = f"{len(list((self.folder / 'versions').iterdir())) + 1:04}"
        written = SCRATCH_MIGRATION.format(revision=revision, before=self._last, up="\n    ".join(statements))
        (self.folder / "versions" / f"{revision}_scratch.py").write_text(written)
        self._last = revision

    def upgrade(self, connection: Connection | None = None) -> None:
        """As `flask db upgrade` does, or on the connection that is handed over."""
        config = Config()
        config.set_main_option("script_location", str(self.folder))
        config.set_main_option("path_separator", "os")
        if connection is not None:
            config.attributes["connection"] = connection
        alembic.command.upgrade(config, "head")

    def counts(self) -> list[int | None]:
        with self.engine.connect() as connection:
            return [connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in COUNTED]

    def found(self, word: str) -> list[int]:
        with self.engine.connect() as connection:
            condition = self.index.matches([[word]])
            return list(connection.scalars(select(self.index.table.c.id).where(condition)))

    def write(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement))


DROP_A_COLUMN = (
    "with op.batch_alter_table('parent') as batch:",
    "    batch.drop_column('old')",
)


on_sqlite = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # PostgreSQL copies no table


@pytest.fixture
def scratch(empty_app: Flask, tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "scratch", db.engine)


@pytest.mark.parametrize("handed_over", [False, True])
def test_a_batch_on_a_table_that_others_point_at_loses_no_row(scratch: Scratch, handed_over: bool) -> None:
    scratch.add(*DROP_A_COLUMN)
    if handed_over:
        with scratch.engine.connect() as connection:
            scratch.upgrade(connection)
    else:
        scratch.upgrade()
    assert "old" not in {column["name"] for column in inspect(scratch.engine).get_columns("parent")}
    assert scratch.counts() == [3, 3, 3]


def test_text_search_follows_a_table_after_its_batch(scratch: Scratch) -> None:
    scratch.add(*DROP_A_COLUMN)
    scratch.upgrade()
    assert scratch.found("word2") == [2]
    scratch.write("INSERT INTO parent (id, words) VALUES (4, 'newcomer')")
    scratch.write("UPDATE parent SET words = 'changed' WHERE id = 2")
    scratch.write("DELETE FROM cascading WHERE parent_id = 3")
    scratch.write("DELETE FROM restricting WHERE parent_id = 3")
    scratch.write("DELETE FROM parent WHERE id = 3")
    assert [scratch.found(word) for word in ("newcomer", "word2", "changed", "word3")] == [[4], [], [2], []]


def test_foreign_keys_are_enforced_again_after_migrations(scratch: Scratch) -> None:
    scratch.add(*DROP_A_COLUMN)
    with scratch.engine.connect() as connection:
        scratch.upgrade(connection)
        with pytest.raises(IntegrityError), connection.begin():
            connection.execute(text("INSERT INTO restricting VALUES (9, 99)"))


def test_migrations_that_leave_rows_pointing_at_nothing_are_undone_as_a_whole(scratch: Scratch) -> None:
    scratch.add("op.add_column('parent', sa.Column('new', sa.Integer()))")
    scratch.add(
        "op.execute('DELETE FROM cascading WHERE id = 1')", "op.execute('DELETE FROM parent WHERE id = 1')"
    )
    with pytest.raises((ForeignKeysBroken, IntegrityError), match="restricting"):
        scratch.upgrade()
    assert scratch.counts() == [3, 3, 3]
    assert "new" not in {column["name"] for column in inspect(scratch.engine).get_columns("parent")}


@on_sqlite
def test_a_connection_inside_a_transaction_is_refused_on_sqlite(scratch: Scratch) -> None:
    scratch.add(*DROP_A_COLUMN)
    with (
        scratch.engine.connect() as connection,
        connection.begin(),
        pytest.raises(RuntimeError, match="not begun"),
    ):
        scratch.upgrade(connection)


@on_sqlite
def test_canary_without_our_care_a_batch_on_sqlite_loses_rows_and_search(scratch: Scratch) -> None:
    """What the tests above would find if `env.py` ran the migrations as Alembic does by itself."""
    scratch.write("DROP TABLE restricting")  # whose rows would stop the batch; the cascading ones go silently
    with scratch.engine.begin() as connection:
        context = MigrationContext.configure(connection)
        context.impl = SQLiteImpl(context.dialect, connection, False, True, None, {})
        with Operations(context).batch_alter_table("parent") as batch:
            batch.drop_column("old")
    scratch.write("INSERT INTO parent (id, words) VALUES (4, 'newcomer')")
    with scratch.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM cascading")) == 0
    assert scratch.found("newcomer") == []

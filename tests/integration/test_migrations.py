"""The migrations lead from nothing to what the models say, and back, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Connection, inspect

from app import create_app
from app.extensions import init_migrations
from app.kernel.database import Base, db
from app.kernel.search import is_search_table
from tests import postgres
from tests.databases import DIALECTS, settings_for_tests

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


def _differences(connection: Connection) -> list[object]:
    options = {
        "compare_type": connection.dialect.name == "postgresql",  # SQLite keeps no lengths to compare
        "include_object": lambda _thing, name, kind, *_rest: (
            not (kind in ("table", "index") and is_search_table(name))
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
    assert _tables() == after_first == set(Base.metadata.tables)


@pytest.mark.usefixtures("empty_app")
def test_migrations_make_what_the_models_say() -> None:
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        assert _differences(connection) == []

"""Fixtures for every test. A test that touches data asks for `app`, `client` or `session` and runs twice:
on SQLite and on PostgreSQL."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.kernel import clock
from app.kernel.database import db
from app.web.cache import PublicPages
from tests.clients import WeftClient
from tests.databases import DIALECTS, Database, QueryCount, counted_queries, make_database

ALLOCATIONS_BEFORE_COLLECTING = 20_000
MOMENT = "TEST_MOMENT"
gc.disable()  # what is imported and collected stays to the end: pytest_collection_finish goes on from there


def pytest_configure(config: pytest.Config) -> None:
    """Let this run begin at another moment, such as TEST_MOMENT=2027-01-01T00:05+00:00: `make prove` tries
    the hours at which two zones have different dates, and the ends of months and years."""
    if moment := os.environ.get(MOMENT):
        shifted = ExitStack()
        shifted.enter_context(clock.shift(datetime.fromisoformat(moment) - clock.now()))
        config.add_cleanup(shifted.close)


def pytest_collection_finish() -> None:
    """Modules, tables and tests stay to the end of the run, so the collector need not walk through them again
    and again: that took a seventh of the time of the tests that work on a database."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTING, 10, 10)
    gc.enable()


class Databases:
    """The databases of this process, each made when a test first asks for it."""

    def __init__(self, folder: Any) -> None:
        self._folder = folder
        self._made: dict[str, Database] = {}

    def get(self, dialect: str) -> Database:
        if dialect not in self._made:
            self._made[dialect] = make_database(dialect, self._folder / dialect)
        return self._made[dialect]


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp("data"))


@pytest.fixture(params=DIALECTS)
def database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """A migrated, empty database; what the test does to it is rolled back."""
    found = databases.get(request.param)
    with found.rolled_back():
        yield found


@pytest.fixture(params=DIALECTS)
def committed_database(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """A database with real commits, for tests with several connections; emptied afterwards."""
    found = databases.get(request.param)
    with found.truncated():
        yield found


@pytest.fixture
def app(database: Database) -> Flask:
    database.app.test_client_class = WeftClient
    database.app.extensions["weft_public_pages"] = PublicPages()
    return database.app


@pytest.fixture
def client(app: Flask) -> Any:
    """A browser with its own cookies. Ask the app for more of them: `app.test_client()`."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The session that services use in this test; `client` commits it before each request."""
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def count_queries() -> Callable[[], Any]:
    """`with count_queries() as count: …` then `len(count)`, or `count.statements` to read them."""
    return counted_queries


__all__ = ["Databases", "QueryCount"]

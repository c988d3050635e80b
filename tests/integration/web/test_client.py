"""The tests' own tools keep what they promise: a lost write fails, no test leaves anything behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.kernel.database import db, separate_transaction
from app.kernel.jobs import ScheduledRun
from app.kernel.permissions import Role
from app.web.access import public, signed_in
from app.web.actor import current_actor
from app.web.transaction import commits
from tests.clients import LostWrite, WeftClient, sign_in
from tests.conftest import Databases
from tests.databases import DIALECTS, Database, counted_queries
from tests.factories import give_role, make_person


def _row(name: str) -> ScheduledRun:
    return ScheduledRun(name=name, due=datetime(2026, 3, 1, tzinfo=UTC))


def _names(session: Session) -> list[str]:
    return list(session.scalars(select(ScheduledRun.name).order_by(ScheduledRun.name)))


@signed_in
def _greet() -> str:
    return str(current_actor().display_name)


@public
def _write() -> str:
    db.session.add(_row("page"))
    db.session.flush()
    return "written"


@public
@commits
def _keep() -> str:
    return _write()


@public
def _refuse() -> tuple[str, int]:
    with separate_transaction() as session:
        session.add(_row("apart"))
    return "refused", 403


@pytest.fixture(params=DIALECTS)
def trial(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """A second app on the same database, with four pages of its own."""
    app = create_app(dict(databases.get(request.param).app.config))
    app.test_client_class = WeftClient
    for path, view in {"/write": _write, "/keep": _keep, "/refuse": _refuse, "/greet": _greet}.items():
        app.add_url_rule(path, path, view, methods=["GET", "POST"])
    with Database(request.param, app).rolled_back():
        yield app


def test_client_fails_when_a_page_loses_its_write(trial: Flask) -> None:
    with pytest.raises(LostWrite, match=r"GET /write answered 200, but did not commit: ScheduledRun"):
        trial.test_client().get("/write")


@pytest.mark.parametrize(("method", "path"), [("POST", "/write"), ("GET", "/keep")])
def test_client_and_session_see_each_other(trial: Flask, method: str, path: str) -> None:
    with trial.app_context():
        db.session.add(_row("test"))
        assert trial.test_client().open(path, method=method).status_code == 200
        assert _names(db.session()) == ["page", "test"]


def test_separate_transaction_outlives_a_refusal(trial: Flask) -> None:
    assert trial.test_client().post("/refuse").status_code == 403
    with trial.app_context():
        assert _names(db.session()) == ["apart"]


@pytest.mark.parametrize("turn", [1, 2])
def test_session_leaves_nothing_behind(session: Session, turn: int) -> None:
    assert session.scalar(select(func.count()).select_from(ScheduledRun)) == 0
    session.add(_row(f"turn {turn}"))
    session.commit()


@pytest.mark.parametrize("turn", [1, 2])
def test_committed_database_is_emptied(committed_database: Database, turn: int) -> None:
    with committed_database.app.app_context():
        assert _names(db.session()) == []
        db.session.add(_row(f"turn {turn}"))
        db.session.commit()
    with committed_database.app.app_context():
        assert _names(db.session()) == [f"turn {turn}"]


def test_counted_queries_counts_statements_but_not_savepoints(session: Session) -> None:
    with counted_queries() as count:
        session.commit()
        _names(session)
        _names(session)
    assert len(count) == 2


def test_sign_in_makes_the_client_somebody(trial: Flask) -> None:
    client = trial.test_client()
    with trial.app_context():
        person = make_person("Lucía")
        give_role(person, Role.AUDITOR)
        sign_in(client, person)
    assert client.get("/greet").text == "Lucía"
    assert trial.test_client().get("/greet").status_code == 303

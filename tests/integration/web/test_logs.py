"""The log tells what happened and how fast, never who, where from, or what was typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app import create_app
from app.accounts.services import register_person
from app.kernel.database import db
from app.web.logs import configure_logs
from tests.clients import WeftClient, sign_in
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.factories import make_person
from tests.membership_factories import make_draft, make_world

ADDRESS = "203.0.113.77"
SECRETS = ("canary-name", "canary@example.org", ADDRESS, "canary-agent", "canary-typed", "canary-query")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the log says, as in production."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    weft = logging.getLogger("weft")
    before = (weft.handlers, weft.propagate, weft.level)
    configure_logs()
    yield stream
    weft.handlers, weft.propagate = before[0], before[1]
    weft.setLevel(before[2])


@pytest.fixture(params=DIALECTS)
def app(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    settings = dict(databases.get(request.param).app.config) | {"PROPAGATE_EXCEPTIONS": False}
    app = create_app(settings)
    app.test_client_class = WeftClient

    def fail() -> str:
        db.session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "canary-typed"})
        raise RuntimeError("canary-typed")

    fail.access = app.view_functions["pages.style_guide"].access  # type: ignore[attr-defined]
    app.view_functions["pages.words"] = fail
    with Database(request.param, app).rolled_back():
        yield app


def _ask(client: Any, method: str, path: str, **more: Any) -> Any:
    headers = {"User-Agent": "canary-agent", "X-Forwarded-For": ADDRESS}
    return client.open(path, method=method, headers=headers, environ_base={"REMOTE_ADDR": ADDRESS}, **more)


def test_request_line_holds_no_person_no_place_and_no_path(app: Flask, written: io.StringIO) -> None:
    client = app.test_client()
    with app.app_context():
        person = make_person("canary-name")
        application = make_draft(make_world())
        ref = application.ref
        sign_in(client, person)
    _ask(client, "GET", f"/en/apply/{ref}/?q=canary-query")
    _ask(client, "GET", f"/en/nowhere/{ref}")
    _ask(client, "POST", "/en/account/sign-in", data={"name": "canary@example.org", "passphrase": "x"})
    _ask(client, "POST", "/en/account/register/with-email", data={"email": "canary@example.org"})
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["request"] * 4
    assert set(lines[0]) == {"event", "level", "logger", "timestamp", "method", "endpoint", "status", "ms"}
    assert lines[0]["endpoint"] == "membership.own"
    assert [word for word in (*SECRETS, ref) if word in written.getvalue()] == []


def test_fault_is_told_without_its_words(app: Flask, written: io.StringIO) -> None:
    assert _ask(app.test_client(), "GET", "/en/pages/leaving?canary-query").status_code in (500, 503)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    told = next(line for line in lines if "exception" in line)
    assert told["frames"]
    assert [word for word in (*SECRETS, "SELECT", "/en/pages") if word in written.getvalue()] == []


def test_lost_race_is_told_without_what_collided(app: Flask, written: io.StringIO) -> None:
    with app.app_context():
        register_person(chosen_name="x", language="en", password_hash="x", sign_in_name="canary-name")
        db.session.commit()
        try:
            db.session.execute(
                text("UPDATE person SET sign_in_name = 'canary-name', id = id + 1 WHERE sign_in_name IS NULL")
            )
            raise RuntimeError("canary-name")
        except RuntimeError:
            app.logger.warning("write.lost_a_race", exc_info=True)
        db.session.rollback()
    assert "write.lost_a_race" in written.getvalue()
    assert "canary-name" not in written.getvalue()

"""A refusal is a page of ours in the reader's language, whatever is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, has_request_context
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import create_app
from tests.clients import WeftClient, sign_in
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.factories import make_person

LANGUAGES = ("en", "es", "fr")


@pytest.fixture
def broken(client: WeftClient, session: Session) -> Iterator[WeftClient]:
    """Somebody signed in, whose next request finds that the database is gone."""
    sign_in(client, make_person())

    def refuse(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            raise OperationalError(statement, {}, Exception("the server closed the connection"))

    session.commit()
    session.close()
    event.listen(Engine, "before_cursor_execute", refuse)
    yield client
    event.remove(Engine, "before_cursor_execute", refuse)


@pytest.mark.parametrize("language", LANGUAGES)
def test_database_gone_is_a_page(broken: WeftClient, language: str) -> None:
    for method, path in (
        ("GET", "desk"),
        ("GET", ""),
        ("GET", "n/example/directory/"),
        ("POST", "account/sign-in"),
        ("POST", "account/sign-out"),
        ("GET", "nowhere"),
    ):
        response = broken.open(f"/{language}/{path}", method=method, data={"name": "a", "passphrase": "b"})
        expected = 404 if path == "nowhere" else 503
        assert response.status_code in (expected, 503), path
        assert f'lang="{language}"' in response.text
        assert "Content-Security-Policy" in response.headers


def test_readiness_says_so(broken: WeftClient) -> None:
    assert broken.get("/readyz").status_code == 503
    assert broken.get("/healthz").status_code == 200


def test_refused_commit_is_a_page(app: Flask, session: Session) -> None:
    """A disk that is full shows itself only at the very end."""
    client = app.test_client()
    sign_in(client, make_person())

    def full(_session: Session) -> None:
        if has_request_context():
            raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    event.listen(Session, "before_commit", full)
    try:
        data = {"chosen_name": "Sol", "language": "fr"}
        response = client.post("/es/account/name-and-language", data=data)
    finally:
        event.remove(Session, "before_commit", full)
    assert response.status_code == 503
    assert 'lang="es"' in response.text
    assert "Content-Security-Policy" in response.headers


@pytest.fixture(params=DIALECTS)
def faulty(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """An app with a page that fails, as in production: errors do not reach the test."""
    settings = dict(databases.get(request.param).app.config) | {"PROPAGATE_EXCEPTIONS": False}
    app = create_app(settings)
    app.test_client_class = WeftClient

    def fail() -> str:
        raise RuntimeError("somebody@example.org")

    app.view_functions["pages.words"] = fail
    fail.access = app.view_functions["pages.style_guide"].access  # type: ignore[attr-defined]
    with Database(request.param, app).rolled_back():
        yield app


@pytest.mark.parametrize("language", LANGUAGES)
def test_fault_of_ours_is_a_page(faulty: Flask, language: str) -> None:
    response = faulty.test_client().get(f"/{language}/pages/leaving")
    assert response.status_code == 500
    assert f'lang="{language}"' in response.text
    assert "somebody@example.org" not in response.text
    assert "Content-Security-Policy" in response.headers


def test_fault_for_somebody_signed_in_when_the_database_is_gone_too(faulty: Flask) -> None:
    client = faulty.test_client()
    with faulty.app_context():
        sign_in(client, make_person())
    assert client.get("/en/pages/leaving").status_code == 500


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "nowhere", 404),
        ("GET", "n/nobody/", 404),
        ("PUT", "account/sign-in", 405),
        ("DELETE", "", 405),
        ("POST", "desk", 405),
        ("GET", "account/sign-out", 405),
        ("GET", "account/confirm/forged", 410),
        ("POST", "account/sign-in", 422),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_speak_the_language_of_the_address(
    client: WeftClient, language: str, method: str, path: str, status: int
) -> None:
    response = client.open(f"/{language}/{path}", method=method)
    assert response.status_code == status
    assert f'<html lang="{language}"' in response.text
    if status == 405:
        assert response.headers["Allow"]


def test_page_without_a_language_speaks_the_browsers(client: WeftClient) -> None:
    response = client.get("/nowhere", headers={"Accept-Language": "fr-CA, en;q=0.5"})
    assert response.status_code == 404
    assert '<html lang="fr"' in response.text


@pytest.mark.parametrize("dialect", DIALECTS)
def test_too_many_attempts_are_refused_in_the_readers_language(databases: Databases, dialect: str) -> None:
    settings = dict(databases.get(dialect).app.config)
    app = create_app(settings | {"RATELIMIT_ENABLED": True, "LIMIT_SIGN_IN": "3 per minute"})
    client = app.test_client()
    with Database(dialect, app).rolled_back():
        found = [client.post("/fr/account/sign-in", data={"name": "x"}).status_code for _ in range(4)]
        page = client.post("/fr/account/sign-in", data={"name": "x"})
    assert found == [422, 422, 422, 429]
    assert page.status_code == 429
    assert '<html lang="fr"' in page.text


def test_limits_of_one_app_do_not_reach_another(databases: Databases) -> None:
    """Tests and the console make several apps in one process; each counts by its own settings."""
    open_app = databases.get("sqlite").app
    create_app(dict(open_app.config) | {"RATELIMIT_ENABLED": True, "LIMIT_SIGN_IN": "3 per minute"})
    client = open_app.test_client()
    with Database("sqlite", open_app).rolled_back():
        found = {client.post("/fr/account/sign-in", data={"name": "x"}).status_code for _ in range(25)}

    assert found == {422}

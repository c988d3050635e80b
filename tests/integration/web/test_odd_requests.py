"""Nothing that somebody types into an address or a form ends in an error of ours."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.membership.models import Application
from tests.clients import WeftClient, sign_in
from tests.factories import make_person
from tests.integration.web.test_browser_contract import at_another_host
from tests.membership_factories import World, make_draft, make_submitted, make_world


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


CURSORS = [
    "garbage",
    "=",
    "%00",
    "é",
    "W10",
    "a" * 5000,
    cursor(),
    cursor(1),
    cursor("x", 1),
    cursor(True, False),
    cursor({"t": "2026-01-01T00:00:00"}, 1),
    cursor({"t": "2026-01-01T00:00:00+00:00"}, 10**30),
    cursor({"t": "2026-01-01T00:00:00+00:00"}, "1"),
    cursor({"t": "not a day"}, 1),
    cursor({"t": 5}, 1),
    cursor({"t": "0001-01-01T00:00:00+14:00"}, 1),
    cursor("\ud800", 1),
    cursor("a\0b", 1),
    cursor(None, None),
    cursor([[]], 1),
]
NUMBERS = ["99999999999999999999", "9" * 5000, "-1", "0", "١٢", "²", "1e9", " 1", "1;drop", "null"]
ORDERS = ["_external=1", "_scheme=javascript", "_anchor=x", "_method=POST", "endpoint=x", "lang=fr", "slug=x"]


@pytest.fixture
def world(session: Session) -> World:
    return make_world()


@pytest.fixture
def officer(client: WeftClient, world: World) -> WeftClient:
    sign_in(client, world.officer)
    return client


@pytest.mark.parametrize("side", ["after", "before"])
def test_cursors_that_nobody_was_given_show_a_page(officer: WeftClient, world: World, side: str) -> None:
    make_submitted(world)
    sorts = ("oldest", "name", "nonsense")
    for number, given in enumerate(CURSORS):
        for step, path in enumerate(("applications/", "directory/")):
            query = {side: given, "sort": sorts[(number + step) % len(sorts)]}
            response = officer.get(f"/en/n/example/{path}", query_string=query)
            assert response.status_code == (400 if given == "\0" else 200), (path, query)


def test_filters_take_any_number(officer: WeftClient) -> None:
    for number in NUMBERS:
        for query in ({"region": number}, {"status": number}, {"country": number}, {"level": number}):
            for path in ("applications/", "directory/"):
                status = officer.get(f"/en/n/example/{path}", query_string=query).status_code
                assert status == 200, (path, query)


def test_search_takes_any_words(officer: WeftClient, world: World) -> None:
    make_submitted(world)
    words = ["'", '"', "\\", "a' OR 1=1 --", "AND OR NOT", "*", "(", ":*", "%", "_", "\u202e", "é" * 300]
    words += ["a b c d e f g h i j", "ﬁ", "<script>", "\U0001f600", "\x01", "NEAR(a b)", "x" * 5000]
    for text in words:
        for path in ("applications/", "directory/"):
            response = officer.get(f"/en/n/example/{path}", query_string={"q": text})
            assert response.status_code == 200, text
            assert "<script>" not in response.text


@pytest.mark.parametrize("order", ORDERS)
def test_addresses_give_no_orders_to_links(officer: WeftClient, order: str) -> None:
    for path in (
        "/en/",
        "/en/networks/",
        "/en/n/example/directory/",
        "/en/n/example/applications/",
        "/en/desk",
    ):
        response = at_another_host(officer)("GET", f"{path}?{order}&kept=yes")
        assert response.status_code == 200, path
        assert "evil.example" not in response.text
        assert "javascript:" not in response.text
        assert "kept=yes" in response.text


def test_nul_is_refused_everywhere(client: WeftClient, world: World) -> None:
    assert client.get("/en/n/%00/directory/").status_code == 400
    assert client.get("/en/n/example/directory/?q=%00").status_code == 400
    assert client.get("/en/n/example/directory/?%00=1").status_code == 400
    posted = client.post("/fr/account/sign-in", data={"name": "a\0b", "passphrase": "x"})
    assert posted.status_code == 400
    assert 'lang="fr"' in posted.text


def test_nul_in_names_of_files_and_answers_is_refused(client: WeftClient, world: World) -> None:
    application = make_draft(world)
    sign_in(client, world.applicant)
    path = f"/en/apply/{application.ref}/section/about"
    assert client.post(path, data={"q_purpose": "a\0b"}).status_code == 400


@pytest.mark.parametrize("body", [b"name=%ff%fe&passphrase=%c3%28", b"\xff\xfe=\xc3", b"name=%ed%a0%80"])
def test_invalid_utf8_is_an_ordinary_wrong_form(client: WeftClient, world: World, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/en/account/sign-in", data=body, headers=headers).status_code == 422
    assert client.get(b"/en/n/%ff%fe/directory/".decode()).status_code == 404


def test_invalid_utf8_in_an_answer_is_kept_as_a_mark(client: WeftClient, world: World) -> None:
    application = make_draft(world)
    sign_in(client, world.applicant)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    path = f"/en/apply/{application.ref}/section/about"
    assert client.post(path, data=b"q_purpose=%ff%fe", headers=headers).status_code == 303


def test_very_long_inputs_are_refused_by_forms(client: WeftClient, world: World) -> None:
    sign_in(client, make_person())
    long = "ñ" * 100_000
    start = {"known_as": long, "country": "MX", "language": "es", "organisation": "new"}
    assert client.post("/en/n/example/apply", data=start).status_code == 422
    name = {"chosen_name": long, "language": "es"}
    assert client.post("/en/account/name-and-language", data=name).status_code == 422
    visitor = client.application.test_client()
    typed = {"name": long, "passphrase": long}
    assert visitor.post("/en/account/sign-in", data=typed).status_code == 422


def test_versions_and_keys_of_any_length_do_no_harm(client: WeftClient, world: World) -> None:
    application = make_draft(world)
    sign_in(client, world.applicant)
    path = f"/en/apply/{application.ref}/section/about"
    for version in ("9" * 5000, "-1", "x", "²", "٣"):
        data = {"q_purpose": "Words", "version": version, "submission_key": "k" * 5000}
        assert client.post(path, data=data).status_code in (303, 409, 422), version


def test_references_are_forgiving_but_only_for_what_one_may_see(client: WeftClient, world: World) -> None:
    application: Application = make_draft(world)
    sign_in(client, world.applicant)
    for wrong in ("x", "a" * 3000, "00000-00000", "../../etc", application.ref[:-1]):
        assert client.get(f"/en/apply/{wrong}/").status_code == 404, wrong


def test_too_many_parts_and_too_much_are_refused_in_the_readers_language(app: Flask) -> None:
    client = app.test_client()
    parts = {f"field{number}": "x" for number in range(app.config["MAX_FORM_PARTS"] + 10)}
    response = client.post("/es/account/sign-in", data=parts | {"file": (BytesIO(b"x"), "x.txt")})
    assert response.status_code == 413
    assert 'lang="es"' in response.text
    large = client.post("/fr/account/sign-in", data={"name": "x" * (app.config["FORM_MAX_BYTES"] + 10)})
    assert large.status_code == 413
    assert 'lang="fr"' in large.text

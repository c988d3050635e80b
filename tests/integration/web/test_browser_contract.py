"""What every answer tells the browser: where to load from, what to keep, which cookies to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy.orm import Session

from app import create_app
from app.web.access import access_of
from app.web.headers import CONTENT_SECURITY_POLICY
from tests.call_factories import publish_call
from tests.clients import WeftClient, sign_in
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.factories import make_person
from tests.integration.accounts.helpers import PASSPHRASE
from tests.integration.accounts.helpers import make_person as make_known_person
from tests.membership_factories import make_draft, make_world

PUBLIC_URL = "https://network.example.org"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture(params=DIALECTS)
def deployed(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """The app as it stands behind PUBLIC_URL, with tokens in its forms."""
    settings = dict(databases.get(request.param).app.config) | {
        "PUBLIC_URL": PUBLIC_URL,
        "PREFERRED_URL_SCHEME": "https",
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "WTF_CSRF_ENABLED": True,
    }
    app = create_app(settings)
    app.test_client_class = WeftClient
    with Database(request.param, app).rolled_back():
        yield app


def at_another_host(client: Any) -> Any:
    """Asks as this browser does, under a host that is not ours."""
    cookie = client.get_cookie("session")
    plain = client.application.test_client(use_cookies=False)
    headers = {"Host": "evil.example", "Cookie": f"session={cookie.value}"}
    return lambda method, path, **more: plain.open(path, method=method, headers=headers, **more)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/en/",
        "/en/networks/",
        "/es/account/sign-in",
        "/fr/pages/leaving",
        "/en/nowhere",
        "/healthz",
        "/readyz",
        "/leave",
        "/accent/0a5c66.css",
        "/static/nothing.css",
        "/en/desk",
    ],
)
def test_every_answer_carries_the_policy(client: WeftClient, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "PUT"):
        headers = client.open(path, method=method).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, method
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"]


def test_every_static_file_carries_the_policy(client: WeftClient, app: Flask) -> None:
    for name in app.extensions["weft_asset_names"]:
        response = client.get(f"/static/{name}")
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert "immutable" in response.headers["Cache-Control"]


def test_policy_allows_nothing_from_elsewhere() -> None:
    parts = dict(part.strip().split(" ", 1) for part in CONTENT_SECURITY_POLICY.split(";"))
    assert parts["default-src"] == parts["base-uri"] == parts["frame-ancestors"] == "'none'"
    assert not re.search(r"https?:|data:|unsafe|\*", CONTENT_SECURITY_POLICY)


def test_signed_in_pages_are_stored_nowhere(client: WeftClient, session: Session) -> None:
    make_world()
    sign_in(client, make_person())
    for path in ("/en/", "/en/n/example/", "/en/n/example/join", "/en/desk", "/en/account/", "/en/nowhere"):
        response = client.get(path)
        assert response.headers["Cache-Control"] == "no-store", path
        assert "ETag" not in response.headers


def test_pages_for_everybody_hold_no_token_and_open_no_session(client: WeftClient, session: Session) -> None:
    publish_call(make_world().body)
    session.commit()
    cached = [
        rule
        for rule in client.application.url_map.iter_rules()
        if (access := access_of(client.application, rule.endpoint)) is not None and access.cached
    ]
    assert len(cached) >= 5
    for rule in cached:
        with client.application.test_request_context("/en/"):
            values = {"slug": "example", "name": "leaving", "code": "day-of-action"}
            path = url_for(rule.endpoint, **{name: values[name] for name in rule.arguments - {"lang"}})
        for response in (client.get(path), client.get(path)):
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
            assert "csrf_token" not in response.text
            assert "submission_key" not in response.text
            assert {"Cookie", "Accept-Encoding"} <= set(response.vary)
            assert response.headers["ETag"]


def test_unchanged_page_is_not_sent_again(client: WeftClient) -> None:
    first = client.get("/en/networks/")
    again = client.get("/en/networks/", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get("/en/networks/", headers={"If-None-Match": 'W/"other"'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert (other.status_code, other.data) == (200, first.data)


def test_cached_page_does_not_tell_one_host_of_another(client: WeftClient) -> None:
    client.get("/en/networks/?x=1", headers={"Host": "evil.example"})
    assert "evil.example" not in client.get("/en/networks/?x=1").text


def test_cached_page_of_a_visitor_is_not_shown_to_somebody_signed_in(
    client: WeftClient, session: Session
) -> None:
    visitor = client.application.test_client()
    before = visitor.get("/en/networks/")
    sign_in(client, make_person())
    mine = client.get("/en/networks/", headers={"If-None-Match": before.headers["ETag"]})
    assert mine.status_code == 200
    assert "/en/account/sign-out" in mine.text
    assert "/en/account/sign-out" not in visitor.get("/en/networks/").text


def test_leaving_and_signing_out_clear_the_browser(client: WeftClient, session: Session) -> None:
    person = make_person()
    for method, path in (("GET", "/leave"), ("POST", "/en/account/sign-out")):
        sign_in(client, person)
        response = client.open(path, method=method)
        assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert response.headers["Cache-Control"] == "no-store"
        assert client.get("/en/desk").status_code == 303


def _sign_in_over_https(client: Any) -> Any:
    page = client.get("/en/account/sign-in", base_url=PUBLIC_URL)
    found = TOKEN.search(page.text)
    assert found is not None
    data = {"name": "sol", "passphrase": PASSPHRASE, "csrf_token": found.group(1)}
    headers = {"Referer": f"{PUBLIC_URL}/en/account/sign-in"}
    return client.post("/en/account/sign-in", data=data, base_url=PUBLIC_URL, headers=headers)


def test_cookies_belong_to_this_host_alone(deployed: Flask) -> None:
    with deployed.app_context():
        make_known_person()
    response = _sign_in_over_https(deployed.test_client())
    assert response.status_code == 303
    for cookie in response.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-session=")
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
        assert not any(part.startswith("Domain") for part in parts)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_post_from_elsewhere_is_refused(deployed: Flask) -> None:
    with deployed.app_context():
        make_known_person()
    client = deployed.test_client()
    page = client.get("/en/account/sign-in", base_url=PUBLIC_URL)
    token = TOKEN.search(page.text)
    assert token is not None
    data = {"name": "sol", "passphrase": PASSPHRASE, "csrf_token": token.group(1)}
    for headers in ({"Referer": "https://evil.example/"}, {}):
        response = client.post("/en/account/sign-in", data=data, base_url=PUBLIC_URL, headers=headers)
        assert response.status_code == 400


def test_every_post_without_a_token_is_refused(deployed: Flask) -> None:
    client = deployed.test_client()
    with deployed.app_context():
        sign_in(client, make_person())
    tried = 0
    for rule in deployed.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        values = dict.fromkeys(rule.arguments, "x") | {"lang": "es", "action": "start_check", "number": "1"}
        with deployed.test_request_context("/es/"):
            path = url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
        headers = {"Referer": f"{PUBLIC_URL}/es/"}
        response = client.post(path, base_url=PUBLIC_URL, headers=headers)
        assert response.status_code == 400, path
        assert '<html lang="es"' in response.text
        tried += 1
    assert tried > 40


def test_links_to_hand_over_follow_the_installation_not_the_request(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    organisation = make_draft(world).organisation
    sign_in(client, world.applicant)
    elsewhere = at_another_host(client)
    path = f"/en/organisations/{organisation.ref}/contacts/invite"
    response = elsewhere("POST", path, data={"role": "editor"})
    if response.status_code == 303:
        response = elsewhere("GET", response.location)
    assert response.status_code == 200
    assert "/account/invitations/" in response.text
    assert "evil.example" not in response.text


def test_style_guide_is_not_part_of_a_deployment(deployed: Flask) -> None:
    assert deployed.test_client().get("/en/style-guide", base_url=PUBLIC_URL).status_code == 404

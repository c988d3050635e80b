"""Signing in gives nobody more than is theirs: where it leads, what is kept, what is sent twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import RoleGrant
from app.accounts.rules import normalise_email, normalise_sign_in_name, safe_next
from app.accounts.services import invite
from app.kernel import clock
from app.kernel.permissions import Role, ScopeKind
from app.membership.models import Application
from app.web.interrupted_posts import InterruptedPost
from tests.clients import WeftClient, sign_in
from tests.factories import give_role, make_person
from tests.integration.accounts.helpers import PASSPHRASE, SECRET, post_sign_in
from tests.integration.accounts.helpers import make_person as make_known_person
from tests.membership_factories import make_world

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    " //evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "evil.example",
    "/\x00/evil.example",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_leads_nowhere_else(target: str) -> None:
    assert safe_next(target) is None


def test_signing_in_leads_nowhere_else(client: WeftClient, session: Session) -> None:
    make_known_person()
    for target in ELSEWHERE[:7]:
        browser = client.application.test_client()
        response = post_sign_in(browser, "sol", next=target)
        assert response.status_code == 303
        assert response.location == "/en/desk"


def test_signing_in_begins_a_session_of_its_own(client: WeftClient, session: Session) -> None:
    """A key that somebody planted before is thrown away, with all that lay beside it."""
    make_known_person()
    with client.session_transaction() as cookie:
        cookie["session_key"], cookie["planted"] = "chosen-by-a-stranger", "x"
    post_sign_in(client, "sol")
    with client.session_transaction() as cookie:
        first = cookie["session_key"]
        assert first != "chosen-by-a-stranger"
        assert "planted" not in cookie
    client.post("/en/account/sign-out")
    post_sign_in(client, "sol")
    with client.session_transaction() as cookie:
        assert cookie["session_key"] != first


def test_old_cookie_is_worthless_after_signing_out(client: WeftClient, session: Session) -> None:
    make_known_person()
    post_sign_in(client, "sol")
    stolen = client.get_cookie("session")
    assert stolen is not None
    client.post("/en/account/sign-out")
    client.set_cookie("session", stolen.value)
    assert client.get("/en/desk").status_code == 303


@pytest.mark.parametrize("path", ["desk", "n/example/applications/", "account/", "account/people", "outbox"])
def test_second_step_stands_before_every_page_of_officers(
    client: WeftClient, session: Session, path: str
) -> None:
    """Half signed in is not signed in, whether the step is still to be set up or to be passed."""
    world = make_world()
    for name, totp in (("sol", None), ("luz", SECRET)):
        person = make_known_person(name, totp=totp)
        give_role(person, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, world.body.id)
        give_role(person, Role.ADMINISTRATOR)
        browser = client.application.test_client()
        assert post_sign_in(browser, name).status_code == 303
        response = browser.get(f"/en/{path}")
        assert response.status_code == 303
        assert "/account/sign-in" in response.location


def test_a_role_given_meanwhile_asks_for_the_second_step(client: WeftClient, session: Session) -> None:
    person = make_known_person()
    post_sign_in(client, "sol")
    assert client.get("/en/desk").status_code == 200
    give_role(person, Role.ADMINISTRATOR)
    assert client.get("/en/account/people").status_code == 303


def _expired_post(client: WeftClient, person: Any, path: str, data: dict[str, str]) -> Any:
    sign_in(client, person)
    with clock.shift(timedelta(hours=1)):
        return client.post(path, data=data)


def test_kept_page_is_offered_to_its_own_person_alone(client: WeftClient, session: Session) -> None:
    person, other = make_person("Ana"), make_person("Eva")
    data = {"chosen_name": "Anabel", "language": "es", "passphrase": "hush", "csrf_token": "t"}
    response = _expired_post(client, person, "/en/account/name-and-language", data)
    kept = session.scalars(select(InterruptedPost)).one()
    assert kept.token in response.location
    assert [name for name, _ in kept.fields] == ["chosen_name", "language"]
    path = f"/en/kept/{kept.token}"
    visitor = client.application.test_client()
    assert visitor.get(path).status_code == 303
    sign_in(visitor, other)
    assert visitor.get(path).status_code == 404
    assert visitor.post(f"{path}/forget").status_code == 303
    sign_in(client, person)
    assert "Anabel" in client.get(path).text
    with clock.shift(timedelta(hours=2, seconds=1)):
        sign_in(client, person)
        assert client.get(path).status_code == 404


def test_nothing_is_kept_of_visitors_or_of_too_long_addresses(client: WeftClient, session: Session) -> None:
    client.post("/en/account/name-and-language", data={"chosen_name": "Nobody"})
    long = "/en/account/name-and-language?x=" + "a" * 3000
    assert _expired_post(client, make_person(), long, {"chosen_name": "Long"}).status_code == 303
    assert session.scalar(select(func.count()).select_from(InterruptedPost)) == 0


def test_submission_key_of_another_person_means_nothing(client: WeftClient, session: Session) -> None:
    world = make_world()
    data = {
        "submission_key": "k" * 32,
        "known_as": "First",
        "country": "MX",
        "language": "es",
    }
    places = []
    for person in (make_person("Ana"), make_person("Eva")):
        browser = client.application.test_client()
        sign_in(browser, person)
        first = browser.post("/en/n/example/apply", data=data)
        again = browser.post("/en/n/example/apply", data=data)
        assert first.status_code == again.status_code == 303
        assert first.location == again.location
        places.append(first.location)
    assert places[0] != places[1]
    assert session.scalar(select(func.count()).select_from(Application)) == 2
    assert world.body.slug in "example"


def test_visitor_gets_no_session_by_sending_a_used_form(client: WeftClient, session: Session) -> None:
    make_known_person()
    data = {"name": "sol", "passphrase": PASSPHRASE, "submission_key": "k" * 32}
    assert client.post("/en/account/sign-in", data=data).status_code == 303
    thief = client.application.test_client()
    thief.post("/en/account/sign-in", data={"name": "x", "passphrase": "x", "submission_key": "k" * 32})
    assert thief.get("/en/desk").status_code == 303


def test_an_administrator_who_was_let_go_leaves_no_open_door(client: WeftClient, session: Session) -> None:
    administrator, friend = make_person("Old"), make_person("Friend")
    grant = give_role(administrator, Role.ADMINISTRATOR)
    token = invite(
        actor=administrator,
        lasts=timedelta(days=14),
        reason="soon",
        role=Role.ADMINISTRATOR,
        scope_kind=ScopeKind.INSTALLATION,
    )
    grant.ends_on = clock.today()
    sign_in(client, friend)
    assert client.post(f"/en/account/invitations/{token}").status_code == 422
    held = select(func.count()).select_from(RoleGrant).where(RoleGrant.person_id == friend.id)
    assert session.scalar(held) == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ａｎａ", "ana"),
        (" ANA ", "ana"),
        ("аna", None),
        ("ana\u200b", None),
        ("an\u0301a", None),
        ("ana@x", None),
        ("ana\n", "ana"),
        ("a\u202ena", None),
        ("ſol", "sol"),
        ("..ana", None),
    ],
)
def test_sign_in_names_have_one_spelling_in_plain_letters(typed: str, stored: str | None) -> None:
    assert normalise_sign_in_name(typed) == stored


def test_addresses_with_line_breaks_are_none() -> None:
    for typed in (
        "a@b.org\nBcc: c@d.org",
        "a@b.org\r\n.x.org",
        "a b@c.org",
        "a@b",
        "<a@b.org>",
        "a@b.org,c@d.org",
    ):
        assert normalise_email(typed) is None, typed

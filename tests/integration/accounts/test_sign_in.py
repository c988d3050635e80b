from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts import services
from app.accounts.enums import CodePurpose
from app.accounts.models import Person, SignInSession
from app.accounts.security import SESSION_KEY
from app.kernel import clock
from app.kernel.actor import can
from app.kernel.permissions import Permission, Role
from tests.clients import sign_in
from tests.integration.accounts.helpers import (
    PASSPHRASE,
    SECRET,
    give,
    is_signed_in,
    make_person,
    post_sign_in,
    reload,
)


def test_sign_in_leads_to_the_desk_and_keeps_next(client: Any, session: Session) -> None:
    make_person("sol")
    assert post_sign_in(client, " SOL ").location == "/en/desk"
    assert is_signed_in(client)


def test_next_leads_only_to_our_own_pages(client: Any, session: Session) -> None:
    make_person("sol")
    assert post_sign_in(client, "sol", next="//evil.example").location == "/en/desk"
    other = client.application.test_client()
    assert post_sign_in(other, "sol", next="/fr/account/").location == "/fr/account/"


def test_sign_in_by_email_needs_a_confirmed_address(client: Any, session: Session) -> None:
    person = make_person("sol", email="sol@example.org")
    assert post_sign_in(client, "Sol@Example.org").status_code == 303
    person.confirmed_at = None
    session.commit()
    assert post_sign_in(client.application.test_client(), "sol@example.org").status_code == 422


def test_known_and_unknown_names_get_the_same_answer(client: Any, session: Session) -> None:
    make_person("known")
    one = post_sign_in(client, "known", "not the passphrase")
    two = post_sign_in(client.application.test_client(), "nobody", "not the passphrase")
    assert one.status_code == two.status_code == 422
    assert _plain(one, "known") == _plain(two, "nobody")
    assert "not the passphrase" not in one.text


def _plain(response: Any, name: str) -> str:
    text = re.sub(r'name="(submission_key|csrf_token)"[^>]*', "", response.text)
    return re.sub(r'(?<= value=")[\w-]{43}', "", text).replace(name, "NAME")


@pytest.mark.parametrize("name", ["known", "nobody"])
def test_failures_delay_and_never_lock(client: Any, session: Session, name: str) -> None:
    make_person("known")
    for _ in range(4):
        assert post_sign_in(client, name, "wrong wrong wrong").status_code == 422
    refused = post_sign_in(client, name)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    assert f'value="{name}"' in refused.text
    with clock.shift(timedelta(seconds=31)):
        assert post_sign_in(client, name).status_code == (303 if name == "known" else 422)


def test_every_sign_in_is_a_new_session_of_which_only_a_hash_is_kept(client: Any, session: Session) -> None:
    make_person("sol")
    keys = set()
    for _ in range(2):
        post_sign_in(client, "sol")
        with client.session_transaction() as cookie:
            keys.add(cookie[SESSION_KEY])
    assert len(keys) == 2
    kept = {row.key_hash for row in session.query(SignInSession)}
    assert len(kept) == 2
    assert not keys & kept


def test_session_ends_when_idle(client: Any, session: Session) -> None:
    make_person("sol")
    post_sign_in(client, "sol")
    with clock.shift(timedelta(minutes=29)):
        assert is_signed_in(client)
    with clock.shift(timedelta(minutes=58)):
        assert is_signed_in(client)
    with clock.shift(timedelta(minutes=90)):
        assert not is_signed_in(client)


def test_session_ends_after_twelve_hours_of_use(client: Any, session: Session) -> None:
    make_person("sol")
    post_sign_in(client, "sol")
    for minutes in range(25, 720, 25):
        with clock.shift(timedelta(minutes=minutes)):
            assert is_signed_in(client)
    with clock.shift(timedelta(minutes=720)):
        assert not is_signed_in(client)


def test_sign_out_ends_the_session_on_the_server(client: Any, session: Session) -> None:
    make_person("sol")
    post_sign_in(client, "sol")
    stolen = client.get_cookie("session").value
    answer = client.post("/en/account/sign-out")
    assert answer.status_code == 303
    assert "cookies" in answer.headers["Clear-Site-Data"]
    thief = client.application.test_client()
    thief.set_cookie("session", stolen)
    assert not is_signed_in(thief)


def test_leaving_quickly_ends_the_session_on_the_server(client: Any, session: Session) -> None:
    make_person("sol")
    post_sign_in(client, "sol")
    client.get("/leave")
    assert session.query(SignInSession).one().ended_at is not None


def test_a_closed_account_is_out_at_once(client: Any, session: Session) -> None:
    person = make_person("sol")
    sign_in(client, person)
    assert is_signed_in(client)
    person.active = False
    session.commit()
    assert not is_signed_in(client)


def test_an_officer_without_second_step_reaches_only_its_set_up(client: Any, session: Session) -> None:
    person = make_person("officer")
    give(person, Role.ADMINISTRATOR)
    assert "/second-step/set-up" in post_sign_in(client, "officer").location
    answer = client.get("/en/account/people")
    assert answer.status_code == 303
    assert "/account/sign-in" in answer.location
    assert "/second-step/set-up" in client.get(answer.location).location
    page = client.get("/en/account/second-step/set-up")
    assert page.status_code == 200
    assert "<svg" in page.text
    secret = reload(person).totp_proposed
    assert secret
    assert client.get("/en/account/second-step/set-up").text.count(secret[:4])
    code = services.totp().code_now(secret)
    done = client.post("/en/account/second-step/set-up", data={"code": code})
    assert "/write-down" in done.location
    assert client.get("/en/account/people").status_code == 303
    shown = client.get("/en/account/write-down").text
    assert len(re.findall(r"<li[^>]*>(?:\w{4}-){3}\w{4}</li>", shown)) == 8
    assert client.post("/en/account/write-down", data={}).status_code == 422
    client.post("/en/account/write-down", data={"written_down": "y"})
    assert client.get("/en/account/people").status_code == 200
    assert reload(person).codes_to_write_down is None


def test_a_granted_role_asks_for_the_second_step_at_the_next_click(client: Any, session: Session) -> None:
    person = make_person("sol")
    post_sign_in(client, "sol")
    assert is_signed_in(client)
    give(person, Role.ADMINISTRATOR)
    assert not is_signed_in(client)


def test_a_totp_code_works_once(client: Any, session: Session) -> None:
    make_person("sol", totp=SECRET)
    code = services.totp().code_now(SECRET)
    assert post_sign_in(client, "sol").location == "/en/account/second-step"
    assert not is_signed_in(client)
    assert client.post("/en/account/second-step", data={"code": "000000"}).status_code == 422
    assert client.post("/en/account/second-step", data={"code": code}).location == "/en/desk"
    assert is_signed_in(client)
    other = client.application.test_client()
    post_sign_in(other, "sol")
    assert other.post("/en/account/second-step", data={"code": code}).status_code == 422
    with clock.shift(timedelta(seconds=61)):
        later = services.totp().code_now(SECRET)
        assert other.post("/en/account/second-step", data={"code": later}).status_code == 303


def test_half_signed_in_cannot_take_a_new_secret(client: Any, session: Session) -> None:
    person = make_person("sol", totp=SECRET)
    person.totp_proposed = "B" * 32
    session.commit()
    post_sign_in(client, "sol")
    assert client.get("/en/account/second-step/set-up").location == "/en/account/second-step"


def test_a_recovery_code_for_the_second_step_works_once(client: Any, session: Session) -> None:
    person = make_person("sol", totp=SECRET)
    services.give_codes(person, CodePurpose.SECOND_STEP)
    code = (person.codes_to_write_down or {})["second_step"][0]
    person.codes_to_write_down = None
    session.commit()
    post_sign_in(client, "sol")
    answer = client.post("/en/account/second-step/recovery-code", data={"code": code.lower()})
    assert answer.location == "/en/desk"
    other = client.application.test_client()
    post_sign_in(other, "sol")
    assert other.post("/en/account/second-step/recovery-code", data={"code": code}).status_code == 422


def test_a_signed_in_page_asks_who_it_is_and_whose_network_frames_it(
    client: Any, session: Session, count_queries: Any
) -> None:
    person = make_person("sol", totp=SECRET)
    for role in (Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR):
        give(person, role)
    sign_in(client, person)
    with count_queries() as count:
        assert client.get("/en/account/name-and-language").status_code == 200
    assert len(count) == 2, count.statements


def test_person_is_an_actor(client: Any, session: Session) -> None:
    person = make_person("sol")
    give(person, Role.MEMBERSHIP_OFFICER, body=7)
    session.refresh(person)
    assert can(person, Permission.SCREEN_APPLICATIONS, body=7)
    assert not can(person, Permission.SCREEN_APPLICATIONS, body=8)
    person.acting_as = Role.REVIEWER
    assert not can(person, Permission.SCREEN_APPLICATIONS, body=7)


def test_acting_as_stays_with_the_session(client: Any, session: Session) -> None:
    person = make_person("sol", totp=SECRET)
    give(person, Role.ADMINISTRATOR)
    give(person, Role.REVIEWER)
    sign_in(client, person)
    assert client.get("/en/account/people").status_code == 200
    assert client.post("/en/account/acting-as", data={"role": "reviewer"}).status_code == 303
    assert client.get("/en/account/people").status_code == 403
    assert client.post("/en/account/acting-as", data={"role": "auditor"}).status_code == 422
    assert client.post("/en/account/acting-as", data={"role": ""}).status_code == 303
    assert client.get("/en/account/people").status_code == 200


def test_sessions_are_listed_and_ended_from_elsewhere(client: Any, session: Session) -> None:
    person = make_person("sol")
    phone = client.application.test_client()
    phone.post(
        "/en/account/sign-in",
        data={"name": "sol", "passphrase": PASSPHRASE},
        headers={"User-Agent": "Android"},
    )
    post_sign_in(client, "sol")
    page = client.get("/en/account/sessions").text
    assert page.count("End this session") == 1
    assert "A phone or tablet" in page
    phones = session.query(SignInSession).filter_by(device="phone").one()
    assert client.post(f"/en/account/sessions/{phones.ref}/end").status_code == 303
    assert not is_signed_in(phone)
    stranger = make_person("stranger")
    other = client.application.test_client()
    sign_in(other, stranger)
    mine = session.query(SignInSession).filter_by(person_id=person.id, ended_at=None).one()
    assert other.post(f"/en/account/sessions/{mine.ref}/end").status_code == 404
    assert is_signed_in(client)


def test_find_session_ends_expired_people_for_kept_posts(client: Any, session: Session) -> None:
    person: Person = make_person("sol")
    sign_in(client, person)
    with clock.shift(timedelta(minutes=45)):
        answer = client.post("/en/account/name-and-language", data={"chosen_name": "Luna", "language": "es"})
    assert "/account/sign-in" in answer.location
    assert "kept" in answer.location

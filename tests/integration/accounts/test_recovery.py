from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import services
from app.accounts.enums import CodePurpose
from app.kernel import clock
from tests.clients import sign_in
from tests.integration.accounts.helpers import (
    PASSPHRASE,
    SECRET,
    is_signed_in,
    letters,
    link_in,
    make_person,
    post_sign_in,
    reload,
    run_jobs,
)

NEW = "velvet compass harbour nine"
NEW_TWICE = {"passphrase": NEW, "passphrase_again": NEW}


def test_reset_answers_alike_for_known_and_unknown(client: Any, session: Session) -> None:
    make_person("sol", email="sol@example.org")
    one = client.post("/en/account/reset", data={"email": "sol@example.org"})
    two = client.post("/en/account/reset", data={"email": "nobody@example.org"})
    assert (one.status_code, one.location) == (two.status_code, two.location)
    run_jobs(client)
    assert [letter.about for letter in letters()] == ["accounts.reset"]


def test_reset_sets_a_passphrase_once_and_ends_sessions(client: Any, session: Session) -> None:
    person = make_person("sol", email="sol@example.org", totp=SECRET)
    elsewhere = client.application.test_client()
    sign_in(elsewhere, person)
    client.post("/en/account/reset", data={"email": "sol@example.org"})
    run_jobs(client)
    link = link_in(letters()[0])
    assert client.get(link).status_code == 200
    assert client.post(link, data=NEW_TWICE).status_code == 303
    assert not is_signed_in(elsewhere)
    assert client.post(link, data=NEW_TWICE).status_code == 410
    assert post_sign_in(client, "sol", PASSPHRASE).status_code == 422
    assert post_sign_in(client, "sol", NEW).location == "/en/account/second-step"
    assert letters()[-1].about == "accounts.access_changed"


def test_reset_link_grows_old(client: Any, session: Session) -> None:
    make_person("sol", email="sol@example.org")
    client.post("/en/account/reset", data={"email": "sol@example.org"})
    run_jobs(client)
    with clock.shift(timedelta(hours=2, minutes=1)):
        assert client.get(link_in(letters()[0])).status_code == 410


def test_the_code_on_paper_sets_a_passphrase_once(client: Any, session: Session) -> None:
    person = make_person("sol")
    services.give_codes(person, CodePurpose.ACCOUNT)
    code = (person.codes_to_write_down or {})["account"][0]
    services.codes_written_down(person)
    session.commit()
    form = {"name": "Sol", "code": code.lower().replace("-", " "), **NEW_TWICE}
    assert client.post("/en/account/reset-with-code", data={**form, "code": "0000"}).status_code == 422
    answer = client.post("/en/account/reset-with-code", data=form)
    assert "/write-down" in answer.location
    assert code not in client.get("/en/account/write-down").text
    other = client.application.test_client()
    assert other.post("/en/account/reset-with-code", data=form).status_code == 422
    assert post_sign_in(other, "sol", NEW).status_code == 303


def test_the_code_on_paper_answers_alike_for_unknown_names(client: Any, session: Session) -> None:
    make_person("sol")
    form = {"code": "AAAA-BBBB-CCCC-DDDD", **NEW_TWICE}
    one = client.post("/en/account/reset-with-code", data={"name": "sol", **form})
    two = client.post("/en/account/reset-with-code", data={"name": "nobody", **form})
    assert one.status_code == two.status_code == 422
    assert "do not match" in one.text
    assert "do not match" in two.text


def test_changing_the_passphrase_keeps_only_this_session(client: Any, session: Session) -> None:
    person = make_person("sol", email="sol@example.org")
    elsewhere = client.application.test_client()
    sign_in(elsewhere, person)
    sign_in(client, person)
    form = {"current_passphrase": "wrong wrong wrong", **NEW_TWICE}
    assert client.post("/en/account/passphrase", data=form).status_code == 422
    form["current_passphrase"] = PASSPHRASE
    assert client.post("/en/account/passphrase", data=form).status_code == 303
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_second_step_settings_ask_for_the_passphrase(client: Any, session: Session) -> None:
    person = make_person("sol", totp=SECRET)
    sign_in(client, person)
    page = "/en/account/second-step/settings"
    assert client.post(page, data={"do": "off", "passphrase": "no no no no"}).status_code == 422
    assert reload(person).totp_secret == SECRET
    assert client.post(page, data={"do": "device", "passphrase": PASSPHRASE}).status_code == 303
    proposed = reload(person).totp_proposed
    assert proposed
    code = services.totp().code_now(proposed)
    assert client.post("/en/account/second-step/set-up", data={"code": code}).status_code == 303
    assert reload(person).totp_secret == proposed
    client.post("/en/account/write-down", data={"written_down": "y"})
    assert client.post(page, data={"do": "off", "passphrase": PASSPHRASE}).status_code == 303
    assert reload(person).totp_secret is None


def test_own_data_can_be_taken(client: Any, session: Session) -> None:
    person = make_person("sol", email="sol@example.org")
    sign_in(client, person)
    assert client.post("/en/account/my-data", data={"passphrase": "no no no no"}).status_code == 422
    answer = client.post("/en/account/my-data", data={"passphrase": PASSPHRASE})
    assert answer.json["account"]["email"] == "sol@example.org"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_erasing_leaves_only_a_number(client: Any, session: Session) -> None:
    person = make_person("sol", email="sol@example.org")
    sign_in(client, person)
    assert client.post("/en/account/erase", data={"passphrase": PASSPHRASE}).status_code == 422
    answer = client.post("/en/account/erase", data={"passphrase": PASSPHRASE, "sure": "y"})
    assert answer.location == "/en/account/erased"
    assert client.get(answer.location).status_code == 200
    gone = reload(person)
    assert (gone.email, gone.email_lookup, gone.sign_in_name, gone.password) == (None, None, None, None)
    assert gone.chosen_name == ""
    assert not is_signed_in(client)
    assert post_sign_in(client, "sol").status_code == 422

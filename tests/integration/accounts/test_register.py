from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Person
from app.kernel import clock
from tests.integration.accounts.helpers import (
    PASSPHRASE,
    is_signed_in,
    letters,
    link_in,
    make_person,
    post_sign_in,
)

WITH_EMAIL = "/en/account/register/with-email"
WITHOUT = "/en/account/register/without-email"


def by_email(address: str = "ana@example.org", **changed: str) -> dict[str, str]:
    return {
        "email": address,
        "chosen_name": "Ana",
        "passphrase": PASSPHRASE,
        "passphrase_again": PASSPHRASE,
        **changed,
    }


def by_name(name: str = "sol", **changed: str) -> dict[str, str]:
    return {
        "sign_in_name": name,
        "chosen_name": "Sol",
        "passphrase": PASSPHRASE,
        "passphrase_again": PASSPHRASE,
        **changed,
    }


def test_without_email_the_recovery_code_must_be_written_down(client: Any, session: Session) -> None:
    answer = client.post(WITHOUT, data=by_name())
    assert "/write-down" in answer.location
    assert not is_signed_in(client)
    code = _code_in(client.get("/en/account/write-down").text)
    assert code in client.get("/en/account/write-down").text
    assert client.post("/en/account/write-down", data={"written_down": "y"}).location == "/en/desk"
    assert is_signed_in(client)
    dump = session.execute(text("SELECT * FROM recovery_code")).all()
    assert len(dump) == 1
    assert code.replace("-", "") not in str(dump)


def _code_in(page: str) -> str:
    return page.split('<ul class="secret">')[1].split(">")[1].split("<")[0]


def test_without_email_sending_the_form_twice_makes_one_account(client: Any, session: Session) -> None:
    data = by_name(submission_key="k" * 43)
    first, again = client.post(WITHOUT, data=data), client.application.test_client().post(WITHOUT, data=data)
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert session.query(Person).count() == 1
    lost = client.application.test_client()
    assert "/write-down" in lost.post(WITHOUT, data=by_name()).location


def test_without_email_a_taken_name_is_said(client: Any, session: Session) -> None:
    make_person("sol")
    answer = client.post(WITHOUT, data=by_name(passphrase="x" * 5 + "another one here", passphrase_again="x"))
    assert answer.status_code == 422
    other = "velvet compass harbour nine"
    answer = client.post(WITHOUT, data=by_name(passphrase=other, passphrase_again=other))
    assert answer.status_code == 422
    assert "This name is taken" in answer.text
    assert other not in answer.text
    assert 'value="sol"' in answer.text


def test_with_email_known_and_unknown_get_the_same_answer(client: Any, session: Session) -> None:
    make_person("known", email="known@example.org")
    one = client.post(WITH_EMAIL, data=by_email("known@example.org"))
    two = client.post(WITH_EMAIL, data=by_email("new@example.org"))
    assert (one.status_code, one.location) == (two.status_code, two.location)
    assert [letter.about for letter in letters()] == ["accounts.already_registered", "accounts.confirm"]
    assert {letter.subject for letter in letters()} == {"You have a message"}


def test_the_confirm_link_confirms_only_when_sent_with_the_passphrase(client: Any, session: Session) -> None:
    client.post(WITH_EMAIL, data=by_email(), query_string={"next": "/en/n/x/join"})
    assert post_sign_in(client, "ana@example.org").status_code == 422
    link = link_in(letters()[0])
    assert client.get(link).status_code == 200
    found = queries.find_person_by_email("ana@example.org")
    assert found is not None
    assert found.confirmed_at is None
    assert client.post(link, data={"passphrase": "a guess that is wrong"}).status_code == 422
    assert client.post(link, data={"passphrase": PASSPHRASE}).location == "/en/n/x/join"
    assert is_signed_in(client)
    assert client.get(link).status_code == 303


def test_the_confirm_link_grows_old(client: Any, session: Session) -> None:
    client.post(WITH_EMAIL, data=by_email())
    link = link_in(letters()[0])
    with clock.shift(timedelta(days=5, minutes=1)):
        assert client.get(link).status_code == 410
    assert client.get("/en/account/confirm/forged").status_code == 410


def test_registering_again_before_confirming_ends_the_older_link(client: Any, session: Session) -> None:
    client.post(WITH_EMAIL, data=by_email())
    other = "velvet compass harbour nine"
    client.post(WITH_EMAIL, data=by_email(passphrase=other, passphrase_again=other))
    assert session.query(Person).count() == 1
    older, newer = (link_in(letter) for letter in letters())
    assert client.post(older, data={"passphrase": PASSPHRASE}).status_code == 410
    assert client.post(newer, data={"passphrase": other}).status_code == 303


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"passphrase": "password1234", "passphrase_again": "password1234"}, "Many people use"),
        ({"passphrase_again": "something else"}, "differ"),
        ({"email": "nonsense"}, "name@example.org"),
        ({"chosen_name": ""}, "Write the name"),
        ({"chosen_name": "\u202e\u200b"}, "Write the name"),  # nothing that anybody sees
    ],
)
def test_a_bad_form_says_why_and_keeps_the_rest(
    client: Any, session: Session, changed: dict[str, str], words: str
) -> None:
    answer = client.post(WITH_EMAIL, data=by_email(**changed))
    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>Error:" in answer.text
    assert session.query(Person).count() == 0
    assert not letters()


def test_nothing_of_a_person_lies_plain_in_the_database(client: Any, session: Session) -> None:
    client.post(WITH_EMAIL, data=by_email("canary@example.org", chosen_name="Canaria"))
    dump = str(session.execute(text("SELECT * FROM person")).all())
    assert "canary" not in dump
    assert "Canaria" not in dump
    assert PASSPHRASE not in dump
    assert "$argon2id$" in dump

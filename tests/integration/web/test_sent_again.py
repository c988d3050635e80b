"""A form that is sent again: the same content is written once, other content is never taken for the first."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.enums import Device
from app.accounts.models import Person
from app.accounts.passwords import hash_passphrase
from app.accounts.queries import find_session
from app.accounts.services import begin_session
from app.web import submissions
from app.web.submissions import SubmissionReceipt
from tests.clients import WeftClient, sign_in
from tests.factories import make_person

KEY = "k" * 43


def test_a_form_sent_again_with_other_content_is_saved(client: WeftClient, session: Session) -> None:
    person = make_person("Ana")
    sign_in(client, person)
    for name in ("Anna", "Anabel", "Anabel", "Anna"):  # at last back to what was said first
        typed = {"chosen_name": name, "language": "en", "submission_key": KEY}
        assert client.post("/en/account/name-and-language", data=typed).status_code == 303
        session.refresh(person)
        assert person.chosen_name == name


def test_each_button_of_a_page_is_a_form_of_its_own(client: WeftClient, session: Session) -> None:
    """The list of one's sessions has one button for each, with nothing in it but the page's key."""
    person = make_person("Ana")
    others = [begin_session(person, device=Device.PHONE, second_step_done=True) for _number in range(2)]
    sign_in(client, person)
    rows = [find_session(key) for key in others]
    page = client.get("/en/account/sessions").text
    (key,) = set(re.findall(r'name="submission_key"[^>]*value="([^"]+)"', page))
    for row in rows:
        assert row is not None
        ended = client.post(f"/en/account/sessions/{row.ref}/end", data={"submission_key": key})
        assert ended.status_code == 303
    assert [row.ended_at is not None for row in rows if row is not None] == [True, True]


def test_of_each_form_only_the_last_content_is_remembered(client: WeftClient, session: Session) -> None:
    person = make_person("Ana")
    sign_in(client, person)
    for key, name in ((KEY, "Anna"), ("l" * 43, "Other"), (KEY, "Anabel")):
        typed = {"chosen_name": name, "language": "en", "submission_key": key}
        assert client.post("/en/account/name-and-language", data=typed).status_code == 303
    assert session.scalar(select(func.count()).select_from(SubmissionReceipt)) == 2


def test_whoever_signs_in_again_is_signed_in(client: WeftClient, session: Session) -> None:
    """The first answer was lost with its cookie, or somebody signed out meanwhile."""
    person = make_person("Ana", sign_in_name="ana-of-the-test")
    person.password = hash_passphrase("a long passphrase of words")
    typed = {"name": "ana-of-the-test", "passphrase": "a long passphrase of words", "submission_key": KEY}
    for _turn in range(2):
        assert client.post("/en/account/sign-in", data=typed).status_code == 303
        assert client.get("/en/desk").status_code == 200
        client.post("/en/account/sign-out")
        assert client.get("/en/desk").status_code == 303


def test_whoever_registers_again_is_signed_in(client: WeftClient, app: Flask, session: Session) -> None:
    words = "a long passphrase of words"
    typed = {"chosen_name": "Ana", "sign_in_name": "ana-of-the-test", "submission_key": KEY}
    typed |= {"passphrase": words, "passphrase_again": words}
    for browser in (client, app.test_client()):
        answer = browser.post("/en/account/register/without-email", data=typed)
        assert (answer.status_code, answer.location) == (303, "/en/account/write-down")
        assert browser.get("/en/account/write-down").status_code == 200
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"csrf_token": "another, after signing in again"}, True),
        ({"text": "other words"}, False),
        ({"submission_key": "l" * 43}, False),
        ({"document": (b"%PDF new", "paper.pdf")}, False),
        ({"document": (b"%PDF old", "other.pdf")}, False),
        ({"later": ""}, False),
        ({"address": "/en/other"}, False),
        ({"address": "/en/?sort=name"}, False),
    ],
)
def test_what_makes_a_form_another_one(app: Flask, changed: dict[str, Any], same: bool) -> None:
    sent = {
        "submission_key": KEY,
        "csrf_token": "one",
        "text": "words",
        "document": (b"%PDF old", "paper.pdf"),
    }
    assert (_key(app, sent) == _key(app, sent | changed)) is same


def _key(app: Flask, sent: dict[str, Any]) -> str:
    content, filename = sent["document"]
    data = sent | {"document": (BytesIO(content), filename)}
    address = data.pop("address", "/en/")
    with app.test_request_context(address, method="POST", data=data) as posted:
        submissions.note_holder()
        assert posted.request.files["document"].read() == content, "it can still be taken in"
        key: str = g.submission[1]
        return key

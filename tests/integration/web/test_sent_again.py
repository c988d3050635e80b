"""A form that is sent again: the same content is written once, other content is never taken for the first."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from app.web import submissions
from tests.clients import WeftClient, sign_in
from tests.factories import make_person

KEY = "k" * 43


def test_a_form_sent_again_with_other_content_is_saved(client: WeftClient, session: Session) -> None:
    person = make_person("Ana")
    sign_in(client, person)
    for name in ("Anna", "Anabel", "Anabel"):
        typed = {"chosen_name": name, "language": "en", "submission_key": KEY}
        assert client.post("/en/account/name-and-language", data=typed).status_code == 303
        session.refresh(person)
        assert person.chosen_name == name


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"csrf_token": "another, after signing in again"}, True),
        ({"text": "other words"}, False),
        ({"submission_key": "l" * 43}, False),
        ({"document": (b"%PDF new", "paper.pdf")}, False),
        ({"document": (b"%PDF old", "other.pdf")}, False),
        ({"later": ""}, False),
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
    with app.test_request_context("/en/", method="POST", data=data) as posted:
        submissions.note_holder()
        assert posted.request.files["document"].read() == content, "it can still be taken in"
        key: str = g.submission[1]
        return key

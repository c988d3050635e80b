"""The form of a call to print: every question with room to write, for everybody and without scripts."""

from __future__ import annotations

import re

import pytest
from flask import current_app
from sqlalchemy.orm import Session

from app.grants.calls.services import cancel_call
from app.questionnaires.building import definition, option, question, section, texts
from app.questionnaires.presenter import blank_form
from app.questionnaires.services import create_question_set, publish_version
from app.questionnaires.types import TYPES, Paper
from tests.call_factories import make_call
from tests.clients import WeftClient
from tests.grant_factories import Office

PAGE = "/en/n/river/grants/day-of-action"
SAID = texts("Said", "Dicho", "Dit")
TWO = [option("one", SAID), option("two", SAID)]
LONG = "long_text"
# Each type with what it needs to be asked, and how much of each kind of room it has on paper:
# boxes to tick, lines to write on, cells to fill in.
ROOM = {
    "text": ({}, 0, 1, 0),
    LONG: ({"word_limit": 95}, 0, 10, 0),
    "number": ({}, 0, 1, 0),
    "money": ({"currencies": ["EUR", "USD"]}, 2, 1, 0),
    "date": ({}, 0, 1, 0),
    "date_range": ({}, 0, 2, 0),
    "choice": ({"options": TWO}, 2, 0, 0),
    "many_choice": ({"options": TWO}, 2, 0, 0),
    "country": ({}, 0, 1, 0),
    "countries": ({}, 0, 2, 0),
    "language": ({}, 0, 1, 0),
    "file": ({}, 0, 0, 0),
    "declaration": ({"explain": SAID}, 2, 1, 0),
    "statement": ({"statement": "values"}, 1, 1, 0),
    "table": ({"columns": [question("a", "text", SAID), question("b", "text", SAID)], "maximum": 3}, 0, 0, 6),
}


@pytest.fixture
def office(session: Session) -> Office:
    return Office()


def test_every_type_of_question_is_looked_at() -> None:
    assert sorted(ROOM) == sorted(TYPES)


@pytest.mark.parametrize("kind", sorted(ROOM))
def test_each_type_of_question_has_room_on_paper(office: Office, kind: str) -> None:
    settings, boxes, lines, cells = ROOM[kind]
    asked = question("asked", kind, texts("What?", "¿Qué?", "Quoi ?"), **settings)
    made = create_question_set("paper", title=SAID, actor=office.officer, body_id=office.body.id)
    version = publish_version(made, definition(section("form", SAID, asked)), actor=office.officer)
    ((one,),) = [each.questions for each in blank_form(version, "en")]
    assert isinstance(one.paper, Paper)
    source = '{% from "questionnaires/_paper.html" import blank_sections %}{{ blank_sections(sections) }}'
    shown = current_app.jinja_env.from_string(source).render(sections=blank_form(version, "en"))
    assert "What?" in shown
    ticks = re.search(r"<ul>(.*?)</ul>", shown)
    assert (ticks[1].count("<li>") if ticks else 0) == boxes
    assert shown.count('<div class="write"></div>') == lines
    assert shown.count("<td></td>") == cells


@pytest.mark.parametrize("template", ["light", "two_pages"])
def test_everybody_prints_the_form_and_needs_no_script(
    client: WeftClient, session: Session, office: Office, template: str
) -> None:
    call = office.call(template=template)
    session.commit()
    assert f'href="{PAGE}/form"' in client.get(PAGE).text
    for language in ("en", "es", "fr"):
        page = client.get(f"/{language}{PAGE[3:]}/form")
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "<form" not in page.text
        assert page.headers["Cache-Control"] == "no-cache"
        for each in blank_form(call.question_set_version, language):
            for one in each.questions:
                assert f"<b>{one.label}</b>" in page.text


def test_a_draft_has_no_form_to_print(client: WeftClient, session: Session, office: Office) -> None:
    make_call(office.body, office.officer, office.line)
    session.commit()
    assert client.get(f"{PAGE}/form").status_code == 404


def test_the_form_of_a_cancelled_call_is_still_read(
    client: WeftClient, session: Session, office: Office
) -> None:
    cancel_call(office.call(), actor=office.officer, reason="No money")
    session.commit()
    assert client.get(f"{PAGE}/form").status_code == 200

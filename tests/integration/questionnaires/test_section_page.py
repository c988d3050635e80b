"""A section as a feature's thin view has it: shown, sent, refused, kept, in conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, render_template_string
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.documents.queries import list_documents
from app.kernel.actor import SYSTEM
from app.kernel.errors import NotFound
from app.questionnaires import queries
from app.questionnaires.models import Response, StatementVersion
from app.questionnaires.presenter import SectionPage, section_page
from app.questionnaires.presenter.section import Place
from app.questionnaires.services import (
    enter_answers,
    publish_statement,
    reopen,
    save_section,
    submit_response,
)
from app.questionnaires.views import Saved, save_page
from tests.integration.questionnaires.conftest import CHARTER
from tests.unit.documents import files
from tests.unit.questionnaires.examples import COMPLETE

PAGE = """
{%- from "macros/forms.html" import error_summary -%}
{%- from "questionnaires/_section_form.html" import section_conflicts, section_form -%}
{{ error_summary(page.form) }}{{ section_conflicts(page) }}<h1>{{ page.title }}</h1>{{ section_form(page) }}
"""
Fields = dict[str, Any] | MultiDict[str, Any]


@pytest.fixture
def page_for(app: Flask, session: Session, response: Response, person: Person) -> Callable[..., Any]:
    """`with page_for("group", data, language="es") as page:` inside a request as the edge sets it up."""
    session.commit()

    @contextmanager
    def asked(
        section: str, data: Fields | None = None, *, language: str = "es", query: str = ""
    ) -> Iterator[Any]:
        method = "GET" if data is None else "POST"
        with app.test_request_context(f"/{language}/x{query}", method=method, data=data):
            page = section_page(response, section, language)
            yield page
            if method == "POST" and not page.form.errors and not page.conflicts:
                session.commit()

    return asked


def kept(page: SectionPage) -> Saved | None:
    return save_page(page, actor=SYSTEM)


def shown(page: SectionPage) -> str:
    return render_template_string(PAGE, page=page)


def test_a_section_shows_its_place_and_fields(page_for: Callable[..., Any]) -> None:
    with page_for("papers") as page:
        assert page.place == Place(number=2, total=4, next="work")
        assert page.status == 200
        html = shown(page)
        assert "Papers (es)" in html
        assert 'type="radio"' in html
        assert "Statutes" not in html


def test_a_sent_section_is_kept_and_leads_on(
    page_for: Callable[..., Any], response: Response, session: Session
) -> None:
    sent = {"q_name": "Casa", "q_country": "CO", "q_works_in": ["CO", "PE"], "q_founded": "3 de mayo de 2001"}
    with page_for(
        "group",
        MultiDict(
            [
                *[(k, v) for k, v in sent.items() if k != "q_works_in"],
                ("q_works_in", "CO"),
                ("q_works_in", "PE"),
                ("version", "1"),
            ]
        ),
    ) as page:
        saved = kept(page)
        assert saved is not None
        assert saved.next == "papers"
    assert queries.answers_of(response) == {
        "name": "Casa",
        "country": "CO",
        "works_in": ["CO", "PE"],
        "founded": "2001-05-03",
    }


def test_an_empty_page_is_kept_too(page_for: Callable[..., Any]) -> None:
    with page_for("group", {"version": "1"}) as page:
        assert kept(page) is not None


def test_a_follow_up_keeps_the_person_on_the_page(page_for: Callable[..., Any], response: Response) -> None:
    with page_for("papers", {"q_registered": "no", "version": "1"}) as page:
        saved = kept(page)
        assert saved is not None
        assert saved.next == "papers"
    with page_for("papers", {"q_registered": "no", "q_why_not": "So", "version": "2"}) as page:
        saved = kept(page)
        assert saved is not None
        assert saved.next == "work"


def test_save_and_come_back_later_leads_nowhere_further(page_for: Callable[..., Any]) -> None:
    with page_for("group", {"q_name": "Casa", "later": "1", "version": "1"}) as page:
        saved = kept(page)
        assert saved is not None
        assert saved.next is None


@pytest.mark.parametrize(
    ("section", "data", "language", "told"),
    [
        ("work", {"q_staff": "diez"}, "es", "1.234,5"),
        ("work", {"q_staff": "10,000"}, "es", "10.000, o bien 10"),
        ("work", {"q_staff": "-1"}, "en", "Write 0 or more"),
        ("work", {"q_staff": "1,25"}, "fr", "1"),
        ("group", {"q_founded": "3/5/2001"}, "en", "2024-05-31"),
        ("group", {"q_founded": "1/5/1901"}, "es", "1960"),
        ("group", {"q_name": "one two three four five six seven"}, "en", "Use 6 words or fewer. You wrote 7"),
        ("group", {"q_country": "ZZ"}, "en", "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_input_kept(
    page_for: Callable[..., Any],
    response: Response,
    section: str,
    data: dict[str, str],
    language: str,
    told: str,
) -> None:
    with page_for(section, {**data, "version": "1"}, language=language) as page:
        assert kept(page) is None
        assert page.status == 422
        html = shown(page)
    assert told in html
    assert 'class="errors"' in html
    if "q_country" not in data:
        assert next(iter(data.values())) in html
    assert queries.answers_of(response) == {}


def test_numbers_are_shown_as_the_reader_writes_them(
    page_for: Callable[..., Any], response: Response, person: Person, session: Session
) -> None:
    enter_answers(response, {"staff": "12345.5"}, actor=person)
    session.commit()
    for language, number in (("en", "12,345.5"), ("es", "12.345,5"), ("fr", "12\u202f345,5")):
        with page_for("work", language=language) as page:
            assert f'value="{number}"' in shown(page)


def test_both_versions_are_shown_when_two_people_write(
    page_for: Callable[..., Any], response: Response, session: Session
) -> None:
    save_section(response, "group", {"name": "Theirs"}, actor=SYSTEM, expected_version=1)
    session.commit()
    with page_for("group", {"q_name": "Yours", "version": "1"}, language="en") as page:
        assert kept(page) is None
        assert page.status == 409
        html = shown(page)
        assert "Theirs" in html
        assert 'value="Yours"' in html
        assert f'value="{response.version}"' in html
        again = page.form.version.data
    assert queries.answers_of(response) == {"name": "Theirs"}
    with page_for("group", {"q_name": "Yours", "version": again}) as page:
        assert kept(page) is not None
    assert queries.answers_of(response) == {"name": "Yours"}


def test_files_are_kept_even_when_the_page_is_refused(
    page_for: Callable[..., Any], response: Response, person: Person, session: Session
) -> None:
    enter_answers(response, {"registered": "yes"}, actor=person)
    session.commit()
    sent = MultiDict(
        [
            ("q_registered", "elsewhere"),
            ("version", "2"),
            ("q_statutes", (BytesIO(files.PDF), "Estatutos.pdf")),
        ]
    )
    with page_for("papers", sent) as page:
        assert kept(page) is None
        html = shown(page)
        assert "Estatutos.pdf" in html
    [document] = list_documents(("test.application", response.id))
    assert document.claimed_at is None
    with page_for("papers", {"q_registered": "yes", "q_statutes": document.ref, "version": "2"}) as page:
        assert kept(page) is not None
    assert queries.answers_of(response)["statutes"] == [document.ref]
    assert document.claimed_at is not None
    removed = {
        "q_registered": "yes",
        "q_statutes": document.ref,
        "q_statutes-remove": document.ref,
        "version": "3",
    }
    with page_for("papers", removed) as page:
        assert kept(page) is not None
    assert "statutes" not in queries.answers_of(response)


def test_a_refused_file_is_told_beside_the_question_and_the_good_one_stays(
    page_for: Callable[..., Any], response: Response, person: Person, session: Session
) -> None:
    enter_answers(response, {"registered": "yes"}, actor=person)
    session.commit()
    sent = MultiDict(
        [
            ("q_registered", "yes"),
            ("version", "2"),
            ("q_statutes", (BytesIO(files.PDF), "good.pdf")),
            ("q_statutes", (BytesIO(b"MZ"), "evil.exe")),
        ]
    )
    with page_for("papers", sent, language="en") as page:
        assert kept(page) is None
        html = shown(page)
    assert "evil.exe: We cannot take this kind of file" in html
    assert "good.pdf" in html


def test_a_foreign_document_cannot_be_claimed(
    page_for: Callable[..., Any], response: Response, person: Person, session: Session
) -> None:
    enter_answers(response, {"registered": "yes"}, actor=person)
    session.commit()
    with page_for("papers", {"q_registered": "yes", "q_statutes": "7K3Q2-M8F4X", "version": "2"}) as page:
        assert kept(page) is not None
    assert "statutes" not in queries.answers_of(response)


def test_a_statement_is_shown_in_the_readers_language_and_signed(
    page_for: Callable[..., Any], response: Response, charter: StatementVersion
) -> None:
    with page_for("values", language="es") as page:
        assert "Nada sobre nosotras" in shown(page)
    with page_for("values", language="fr") as page:
        html = shown(page)
        assert '<div lang="en" dir="auto"><p>Nothing about us' in html
    sent = {"q_charter": "y", "q_charter_name": "Lucía", "q_funding": "no", "version": "1"}
    with page_for("values", sent, language="es") as page:
        assert kept(page) is not None
    assert queries.answers_of(response)["charter"] == {
        "agreed": True,
        "name": "Lucía",
        "version": charter.id,
        "language": "es",
    }


def test_a_changed_statement_is_not_ticked_any_more(
    page_for: Callable[..., Any],
    response: Response,
    charter: StatementVersion,
    person: Person,
    session: Session,
) -> None:
    signed = {"agreed": True, "name": "Lucía", "version": charter.id, "language": "es"}
    enter_answers(response, {"charter": signed}, actor=person)
    publish_statement(charter.statement, CHARTER, actor=SYSTEM)
    session.commit()
    with page_for("values") as page:
        assert page.form["q_charter"].data is False
        assert page.form["q_charter_name"].data == "Lucía"


def test_missing_answers_are_told_when_asked_for(page_for: Callable[..., Any]) -> None:
    with page_for("group", language="en", query="?missing=1") as page:
        assert page.status == 200
        assert "Write an answer" in shown(page)
    with page_for("group", language="en") as page:
        assert "Write an answer" not in shown(page)


def test_closed_sections_are_not_there(
    page_for: Callable[..., Any],
    response: Response,
    charter: StatementVersion,
    person: Person,
    session: Session,
) -> None:
    signed = {"charter": {"agreed": True, "name": "L", "version": charter.id, "language": "es"}}
    enter_answers(response, {**COMPLETE, **signed}, actor=person)
    submit_response(response, actor=person)
    session.commit()
    with pytest.raises(NotFound), page_for("group"):
        pass
    reopen(response, ["name"], actor=SYSTEM)
    session.commit()
    with page_for("group") as page:
        assert [item.question.code for item in page.items] == ["name"]
        assert (page.place.number, page.place.total) == (1, 1)
    with pytest.raises(NotFound), page_for("work"):
        pass


def test_unknown_sections_are_not_there(page_for: Callable[..., Any]) -> None:
    with pytest.raises(NotFound), page_for("nothing"):
        pass

"""Money, times and tables on a page without script, and the figures kept beside the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask, render_template_string
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.actor import SYSTEM
from app.questionnaires import queries
from app.questionnaires.building import answer, definition, question, section
from app.questionnaires.enums import QuestionnaireRefusal
from app.questionnaires.labels import ERRORS
from app.questionnaires.models import AnswerFigure, Response
from app.questionnaires.presenter import SectionPage, preview, read_only, section_page
from app.questionnaires.queries import FigureSum
from app.questionnaires.services import (
    create_question_set,
    discard_response,
    enter_answers,
    publish_version,
    start_response,
)
from app.questionnaires.views import save_page
from tests.unit.questionnaires.examples import grant_form, t

PAGE = """
{%- from "macros/forms.html" import error_summary -%}
{%- from "questionnaires/_section_form.html" import section_conflicts, section_form -%}
{{ error_summary(page.form) }}{{ section_conflicts(page) }}{{ section_form(page) }}
"""
READ = """{%- from "questionnaires/_read_only.html" import read_only -%}{{ read_only(rows) }}"""
EUR = {"currency": "EUR"}
ROW = {"item": "Rent", "cost": {"minor": 30050, "currency": "EUR"}, "days": "2.5"}


@pytest.fixture
def grant(session: Session, person: Person) -> Response:
    question_set = create_question_set("grant", title=t("Grant"), actor=SYSTEM)
    version = publish_version(question_set, grant_form(), actor=SYSTEM)
    return start_response(version, language="en", actor=person, purpose="test.grant")


@pytest.fixture
def page_for(app: Flask, session: Session, grant: Response) -> Callable[..., Any]:
    session.commit()

    @contextmanager
    def asked(data: dict[str, Any] | None = None, *, language: str = "en", query: str = "") -> Iterator[Any]:
        method = "GET" if data is None else "POST"
        sent = None if data is None else {"version": str(grant.version), **data}
        with app.test_request_context(f"/{language}/x{query}", method=method, data=sent):
            page = section_page(grant, "project", language)
            yield page
            if method == "POST" and not page.form.errors:
                session.commit()

    return asked


def shown(page: SectionPage) -> str:
    return render_template_string(PAGE, page=page)


def figures(session: Session) -> set[tuple[str, str, str, int, int]]:
    rows = session.execute(select(AnswerFigure)).scalars()
    return {(row.question_code, row.column_code, row.unit, row.scale, row.amount) for row in rows}


def test_a_page_of_all_types_is_kept(page_for: Callable[..., Any], grant: Response) -> None:
    sent = {
        "q_asked": "1.234,50",
        "q_other": "10",
        "q_other_currency": "KWD",
        "q_hours": "7,25",
        "q_when": "2024-05-01",
        "q_when_end": "31/5/2024",
        "q_budget": "2",
        "q_budget-0-item": "Rent",
        "q_budget-0-cost": "300,50",
        "q_budget-0-days": "2,5",
        "q_budget-0-kind": "b",
    }
    with page_for(sent, language="es") as page:
        saved = save_page(page, actor=SYSTEM)
        assert page.form.errors == {}
        assert saved is not None
        assert saved.next is None
    assert queries.answers_of(grant) == {
        "asked": {"minor": 123450, "currency": "EUR"},
        "other": {"minor": 10000, "currency": "KWD"},
        "hours": "7.25",
        "when": {"start": "2024-05-01", "end": "2024-05-31"},
        "budget": [{**ROW, "kind": "b"}],
    }
    with page_for(language="fr") as page:
        html = shown(page)
    for words in ('value="1\u202f234,50"', 'value="300,50"', 'value="7,25"', 'value="10,000"'):
        assert words in html, words
    assert "Amount asked for (fr) (EUR)" in html
    assert "300,50" in html


def test_adding_a_row_saves_and_shows_another(page_for: Callable[..., Any], grant: Response) -> None:
    with page_for() as page:
        assert 'name="q_budget-0-item"' in shown(page)
        assert 'name="q_budget-1-item"' not in shown(page)
    sent = {"q_budget": "1", "q_budget-0-item": "Rent", "q_budget-0-cost": "5", "add_row": "q_budget"}
    with page_for(sent) as page:
        saved = save_page(page, actor=SYSTEM)
        assert saved is not None
        assert (saved.next, saved.anchor) == ("project", "#q_budget-new")
    with page_for() as page:
        html = shown(page)
    assert 'id="q_budget-new"' in html
    assert 'name="q_budget-1-item"' in html
    assert "EUR 5.00" in html.replace("\u00a0", " ")


def test_a_full_table_takes_no_more_rows(page_for: Callable[..., Any], grant: Response) -> None:
    enter_answers(grant, {"budget": [ROW] * 3}, actor=SYSTEM)
    with page_for() as page:
        html = shown(page)
    assert 'name="q_budget-3-item"' not in html
    assert 'name="add_row"' not in html
    assert "No more rows can be added." in html


def test_a_row_can_be_taken_out(page_for: Callable[..., Any], grant: Response) -> None:
    enter_answers(grant, {"budget": [ROW, {**ROW, "item": "Food"}]}, actor=SYSTEM)
    sent = {"q_budget": "3", "q_budget-0-item": "Rent", "q_budget-0-remove": "1", "q_budget-1-item": "Food"}
    with page_for(sent) as page:
        assert save_page(page, actor=SYSTEM) is not None
    assert queries.answers_of(grant)["budget"] == [{"item": "Food"}]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "“Budget”, row 2, “Cost”: Write a number in figures, for example 1,234.5"),
        ("es", "«Budget (es)», fila 2, «Cost (es)»: "),
        ("fr", "«\u00a0Budget (fr)\u00a0», ligne 2, «\u00a0Cost (fr)\u00a0»"),
    ],
)
def test_a_wrong_cell_is_named_and_what_was_typed_is_kept(
    page_for: Callable[..., Any], grant: Response, language: str, told: str
) -> None:
    sent = {
        "q_budget": "2",
        "q_budget-0-item": "Rent",
        "q_budget-1-item": "Food",
        "q_budget-1-cost": "about ten",
        "q_asked": "lots",
        "q_other": "5",
        "q_when": "2024-05-02",
        "q_when_end": "2024-05-01",
    }
    with page_for(sent, language=language) as page:
        assert save_page(page, actor=SYSTEM) is None
        assert page.status == 422
        html = shown(page)
    assert told in html
    assert 'value="about ten" dir="auto"' in html
    assert 'aria-describedby="q_budget-1-cost-error"' in html
    assert 'value="lots"' in html
    assert set(page.form.errors) == {"q_budget", "q_asked", "q_other_currency", "q_when_end"}
    assert queries.answers_of(grant) == {}


def test_rows_without_end_are_refused(page_for: Callable[..., Any], grant: Response) -> None:
    sent = {"q_budget": "999", **{f"q_budget-{number}-item": "Rent" for number in range(999)}}
    with page_for(sent) as page:
        assert save_page(page, actor=SYSTEM) is None
        assert "Rows allowed: 3. Filled in: 4" in shown(page)


def test_what_lacks_in_a_table_is_told_beside_its_cell(page_for: Callable[..., Any], grant: Response) -> None:
    enter_answers(grant, {"budget": [{"item": "Rent"}]}, actor=SYSTEM)
    with page_for(query="?missing=1") as page:
        html = shown(page)
    assert "“Budget”, row 1, “Cost”: Fill in this cell" in html
    assert 'id="q_budget-0-cost-error"' in html


def test_those_who_read_before_they_begin_see_the_columns(grant: Response) -> None:
    [asked] = preview(grant.question_set_version, "es")
    told = {str(each.label): [str(option) for option in each.options] for each in asked.questions}
    columns = ["Item (es)", "Cost (es) (EUR)", "Days (es)", "Kind (es)"]
    assert told["Budget (es)"] == columns


def test_a_table_is_read_as_a_table(app: Flask, session: Session, grant: Response) -> None:
    when = {"start": "2024-05-01", "end": "2024-05-31"}
    enter_answers(grant, {"budget": [ROW], "when": when}, actor=SYSTEM)
    with app.test_request_context("/fr/x"):
        html = render_template_string(READ, rows=read_only(grant, "fr"))
    assert '<th scope="col" class="number">Cost (fr)</th>' in html
    assert "Du 1er mai 2024 au 31 mai 2024" in html
    assert "Rent</td>" in html


# Figures


def test_figures_are_kept_only_where_the_definition_says_so(session: Session, grant: Response) -> None:
    asked = {"minor": 123450, **EUR}
    enter_answers(grant, {"asked": asked, "hours": "7.25", "secret": "12", "budget": [ROW]}, actor=SYSTEM)
    assert figures(session) == {
        ("asked", "", "EUR", 2, 123450),
        ("hours", "", "", 2, 725),
        ("budget", "cost", "EUR", 2, 30050),
        ("budget", "days", "", 1, 25),
    }
    changed = {"asked": None, "budget": [{"item": "Rent", "days": "1"}], "hours": "8"}
    enter_answers(grant, changed, actor=SYSTEM)
    assert figures(session) == {("hours", "", "", 2, 800), ("budget", "days", "", 1, 10)}
    discard_response(grant, actor=SYSTEM)
    session.flush()
    assert figures(session) == set()


def test_what_is_hidden_is_not_counted(session: Session, person: Person) -> None:
    form = definition(
        section(
            "s",
            t("S"),
            question("paid", "declaration", t("Paid?")),
            question("sum", "number", t("Sum"), figure=True, when=answer("paid").equals("yes")),
        )
    )
    question_set = create_question_set("paid", title=t("Paid"), actor=SYSTEM)
    response = start_response(
        publish_version(question_set, form, actor=SYSTEM), language="en", actor=person, purpose="test.paid"
    )
    enter_answers(response, {"paid": {"answer": "yes", "text": ""}, "sum": "7"}, actor=SYSTEM)
    assert figures(session) == {("sum", "", "", 0, 7)}
    enter_answers(response, {"paid": {"answer": "no", "text": ""}}, actor=SYSTEM)
    assert figures(session) == set()
    assert queries.answers_of(response)["sum"] == "7"
    enter_answers(response, {"paid": {"answer": "yes", "text": ""}}, actor=SYSTEM)
    assert figures(session) == {("sum", "", "", 0, 7)}


def test_sums_are_made_by_column_and_never_across_currencies(
    session: Session, grant: Response, person: Person, count_queries: Callable[[], Any]
) -> None:
    version = grant.question_set_version
    second = start_response(version, language="en", actor=person, purpose="test.grant")
    third = start_response(version, language="en", actor=person, purpose="test.grant")
    enter_answers(grant, {"other": {"minor": 150, "currency": "USD"}, "budget": [ROW]}, actor=SYSTEM)
    enter_answers(second, {"other": {"minor": 500, "currency": "JPY"}, "budget": [ROW]}, actor=SYSTEM)
    enter_answers(third, {"other": {"minor": 250, "currency": "USD"}}, actor=SYSTEM)
    both = [grant.id, second.id]
    with count_queries() as count:
        sums = queries.sum_figures("budget", responses=both)
    assert len(count) == 1
    assert sums == [
        FigureSum("cost", "EUR", Decimal("601.00"), 2),
        FigureSum("days", "", Decimal("5.0"), 2),
    ]
    every = select(Response.id).where(Response.purpose == "test.grant")
    assert queries.sum_figures("other", responses=every) == [
        FigureSum("", "JPY", Decimal(500), 1),
        FigureSum("", "USD", Decimal("4.00"), 2),
    ]
    assert queries.sum_figures("other", responses=[]) == []


def test_figures_of_earlier_decimals_are_added_rightly(session: Session, grant: Response) -> None:
    session.add_all(
        AnswerFigure(response_id=grant.id, question_code="q", column_code=code, scale=scale, amount=15)
        for code, scale in (("a", 0), ("b", 1))
    )
    session.flush()
    assert [each.total for each in queries.sum_figures("q", responses=[grant.id])] == [
        Decimal(15),
        Decimal("1.5"),
    ]


def test_a_signature_without_a_name_is_refused_in_the_words_of_statements(app: Flask) -> None:
    words = app.extensions["weft_errors"][QuestionnaireRefusal.NAME_NEEDED]
    with app.test_request_context("/en/x"):
        assert str(words) == "Write the name to sign as"
    assert set(ERRORS) == set(QuestionnaireRefusal)

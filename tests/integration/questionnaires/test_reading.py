"""Answers to look at: check-answers, the read-only view, the task list, the questions beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.questionnaires.models import Response, StatementVersion
from app.questionnaires.presenter import check_answers, preview, read_only, task_list
from app.questionnaires.services import enter_answers

READING = """
{%- from "questionnaires/_check_answers.html" import check_answers, missing_answers -%}
{%- from "questionnaires/_read_only.html" import read_only -%}
{%- from "questionnaires/_preview.html" import what_you_will_be_asked -%}
{%- from "macros/ui.html" import task_list -%}
{{ missing_answers(check) }}{{ check_answers(check) }}{{ read_only(rows) }}{{ what_you_will_be_asked(asked) }}
{{ task_list(tasks.items) }}
"""


def test_answers_are_shown_in_words_in_the_readers_language(
    app: Flask,
    session: Session,
    response: Response,
    person: Person,
    charter: StatementVersion,
    count_queries: Callable[[], Any],
) -> None:
    enter_answers(
        response,
        {
            "name": "Casa <b>",
            "country": "DE",
            "works_in": ["ES", "DE"],
            "founded": "2001-05-03",
            "language": "pt",
            "staff": "1234.5",
            "topics": ["rights"],
            "funding": {"answer": "yes", "text": "De una fundación"},
            "charter": {"agreed": True, "name": "Lucía", "version": charter.id, "language": "es"},
        },
        actor=person,
    )
    session.commit()
    with app.test_request_context("/fr/x"):
        link = "/fr/apply/{}".format
        with count_queries() as count:
            check = check_answers(response, "fr", link=link)
        assert len(count) <= 6
        tasks = task_list(response, "fr", link=link)
        html = render_template_string(
            READING,
            check=check,
            rows=read_only(response, "fr"),
            tasks=tasks,
            asked=preview(response.question_set_version, "fr"),
        )
    assert not check.complete
    assert [row.code for row in check.missing] == ["registered"]
    assert (tasks.done, tasks.needed, tasks.complete) == (3, 4, False)
    for words in (
        "Allemagne",
        "3 mai 2001",
        "Portugais",
        "1\u202f234,5",
        "Rights (fr)",
        "Casa &lt;b&gt;",
        '<div class="written" lang="es" dir="auto"><p>De una fundación</p></div>',
        'href="/fr/apply/papers?missing=1#q_registered-field"',
        "Nothing about us without us.",
    ):
        assert words in html, words

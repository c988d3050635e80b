"""Each type by itself: what it reads, stores, refuses, compares, says and sums."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.locales import LANGUAGES
from app.questionnaires.building import answer, definition, question, section
from app.questionnaires.conditions import Fact
from app.questionnaires.definition import DefinitionError, parse, to_dict, visible_questions
from app.questionnaires.rules import answer_problem
from app.questionnaires.types import TYPES, Asked, Figure, Known, Question, QuestionType
from app.questionnaires.types.base import ORDERED
from app.questionnaires.types.dates import ENDS_BEFORE, NO_END, NO_START, TOO_EARLY, TOO_LATE
from app.questionnaires.types.money import NO_DECIMALS
from app.questionnaires.types.numbers import LARGEST_FIGURE
from app.questionnaires.types.problems import (
    EITHER_NUMBER,
    LARGE_NUMBER,
    NOT_A_NUMBER,
    REQUIRED,
    TOO_LARGE,
    TOO_MANY_DECIMALS,
    TOO_SMALL,
    AnswerProblem,
    Misread,
    ProblemCode,
)
from app.questionnaires.validation_messages import problem_words
from tests.unit.questionnaires.asking import asked, eur, misread, read, why, words
from tests.unit.questionnaires.examples import every_kind, grant_form, t


def test_every_type_is_known_by_its_own_name() -> None:
    assert {each.kind for each in TYPES.values()} == set(TYPES)
    assert all(isinstance(each, QuestionType) for each in TYPES.values())


class Stars(QuestionType):
    """A type that nothing else knows of."""

    kind = "stars"
    operators = ORDERED
    width = "short"

    def from_text(self, question: Question, text: str, language: str) -> str:
        return str(text.count("*"))

    def to_text(self, question: Question, value: Any, language: str) -> str:
        return "*" * int(value)

    def fact(self, question: Question, value: Any) -> Fact:
        return Decimal(value)


def test_a_new_type_needs_its_class_and_its_place_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "stars", Stars())
    form = definition(
        section(
            "s",
            t("S"),
            question("q", "stars", t("Q"), required=True),
            question("why", "text", t("Why?"), when=answer("q").less(3)),
        )
    )
    assert parse(to_dict(form)) == form
    [stars, _] = form.questions()
    value = stars.type.from_text(stars, "**", "en")
    assert [each.code for each in visible_questions(form, {"q": value})] == ["q", "why"]
    assert answer_problem(stars, None) == AnswerProblem(REQUIRED)
    assert answer_problem(stars, stars.type.clean(stars, value)) is None
    assert stars.type.column(stars, value, "fr", Known()) == "**"
    assert list(stars.type.fields(Asked(stars, "en"))) == ["q_q"]


def test_the_new_types_are_read_again_as_they_were_written() -> None:
    written = json.loads(json.dumps(to_dict(grant_form())))
    assert parse(written) == grant_form()
    assert to_dict(parse(written)) == written


def test_a_declaration_says_when_it_asks_for_words() -> None:
    form = definition(section("s", t("S"), question("q", "declaration", t("Q"), explain=t("Why?"))))
    older = to_dict(form)
    older["sections"][0]["questions"][0]["explain_if"] = "yes"
    [question_then] = parse(older).questions()
    assert answer_problem(question_then, {"answer": "yes", "text": ""}) is not None
    assert answer_problem(question_then, {"answer": "no", "text": ""}) is None


@pytest.mark.parametrize(
    ("kind", "settings_of_it", "told"),
    [
        ("money", {}, "at least one currency is needed"),
        ("money", {"currencies": ["euro"]}, "'euro' is not a currency"),
        ("money", {"currencies": ["EUR", "EUR"]}, "each once"),
        ("money", {"currencies": ["EUR", "USD"], "minimum": 5}, "needs one currency"),
        ("money", {"currencies": ["EUR"], "minimum": 5, "maximum": 4}, "the minimum is above the maximum"),
        ("number", {"currencies": ["EUR"]}, "a number has no currencies"),
        ("date_range", {"minimum": "soon"}, "'soon' is not a date"),
        ("text", {"figure": True}, "a text has no figure"),
        ("table", {}, "a table has 1 to 8 columns"),
        ("table", {"columns": [question("a", "file", t("A"))]}, "column a: a file does not fit a table"),
        ("table", {"columns": [question("a", "text", t("A"))] * 2}, "a column's code is used twice"),
        ("table", {"columns": [question("a", "text", t("A"))], "totals": ["a"]}, "'a' is not a column of"),
        ("table", {"columns": [question("a", "text", t("A"))], "figure": True}, "figures are its totals"),
        ("table", {"columns": [question("a", "text", t("A"))], "maximum": 101}, "100 rows at most"),
        (
            "table",
            {"columns": [question("a", "number", t("A"), figure=True)]},
            "neither a condition nor figures",
        ),
        (
            "table",
            {"columns": [question("a", "money", t("A"), currencies=["EUR", "USD"])]},
            "a column of money has one currency",
        ),
        ("table", {"columns": [question("a", "choice", t("A"))]}, "at least two options are needed"),
    ],
)
def test_a_definition_names_what_is_wrong(kind: str, settings_of_it: dict[str, Any], told: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        definition(section("s", t("S"), question("q", kind, t("Q"), **settings_of_it)))
    assert told in str(raised.value)


def test_new_types_can_only_be_compared_by_being_answered() -> None:
    for code in ("asked", "when", "budget"):
        more = section("more", t("M"), question("extra", "text", t("E"), when=answer(code).given()))
        assert definition(*grant_form().sections, more)
        wrong = section("more", t("M"), question("extra", "text", t("E"), when=answer(code).equals("1")))
        with pytest.raises(DefinitionError, match="cannot be compared by equals"):
            definition(*grant_form().sections, wrong)


# Money


@pytest.mark.parametrize(
    ("text", "language", "minor"),
    [
        ("1234.50", "en", 123450),
        ("1,234.50", "en", 123450),
        ("1.234,50", "es", 123450),
        ("1 234,5", "fr", 123450),
        ("1.234,50", "en", 123450),
        ("10,000", "en", 1000000),
        ("10.000", "es", 1000000),
        ("0,05", "es", 5),
        ("EUR 1,234.50", "en", 123450),
        ("\u20ac1,234.50", "en", 123450),
        ("1.234,50 \u20ac", "es", 123450),
        ("1\u202f234,50\u00a0eur", "fr", 123450),
    ],
)
def test_money_is_read_as_people_write_it(text: str, language: str, minor: int) -> None:
    assert read("asked", text, language) == eur(minor)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("10,000", "es", EITHER_NUMBER),
        ("10.000", "en", EITHER_NUMBER),
        ("10.000", "fr", EITHER_NUMBER),
        ("10.125", "en", LARGE_NUMBER),
        ("1234.567", "en", TOO_MANY_DECIMALS),
        ("a lot", "en", NOT_A_NUMBER),
        ("$1,200", "en", NOT_A_NUMBER),
        ("1200 USD", "fr", NOT_A_NUMBER),
        ("EUR", "es", NOT_A_NUMBER),
        ("1200-EUR", "en", NOT_A_NUMBER),
    ],
)
def test_money_asks_rather_than_guesses(text: str, language: str, code: ProblemCode) -> None:
    assert misread("asked", text, language) is code


def test_money_has_the_decimals_of_its_currency() -> None:
    def amount(text: str, language: str, currency: str) -> Any:
        [column] = definition(
            section("s", t("S"), question("q", "money", t("Q"), currencies=[currency]))
        ).questions()
        return column.type.from_text(column, text, language)

    assert amount("10.125", "en", "KWD")["minor"] == 10125
    assert amount("10,125", "es", "KWD")["minor"] == 10125
    assert amount("10,000", "en", "KWD")["minor"] == 10_000_000
    assert amount("500", "fr", "JPY")["minor"] == 500
    with pytest.raises(Misread) as raised:
        amount("5.5", "en", "JPY")
    assert raised.value.problems[0].code is NO_DECIMALS


@pytest.mark.parametrize(
    "value", ["100", {"minor": "1", "currency": "EUR"}, {"minor": 1, "currency": "USD"}, {"minor": 1}, [1]]
)
def test_money_of_another_shape_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        asked("asked").type.clean(asked("asked"), value)


def test_money_is_checked_and_said() -> None:
    assert why("asked", eur(10000)) is None
    assert why("asked", eur(9999)) is TOO_SMALL
    assert why("asked", eur(LARGEST_FIGURE + 1)) is TOO_LARGE
    assert why("other", {"minor": -1, "currency": "JPY"}) is TOO_SMALL
    assert words("asked", eur(123450), "en") == ["EUR 1,234.50"]
    assert "1.234,50" in words("asked", eur(123450), "es")[0]
    assert words("other", {"minor": 500, "currency": "JPY"}, "en") == ["JPY 500"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, LARGEST_FIGURE), st.sampled_from(("EUR", "JPY", "KWD")), st.sampled_from(LANGUAGES))
def test_money_is_read_as_it_is_written(minor: int, currency: str, language: str) -> None:
    column = Question("q", TYPES["money"], t("Q"), settings={"currencies": (currency,)})
    value = {"minor": minor, "currency": currency}
    text = column.type.to_text(column, value, language)
    assert column.type.from_text(column, text, language) == value
    assert column.type.clean(column, value) == value


# Numbers with a unit


def test_a_number_may_be_typed_with_its_own_unit() -> None:
    assert read("hours", "12.5 hours", "en") == read("hours", "12,5", "es") == "12.5"
    assert misread("hours", "12 days", "en") is NOT_A_NUMBER


def test_a_number_says_its_unit() -> None:
    assert words("hours", "1234.5", "es") == ["1.234,5 hours (es)"]
    assert str(asked("hours").type.heading(asked("hours"), "fr")) == "Hours (fr) (hours (fr))"
    assert asked("hours").type.figures(asked("hours"), "12.5") == (Figure(1250, 2),)
    assert asked("hours").type.same("12.50", "12.5")
    assert not asked("hours").type.same("12.5", None)
    assert why("hours", "1" + "0" * 14) is TOO_LARGE
    assert why("secret", "501") is TOO_LARGE


@settings(max_examples=60, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(LANGUAGES))
def test_numbers_are_read_as_they_are_written(number: Any, language: str) -> None:
    column = asked("hours")
    text = column.type.to_text(column, format(number, "f"), language)
    assert column.type.same(column.type.from_text(column, text, language), format(number, "f"))


# A time between two days


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2024-05-01", "2024-05-31", None),
        ("2024-05-01", "2024-05-01", None),
        ("2024-05-02", "2024-05-01", ENDS_BEFORE),
        ("2023-12-31", "2024-05-01", TOO_EARLY),
        ("2024-05-01", "2026-01-01", TOO_LATE),
        ("2024-05-01", "", None),
        ("", "2024-05-01", None),
    ],
)
def test_a_time_ends_after_it_begins(start: str, end: str, code: ProblemCode | None) -> None:
    assert why("when", {"start": start, "end": end}) is code


def test_a_time_needs_both_days_only_when_it_is_handed_in() -> None:
    assert why("when", {"start": "", "end": "2024-05-01"}, handed_in=True) is NO_START
    assert why("when", {"start": "2024-05-01", "end": ""}, handed_in=True) is NO_END
    assert why("when", None, handed_in=True) is REQUIRED
    assert why("when", {"start": "2024-05-01", "end": "2024-05-02"}, handed_in=True) is None


def test_a_time_keeps_days_only() -> None:
    kind = asked("when").type
    assert kind.clean(asked("when"), {"start": "", "end": ""}) is None
    assert kind.clean(asked("when"), {"start": "2024-05-01"}) == {"start": "2024-05-01", "end": ""}
    for value in ("2024-05-01", {"start": "May"}, {"start": "20240501"}):
        with pytest.raises(ValueError, match=r".+"):
            kind.clean(asked("when"), value)


def test_every_type_says_an_answer_in_one_cell() -> None:
    answers: dict[str, Any] = {
        "name": "Casa",
        "country": "DE",
        "works_in": ["ES", "DE"],
        "founded": date(2001, 5, 3).isoformat(),
        "staff": "1234.5",
        "topics": ["rights", "health"],
    }
    found = {code: each for code in answers if (each := every_kind().find_question(code))}
    told = {code: each.type.column(each, answers[code], "fr", Known()) for code, each in found.items()}
    assert told == {
        "name": "Casa",
        "country": "Allemagne",
        "works_in": "Allemagne; Espagne",
        "founded": "3 mai 2001",
        "staff": "1\u202f234,5",
        "topics": "Health (fr); Rights (fr)",
    }


# Days


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "29/02/2023", "There is no day 29 in February 2023. Check the date."),
        ("es", "29/02/2023", "No hay día 29 en febrero de 2023. Revisa la fecha."),
        ("fr", "31/04/2024", "Il n’y a pas de 31 en avril 2024. Vérifiez la date."),
        ("en", "the 31st", "Write the date like this: 2024-05-31"),
    ],
)
def test_a_day_that_there_is_not_is_named(app: Flask, language: str, typed: str, said: str) -> None:
    one = question("since", "date", t("Since when?"))
    period = question("when", "date_range", t("From when to when?"))
    with app.test_request_context(f"/{language}/"):
        with pytest.raises(Misread) as raised:
            one.type.from_text(one, typed, language)
        assert [problem_words(problem, language) for problem in raised.value.problems] == [said]
        asking = Asked(period, language)
        parts = {"q_when": SimpleNamespace(data="2020-01-01"), "q_when_end": SimpleNamespace(data=typed)}
        with pytest.raises(Misread) as raised:
            period.type.read(asking, parts)
        assert [(each.at, problem_words(each, language)) for each in raised.value.problems] == [
            ("_end", said)
        ]

from __future__ import annotations

import json
from typing import Any

import pytest

from app.questionnaires.building import answer, definition, not_, question, section
from app.questionnaires.definition import (
    DefinitionError,
    depending_on,
    parse,
    submitted_answers,
    to_dict,
    visible_questions,
)
from tests.unit.questionnaires.examples import every_kind, t


def codes(answers: dict[str, Any]) -> list[str]:
    return [each.code for each in visible_questions(every_kind(), answers)]


def problems_of(raw: Any) -> str:
    with pytest.raises(DefinitionError) as raised:
        parse(raw)
    return str(raised.value)


def one_question(**question_data: Any) -> dict[str, Any]:
    base = {"code": "q", "kind": "text", "label": t("Q")}
    return {"sections": [{"code": "s", "title": t("S"), "questions": [base | question_data]}]}


def test_to_dict_is_json_and_parse_gives_the_same_back() -> None:
    written = json.loads(json.dumps(to_dict(every_kind())))
    assert parse(written) == every_kind()


def test_visible_follow_ups_wait_for_the_answer() -> None:
    assert "statutes" not in codes({})
    assert "statutes" in codes({"registered": "yes"})
    assert "why_not" in codes({"registered": "no"})
    assert "other_topic" in codes({"topics": ["health", "other"]})


def test_visible_compares_numbers_as_numbers() -> None:
    assert "audited" in codes({"registered": "yes", "staff": "100"})
    assert "audited" not in codes({"registered": "yes", "staff": "9"})
    assert "audited" not in codes({"staff": "100"})


def test_hidden_answers_are_kept_but_not_submitted_and_count_for_nothing() -> None:
    form = definition(
        section(
            "s",
            t("S"),
            question("a", "declaration", t("A")),
            question("b", "declaration", t("B"), when=answer("a").equals("yes")),
            question("c", "text", t("C"), when=answer("b").equals("yes")),
        ),
    )
    yes, no = {"answer": "yes", "text": ""}, {"answer": "no", "text": ""}
    answers = {"a": no, "b": yes, "c": "kept"}
    assert submitted_answers(form, answers) == {"a": no}
    assert submitted_answers(form, answers | {"a": yes}) == {"a": yes, "b": yes, "c": "kept"}


def test_not_includes_what_was_never_answered() -> None:
    form = definition(
        section(
            "s",
            t("S"),
            question("a", "declaration", t("A")),
            question("b", "text", t("B"), when=not_(answer("a").equals("yes"))),
        ),
    )
    assert [each.code for each in visible_questions(form, {})] == ["a", "b"]


def test_depending_on_follows_chains() -> None:
    assert depending_on(every_kind(), frozenset({"registered"})) == {
        "registered",
        "statutes",
        "why_not",
        "audited",
    }


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("x", "definition: a group of named values is needed"),
        ({"sections": []}, "sections: at least one section is needed"),
        (one_question(kind="colour"), "sections[1] (s).questions[1] (q).kind: 'colour' is not one of text"),
        (one_question(code="Bad Code"), "sections[1] (s).questions[1]: 'Bad Code' is not a code"),
        (one_question(label={"en": "Q"}), "(q).label: no text in es, fr"),
        (one_question(label=t("Q") | {"de": "Q"}), "(q).label: 'de' is not one of en, es, fr"),
        (one_question(colour="red"), "questions[1]: 'colour' is not known here"),
        (one_question(required="yes"), "(q).required: true or false is needed"),
        (one_question(word_limit=-3), "(q).word_limit: a whole number is needed"),
        (one_question(kind="number", minimum="many"), "(q).minimum: 'many' is not a number"),
        (one_question(kind="date", minimum="2024-13-01"), "(q).minimum: '2024-13-01' is not a date"),
        (
            one_question(kind="number", minimum="5", maximum="4"),
            "question q: the minimum is above the maximum",
        ),
        (one_question(minimum="5"), "(q): a text has no minimum"),
        (one_question(kind="choice"), "question q: at least two options are needed"),
        (one_question(kind="many_choice"), "question q: at least one option is needed"),
        (one_question(kind="statement"), "question q: the statement to endorse is not named"),
        (one_question(kind="date", word_limit=4), "(q): a date has no word_limit"),
        (one_question(explain=t("why")), "(q): a text has no explain"),
        (one_question(condition={"question": "zz", "is": "answered"}), "question 'zz' does not exist"),
        (one_question(condition={"question": "q", "is": "answered"}), "question 'q' stands later than what"),
        (one_question(condition={"all": []}), "(q).condition.all: holds no condition"),
        (one_question(condition={"question": "q"}), "(q).condition: needs either all, any or not"),
        (one_question(condition={"question": "q", "is": "like"}), "(q).condition.is: 'like' is not one of"),
    ],
)
def test_parse_names_the_place_of_a_fault(raw: Any, told: str) -> None:
    assert told in problems_of(raw)


def test_parse_tells_all_faults_at_once() -> None:
    assert len(problems_of(one_question(kind="colour", label={}, required=3)).splitlines()) == 3


def test_parse_refuses_conditions_nested_without_end() -> None:
    condition: dict[str, Any] = {"question": "q", "is": "answered"}
    for _ in range(500):
        condition = {"not": condition}
    assert "nested more than" in problems_of(one_question(condition=condition))


@pytest.mark.parametrize(
    "condition",
    [
        answer("registered").equals("maybe"),
        answer("country").equals("ZZ"),
        answer("staff").greater("many"),
        answer("name").equals("x"),
        answer("topics").equals("health"),
        answer("statutes").contains("x"),
        answer("registered").greater(3),
    ],
)
def test_conditions_that_can_never_hold_are_refused(condition: Any) -> None:
    sections = every_kind().sections
    with pytest.raises(DefinitionError, match=r"question extra\.condition on"):
        definition(*sections, section("more", t("M"), question("extra", "text", t("E"), when=condition)))


def test_repeated_codes_are_refused() -> None:
    with pytest.raises(DefinitionError, match="question q: this code is used twice"):
        definition(section("s", t("S"), question("q", "text", t("Q")), question("q", "text", t("Q"))))


def test_a_fallback_language_stands_in_on_purpose() -> None:
    english = {"en": "Only English"}
    form = definition(section("s", english, question("q", "text", english)), fallback="en")
    assert parse(to_dict(form)) == form


@pytest.mark.parametrize(
    ("code", "value", "kept"),
    [
        ("name", "  Casa ", "Casa"),
        ("name", "", None),
        ("name", "   ", None),
        ("staff", "1E+2", "100"),
        ("staff", "12.50", "12.50"),
        ("founded", "2024-05-31", "2024-05-31"),
        ("registered", "yes", "yes"),
        ("topics", ["rights", "health", "rights"], ["rights", "health"]),
        ("topics", [], None),
        ("funding", {"answer": "", "text": ""}, None),
        ("funding", {"answer": "yes", "text": " x "}, {"answer": "yes", "text": "x"}),
        ("charter", {"agreed": False, "name": ""}, None),
    ],
)
def test_clean_gives_the_stored_form(code: str, value: Any, kept: Any) -> None:
    asked = every_kind().find_question(code)
    assert asked is not None
    assert asked.type.clean(asked, value) == kept


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("name", ["x"]),
        ("name", "x" * 20_001),
        ("staff", "NaN"),
        ("staff", "1e400"),
        ("staff", "ten"),
        ("founded", "2024-02-30"),
        ("registered", "perhaps"),
        ("topics", ["sport"]),
        ("topics", "health"),
        ("funding", {"answer": "maybe"}),
        ("charter", "yes"),
    ],
)
def test_clean_refuses_another_shape(code: str, value: Any) -> None:
    asked = every_kind().find_question(code)
    assert asked is not None
    with pytest.raises(ValueError, match=r".+"):
        asked.type.clean(asked, value)

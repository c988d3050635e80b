from __future__ import annotations

from typing import Any

import pytest

from app.questionnaires.building import answer, definition, option, question, section
from app.questionnaires.enums import SectionState
from app.questionnaires.labels import SECTION_STATES, SECTION_TAGS
from app.questionnaires.rules import (
    answer_problem,
    editable_codes,
    format_problem,
    open_sections,
    problems,
    section_states,
)
from app.questionnaires.types.dates import TOO_EARLY, TOO_LATE
from app.questionnaires.types.declarations import NOT_DECLARED, NOT_EXPLAINED
from app.questionnaires.types.files import NO_FILE
from app.questionnaires.types.problems import (
    NOT_CHOSEN,
    REQUIRED,
    TOO_LARGE,
    TOO_MANY,
    TOO_MANY_DECIMALS,
    TOO_SMALL,
    ProblemCode,
)
from app.questionnaires.types.statements import NOT_SIGNED, SIGN_AS, STATEMENT_CHANGED
from app.questionnaires.types.written import TOO_MANY_WORDS
from tests.unit.questionnaires.examples import COMPLETE, every_kind, t


def problem(code: str, value: Any, **current: int) -> ProblemCode | None:
    asked = every_kind().find_question(code)
    assert asked is not None
    found = answer_problem(asked, value, current)
    return found.code if found else None


@pytest.mark.parametrize(
    ("code", "value", "why"),
    [
        ("name", None, REQUIRED),
        ("name", "one two three four five six seven", TOO_MANY_WORDS),
        ("country", None, NOT_CHOSEN),
        ("works_in", None, None),
        ("works_in", ["CO", "PE", "EC", "BR", "VE", "PA"], TOO_MANY),
        ("founded", "1959-12-31", TOO_EARLY),
        ("founded", "2030-01-02", TOO_LATE),
        ("statutes", None, NO_FILE),
        ("topics", None, None),
        ("topics", ["health", "rights", "other"], TOO_MANY),
        ("staff", "-1", TOO_SMALL),
        ("staff", "100001", TOO_LARGE),
        ("staff", "1.25", TOO_MANY_DECIMALS),
        ("staff", "1.50", None),
        ("funding", None, NOT_DECLARED),
        ("funding", {"answer": "yes", "text": ""}, NOT_EXPLAINED),
        ("funding", {"answer": "no", "text": ""}, None),
        ("charter", None, NOT_SIGNED),
        ("charter", {"agreed": False, "name": "L", "version": 1, "language": "es"}, NOT_SIGNED),
        ("charter", {"agreed": True, "name": "", "version": 1, "language": "es"}, SIGN_AS),
        (
            "charter",
            {"agreed": True, "name": "L", "version": 1, "language": "es"},
            STATEMENT_CHANGED,
        ),
        ("charter", {"agreed": True, "name": "L", "version": 2, "language": "es"}, None),
    ],
)
def test_answer_problem(code: str, value: Any, why: ProblemCode | None) -> None:
    assert problem(code, value, charter=2) == why


def test_too_few_is_missing_not_a_wrong_format() -> None:
    asked = every_kind().find_question("topics")
    assert asked is not None
    assert format_problem(asked, None) is None


def test_problems_of_a_complete_response_are_none() -> None:
    assert problems(every_kind(), COMPLETE, {"charter": 1}) == []


def test_problems_come_in_the_order_of_the_questions() -> None:
    assert [each.question for each in problems(every_kind(), {})] == [
        "name",
        "country",
        "registered",
        "funding",
        "charter",
    ]


def test_section_states_show_how_far_each_has_come() -> None:
    states = section_states(every_kind(), {"name": "Casa", "registered": "no", "why_not": "So"})
    assert states == {
        "group": SectionState.IN_PROGRESS,
        "papers": SectionState.DONE,
        "work": SectionState.NOT_STARTED,
        "values": SectionState.NOT_STARTED,
    }


def test_a_section_that_asks_nothing_of_this_group_is_not_needed() -> None:
    registered = question(
        "registered", "choice", t("Registered?"), options=[option("yes", t("Yes")), option("no", t("No"))]
    )
    statutes = question("statutes", "text", t("Statutes"), when=answer("registered").equals("yes"))
    form = definition(section("group", t("Group"), registered), section("papers", t("Papers"), statutes))
    assert section_states(form, {})["papers"] is SectionState.NOT_NEEDED
    assert section_states(form, {"registered": "yes"})["papers"] is SectionState.NOT_STARTED


def test_editable_codes_after_handing_in_are_what_was_reopened_and_what_hangs_on_it() -> None:
    form = every_kind()
    assert editable_codes(form, submitted=True, reopened=None) == frozenset()
    assert editable_codes(form, submitted=True, reopened=["topics"]) == {"topics", "other_topic"}
    assert "name" in editable_codes(form, submitted=False, reopened=None)


def test_open_sections_hold_something_to_change() -> None:
    form = every_kind()
    assert [each.code for each in open_sections(form, {}, frozenset({"name", "charter"}))] == [
        "group",
        "values",
    ]


def test_every_state_has_its_words() -> None:
    assert set(SECTION_STATES) == set(SECTION_TAGS) == set(SectionState)

"""What holds for every question set and every set of answers, not just for our examples."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaires.building import definition, option, question, section
from app.questionnaires.definition import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Definition,
    Not,
    Operator,
    Question,
    holds,
    parse,
    submitted_answers,
    to_dict,
    visible_questions,
)
from app.questionnaires.rules import problems, section_states
from tests.unit.questionnaires.examples import every_kind, t

OPTIONS = ("a", "b", "c")
KINDS = ("choice", "many_choice", "number", "declaration", "date", "text")


def comparison(asked: Question) -> st.SearchStrategy[Condition]:
    code = asked.code
    given_at_all = st.just(Comparison(code, Operator.ANSWERED))
    same = st.sampled_from((Operator.EQUALS, Operator.NOT_EQUALS))
    match asked.kind:
        case "choice":
            one = st.builds(Comparison, st.just(code), same, st.sampled_from(OPTIONS))
            lists = st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3).map(tuple)
            return one | st.builds(Comparison, st.just(code), st.just(Operator.ONE_OF), lists) | given_at_all
        case "many_choice":
            held = st.just(Operator.CONTAINS)
            return st.builds(Comparison, st.just(code), held, st.sampled_from(OPTIONS)) | given_at_all
        case "number":
            ordered = same | st.sampled_from((Operator.GREATER, Operator.LESS))
            return st.builds(Comparison, st.just(code), ordered, st.integers(-5, 5).map(str)) | given_at_all
        case "date":
            days = st.dates().map(lambda day: day.isoformat())
            return st.builds(
                Comparison, st.just(code), st.sampled_from((Operator.GREATER, Operator.LESS)), days
            )
        case "declaration":
            return st.builds(Comparison, st.just(code), same, st.sampled_from(("yes", "no"))) | given_at_all
    return given_at_all


def condition_on(earlier: list[Question]) -> st.SearchStrategy[Condition]:
    leaf = st.sampled_from(earlier).flatmap(comparison)
    several = lambda inner: st.lists(inner, min_size=1, max_size=3).map(tuple)  # noqa: E731
    return st.recursive(
        leaf,
        lambda inner: st.builds(Not, inner) | several(inner).map(AllOf) | several(inner).map(AnyOf),
        max_leaves=5,
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    earlier: list[Question] = []
    sections = []
    for place in range(draw(st.integers(1, 3))):
        when = draw(st.none() | condition_on(earlier)) if earlier else None
        asked = []
        for number in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(KINDS))
            options = [option(code, t(code)) for code in OPTIONS] if "choice" in kind else []
            asked.append(
                question(
                    f"q{place}_{number}",
                    kind,
                    t(draw(st.text("abcé ", min_size=1, max_size=9)) + "?"),
                    options=options,
                    required=draw(st.booleans()),
                    when=draw(st.none() | condition_on(earlier)) if earlier else None,
                )
            )
            earlier.append(asked[-1])
        sections.append(section(f"s{place}", t(f"S{place}"), *asked, when=when))
    return definition(*sections)


def value_for(asked: Question) -> st.SearchStrategy[Any]:
    match asked.kind:
        case "choice":
            return st.none() | st.sampled_from(OPTIONS)
        case "many_choice":
            return st.none() | st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True)
        case "number":
            return st.none() | st.integers(-9, 9).map(str)
        case "date":
            return st.none() | st.dates().map(lambda day: day.isoformat())
        case "declaration":
            return st.none() | st.fixed_dictionaries(
                {"answer": st.sampled_from(("yes", "no")), "text": st.just("")}
            )
    return st.none() | st.text("abc", min_size=1)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Definition, dict[str, Any]]:
    form = draw(definitions())
    return form, {asked.code: draw(value_for(asked)) for asked in form.questions()}


@settings(max_examples=25, deadline=None)
@given(definitions())
def test_parse_and_to_dict_are_inverse(form: Definition) -> None:
    assert parse(json.loads(json.dumps(to_dict(form)))) == form


@settings(max_examples=60, deadline=None)
@given(answered())
def test_what_is_submitted_never_depends_on_what_is_hidden(case: tuple[Definition, dict[str, Any]]) -> None:
    form, answers = case
    handed_in = submitted_answers(form, answers)
    shown = {asked.code for asked in visible_questions(form, answers)}
    assert set(handed_in) <= shown
    assert submitted_answers(form, handed_in) == handed_in
    assert visible_questions(form, handed_in) == visible_questions(form, answers)


@settings(max_examples=25, deadline=None)
@given(answered())
def test_problems_and_states_speak_of_visible_questions_only(case: tuple[Definition, dict[str, Any]]) -> None:
    form, answers = case
    shown = {asked.code for asked in visible_questions(form, answers)}
    assert {problem.question for problem in problems(form, answers)} <= shown
    assert set(section_states(form, answers)) == {each.code for each in form.sections}


@settings(max_examples=25, deadline=None)
@given(answered())
def test_stored_answers_are_clean_already(case: tuple[Definition, dict[str, Any]]) -> None:
    form, answers = case
    for asked in form.questions():
        assert asked.type.clean(asked, answers[asked.code]) == answers[asked.code]


@given(st.data())
def test_conditions_obey_de_morgan(data: st.DataObject) -> None:
    earlier = [each for each in every_kind().questions() if each.kind in KINDS]
    two = data.draw(
        st.lists(condition_on([q for q in earlier if q.kind == "declaration"]), min_size=2, max_size=4)
    )
    facts = {"funding": data.draw(st.sampled_from(("yes", "no")))} if data.draw(st.booleans()) else {}
    both = tuple(two)
    assert holds(Not(AllOf(both)), facts) == holds(AnyOf(tuple(Not(each) for each in both)), facts)

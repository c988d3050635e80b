"""What is still missing, what may be changed, and how far each section has come. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.questionnaires.definition import (
    Answers,
    Definition,
    Question,
    Section,
    depending_on,
    visible_pairs,
)
from app.questionnaires.enums import SectionState
from app.questionnaires.types.problems import AnswerProblem


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the answer to one question of a response."""

    section: str
    question: str
    problem: AnswerProblem


def format_problem(question: Question, value: Any) -> AnswerProblem | None:
    """What keeps an answer from being saved at all: a limit that is passed, never that something lacks."""
    return None if value is None else next(question.type.check(question, value), None)


def answer_problem(
    question: Question, value: Any, current_statements: Mapping[str, int] | None = None
) -> AnswerProblem | None:
    """What keeps an answer from being handed in. `current_statements`: code → key of its newest version."""
    return next(question.type.complete(question, value, current_statements or {}), None)


def problems(
    definition: Definition, answers: Answers, current_statements: Mapping[str, int] | None = None
) -> list[Problem]:
    """All that keeps a response from being handed in, in the order of the questions."""
    found = []
    for section, question in visible_pairs(definition, answers):
        problem = answer_problem(question, answers.get(question.code), current_statements)
        if problem is not None:
            found.append(Problem(section.code, question.code, problem))
    return found


def section_states(
    definition: Definition, answers: Answers, current_statements: Mapping[str, int] | None = None
) -> dict[str, SectionState]:
    """How far each section has come, by its code."""
    asked: dict[str, list[Question]] = {section.code: [] for section in definition.sections}
    for section, question in visible_pairs(definition, answers):
        asked[section.code].append(question)
    return {
        section.code: _state(asked[section.code], answers, current_statements)
        for section in definition.sections
    }


def _state(asked: list[Question], answers: Answers, current: Mapping[str, int] | None) -> SectionState:
    if not asked:
        return SectionState.NOT_NEEDED
    if all(answers.get(question.code) is None for question in asked):
        return SectionState.NOT_STARTED
    if any(answer_problem(question, answers.get(question.code), current) for question in asked):
        return SectionState.IN_PROGRESS
    return SectionState.DONE


def editable_codes(definition: Definition, *, submitted: bool, reopened: list[str] | None) -> frozenset[str]:
    """The questions that may be changed now: all of a draft; what was reopened, with what hangs on it."""
    if not submitted:
        return frozenset(question.code for question in definition.questions())
    return depending_on(definition, frozenset(reopened or ()))


def open_sections(definition: Definition, answers: Answers, editable: frozenset[str]) -> list[Section]:
    """The sections that have something to change, in order."""
    shown = {
        section.code for section, question in visible_pairs(definition, answers) if question.code in editable
    }
    return [section for section in definition.sections if section.code in shown]

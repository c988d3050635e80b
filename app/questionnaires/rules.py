"""What is still missing, what may be changed, and how far each section has come. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.kernel.text import count_words
from app.questionnaires.definition import (
    SEVERAL,
    WRITTEN,
    Answers,
    Definition,
    Kind,
    Question,
    Section,
    depending_on,
    is_answered,
    visible_pairs,
)

MOST_FILES = 10
"""How many documents one question takes where the question itself does not say."""


class SectionState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class ProblemCode(StrEnum):
    """Why an answer does not do. The words stand in `labels.PROBLEMS`."""

    REQUIRED = "required"
    NOT_CHOSEN = "not_chosen"
    NO_FILE = "no_file"
    NOT_DECLARED = "not_declared"
    NOT_EXPLAINED = "not_explained"
    NOT_SIGNED = "not_signed"
    SIGN_AS = "sign_as"
    STATEMENT_CHANGED = "statement_changed"
    TOO_MANY_WORDS = "too_many_words"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the answer to one question; `params` go into the words."""

    section: str
    question: str
    code: ProblemCode
    params: dict[str, Any] = field(default_factory=dict)


def format_problem(question: Question, value: Any) -> tuple[ProblemCode, dict[str, Any]] | None:
    """What keeps an answer from being saved at all: a limit that is passed, never that something lacks."""
    if value is None:
        return None
    if question.kind in WRITTEN and question.word_limit:
        words = count_words(value)
        if words > question.word_limit:
            return ProblemCode.TOO_MANY_WORDS, {"words": words, "limit": question.word_limit}
    if question.kind is Kind.NUMBER:
        return _number_problem(question, Decimal(value))
    if question.kind is Kind.DATE:
        return _date_problem(question, date.fromisoformat(value))
    if question.kind in SEVERAL and len(value) > most(question):
        return ProblemCode.TOO_MANY, {"limit": most(question), "number": len(value)}
    return None


def _number_problem(question: Question, number: Decimal) -> tuple[ProblemCode, dict[str, Any]] | None:
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > question.decimals:
        return ProblemCode.TOO_MANY_DECIMALS, {"decimals": question.decimals}
    if isinstance(question.minimum, Decimal) and number < question.minimum:
        return ProblemCode.TOO_SMALL, {"limit": question.minimum}
    if isinstance(question.maximum, Decimal) and number > question.maximum:
        return ProblemCode.TOO_LARGE, {"limit": question.maximum}
    return None


def _date_problem(question: Question, day: date) -> tuple[ProblemCode, dict[str, Any]] | None:
    low, high = question.minimum, question.maximum
    if isinstance(low, date) and day < low:
        return ProblemCode.TOO_EARLY, {"limit": low}
    if isinstance(high, date) and day > high:
        return ProblemCode.TOO_LATE, {"limit": high}
    return None


def most(question: Question) -> int:
    """How many may be chosen or sent."""
    if isinstance(question.maximum, Decimal):
        return int(question.maximum)
    return MOST_FILES if question.kind is Kind.FILE else 10_000


def answer_problem(
    question: Question, value: Any, current_statements: Mapping[str, int] | None = None
) -> tuple[ProblemCode, dict[str, Any]] | None:
    """What keeps an answer from being handed in. `current_statements`: code → key of its newest version."""
    if question.kind is Kind.DECLARATION:
        return _declaration_problem(question, value)
    if question.kind is Kind.STATEMENT:
        return _statement_problem(question, value, current_statements or {})
    if not is_answered(question, value):
        return (_lacking(question.kind), {}) if question.required else None
    if question.kind in SEVERAL and isinstance(question.minimum, Decimal) and len(value) < question.minimum:
        return ProblemCode.TOO_FEW, {"limit": int(question.minimum), "number": len(value)}
    return format_problem(question, value)


def _lacking(kind: Kind) -> ProblemCode:
    if kind is Kind.FILE:
        return ProblemCode.NO_FILE
    if kind in {Kind.CHOICE, Kind.MANY_CHOICE, Kind.COUNTRY, Kind.COUNTRIES, Kind.LANGUAGE}:
        return ProblemCode.NOT_CHOSEN
    return ProblemCode.REQUIRED


def _declaration_problem(question: Question, value: Any) -> tuple[ProblemCode, dict[str, Any]] | None:
    if not is_answered(question, value):
        return (ProblemCode.NOT_DECLARED, {}) if question.required else None
    if question.explain and value["answer"] == question.explain_if and not value["text"]:
        return ProblemCode.NOT_EXPLAINED, {}
    return None


def _statement_problem(
    question: Question, value: Any, current: Mapping[str, int]
) -> tuple[ProblemCode, dict[str, Any]] | None:
    if value is None:
        return (ProblemCode.NOT_SIGNED, {}) if question.required else None
    if not value["agreed"]:
        return ProblemCode.NOT_SIGNED, {}
    if not value["name"]:
        return ProblemCode.SIGN_AS, {}
    if question.statement in current and current[question.statement] != value["version"]:
        return ProblemCode.STATEMENT_CHANGED, {}
    return None


def problems(
    definition: Definition, answers: Answers, current_statements: Mapping[str, int] | None = None
) -> list[Problem]:
    """All that keeps a response from being handed in, in the order of the questions."""
    found = []
    for section, question in visible_pairs(definition, answers):
        problem = answer_problem(question, answers.get(question.code), current_statements)
        if problem is not None:
            found.append(Problem(section.code, question.code, problem[0], problem[1]))
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


def same_answer(one: Any, other: Any) -> bool:
    """Whether two stored answers say the same, whatever the order of what was ticked."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return bool(one == other)

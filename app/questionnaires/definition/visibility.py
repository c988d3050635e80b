"""Which questions are asked, given what was answered so far.

Sections and questions are walked once, in order: a hidden question counts as unanswered for all that
follow it, whatever is still stored for it.
"""

from __future__ import annotations

from typing import Any

from app.questionnaires.conditions import Fact, comparisons_in, holds
from app.questionnaires.definition.structure import Definition, Section
from app.questionnaires.types import Answers, Question


def visible_questions(definition: Definition, answers: Answers) -> tuple[Question, ...]:
    """The questions that are asked, in order."""
    return tuple(question for _, question in visible_pairs(definition, answers))


def visible_pairs(definition: Definition, answers: Answers) -> tuple[tuple[Section, Question], ...]:
    """The same with the section each stands in."""
    facts: dict[str, Fact] = {}
    pairs = []
    for section in definition.sections:
        if not holds(section.condition, facts):
            continue
        for question in section.questions:
            if not holds(question.condition, facts):
                continue
            pairs.append((section, question))
            value = answers.get(question.code)
            if question.type.is_answered(question, value):
                facts[question.code] = question.type.fact(question, value)
    return tuple(pairs)


def submitted_answers(definition: Definition, answers: Answers) -> dict[str, Any]:
    """What is handed in: the answers to the questions asked. Hidden answers are kept, but not among these."""
    return {
        question.code: answers[question.code]
        for question in visible_questions(definition, answers)
        if answers.get(question.code) is not None
    }


def depending_on(definition: Definition, codes: frozenset[str]) -> frozenset[str]:
    """These questions and all whose being asked hangs on them, directly or through others."""
    reached = set(codes)
    for section in definition.sections:
        section_hangs = _refers(section, reached)
        reached.update(q.code for q in section.questions if section_hangs or _refers(q, reached))
    return frozenset(reached)


def _refers(part: Section | Question, codes: set[str]) -> bool:
    if part.condition is None:
        return False
    return any(comparison.question in codes for comparison in comparisons_in(part.condition))

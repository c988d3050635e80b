"""What makes a definition wrong as a whole, though each part reads well."""

from __future__ import annotations

from collections.abc import Iterator

from app.questionnaires.conditions import Comparison, Condition, comparisons_in
from app.questionnaires.definition.structure import Definition
from app.questionnaires.types import Question


def problems_in(definition: Definition) -> list[str]:
    """Every fault, each with its place."""
    return [*_repeated(definition), *_conditions(definition), *_questions(definition)]


def _repeated(definition: Definition) -> Iterator[str]:
    seen: set[str] = set()
    for section in definition.sections:
        if f"section {section.code}" in seen:
            yield f"section {section.code}: this code is used twice"
        seen.add(f"section {section.code}")
        for question in section.questions:
            if question.code in seen:
                yield f"question {question.code}: this code is used twice"
            seen.add(question.code)


def _questions(definition: Definition) -> Iterator[str]:
    for question in definition.questions():
        for problem in question.type.faults(question):
            yield f"question {question.code}: {problem}"


def _conditions(definition: Definition) -> Iterator[str]:
    earlier: dict[str, Question] = {}
    codes = {question.code for question in definition.questions()}
    for section in definition.sections:
        yield from _condition(f"section {section.code}", section.condition, earlier, codes)
        for question in section.questions:
            yield from _condition(f"question {question.code}", question.condition, earlier, codes)
            earlier[question.code] = question


def _condition(
    place: str, condition: Condition | None, earlier: dict[str, Question], codes: set[str]
) -> Iterator[str]:
    for comparison in comparisons_in(condition) if condition else ():
        asked = earlier.get(comparison.question)
        if asked is None:
            known = comparison.question in codes
            why = "stands later than what depends on it" if known else "does not exist"
            yield f"{place}.condition: question {comparison.question!r} {why}"
        else:
            for problem in _comparison(comparison, asked):
                yield f"{place}.condition on {asked.code}: {problem}"


def _comparison(comparison: Comparison, asked: Question) -> Iterator[str]:
    if comparison.operator not in asked.type.operators:
        yield f"a {asked.kind} cannot be compared by {comparison.operator}"
        return
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    for value in values:
        if value is not None and not asked.type.can_equal(asked, value):
            yield f"{value!r} can never be the answer"

"""What makes a definition wrong as a whole, though each part reads well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.kernel.locales import ISO_COUNTRIES
from app.questionnaires.definition.conditions import Comparison, Condition, Operator, comparisons_in
from app.questionnaires.definition.questions import SEVERAL, WITH_OPTIONS, WRITTEN, Definition, Kind, Question
from app.questionnaires.definition.values import YES_NO, decimal_of

ONE_CODE = frozenset({Kind.CHOICE, Kind.COUNTRY, Kind.LANGUAGE, Kind.DECLARATION})
ORDERED = frozenset({Kind.NUMBER, Kind.DATE})
SAME = frozenset({Operator.EQUALS, Operator.NOT_EQUALS, Operator.ONE_OF, Operator.ANSWERED})

COMPARABLE: dict[Kind, frozenset[Operator]] = {
    **dict.fromkeys(ONE_CODE, SAME),
    **dict.fromkeys(ORDERED, SAME | {Operator.GREATER, Operator.LESS}),
    **dict.fromkeys((*WRITTEN, Kind.FILE, Kind.STATEMENT), frozenset({Operator.ANSWERED})),
    Kind.MANY_CHOICE: frozenset({Operator.CONTAINS, Operator.ANSWERED}),
    Kind.COUNTRIES: frozenset({Operator.CONTAINS, Operator.ANSWERED}),
}


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
        for problem in _question(question):
            yield f"question {question.code}: {problem}"


def _question(question: Question) -> Iterator[str]:
    codes = [option.code for option in question.options]
    if question.kind in WITH_OPTIONS and len(codes) < 2:
        yield "at least two options are needed"
    if codes and question.kind not in WITH_OPTIONS:
        yield f"a {question.kind} has no options"
    if len(set(codes)) < len(codes):
        yield "an option's code is used twice"
    if question.word_limit and question.kind not in WRITTEN:
        yield "only written answers have a word limit"
    if question.decimals and question.kind is not Kind.NUMBER:
        yield "only numbers have decimals"
    if question.kind is Kind.STATEMENT and not question.statement:
        yield "the statement to endorse is not named"
    if question.statement and question.kind is not Kind.STATEMENT:
        yield "only a statement names a statement"
    if (question.explain or question.explain_if != "yes") and question.kind is not Kind.DECLARATION:
        yield "only a declaration asks to explain"
    if question.explain_if not in YES_NO:
        yield "explain_if is yes or no"
    yield from _bounds(question)


def _bounds(question: Question) -> Iterator[str]:
    low, high = question.minimum, question.maximum
    if (low is not None or high is not None) and question.kind not in ORDERED | SEVERAL:
        yield f"a {question.kind} has no minimum or maximum"
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        yield "the minimum is above the maximum"


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
    if comparison.operator not in COMPARABLE[asked.kind]:
        yield f"a {asked.kind} cannot be compared by {comparison.operator}"
        return
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    for value in values:
        if value is not None and not _possible(asked, value):
            yield f"{value!r} can never be the answer"


def _possible(asked: Question, value: str) -> bool:
    match asked.kind:
        case Kind.CHOICE | Kind.MANY_CHOICE:
            return value in asked.option_codes
        case Kind.COUNTRY | Kind.COUNTRIES:
            return value in ISO_COUNTRIES
        case Kind.DECLARATION:
            return value in YES_NO
        case Kind.NUMBER | Kind.DATE:
            return _reads(asked.kind, value) is not None
    return True


def _reads(kind: Kind, value: str) -> Decimal | date | None:
    try:
        return date.fromisoformat(value) if kind is Kind.DATE else decimal_of(value)
    except ValueError:
        return None

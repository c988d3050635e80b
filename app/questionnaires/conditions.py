"""When a question is asked: typed comparisons on earlier answers, joined by all, any and not.

A comparison with a question that was not answered (or is hidden itself) is false, `not_equals` included, so a
follow-up never appears before the thing it follows. Use `not` around `equals` to include "nothing said".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Fact = str | Decimal | date | frozenset[str] | bool
"""An answer as conditions see it; `True` where only the being there counts (files, statements)."""

DEEPEST = 12
"""How far conditions may be nested before they are refused as unreadable."""


class Operator(StrEnum):
    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    ONE_OF = "one_of"
    CONTAINS = "contains"
    GREATER = "greater"
    LESS = "less"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`value` is text in the stored form of an answer; a tuple for `one_of`, None for `answered`."""

    question: str
    operator: Operator
    value: str | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition


Condition = Comparison | AllOf | AnyOf | Not


def comparisons_in(condition: Condition) -> tuple[Comparison, ...]:
    """Every comparison of a condition, in the order written."""
    match condition:
        case Comparison():
            return (condition,)
        case Not(inner):
            return comparisons_in(inner)
        case AllOf(parts) | AnyOf(parts):
            return tuple(found for part in parts for found in comparisons_in(part))


def holds(condition: Condition | None, facts: Mapping[str, Fact]) -> bool:
    """Whether a condition is true of what was answered; no condition always is."""
    match condition:
        case None:
            return True
        case AllOf(parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts) for part in parts)
        case Not(inner):
            return not holds(inner, facts)
        case Comparison(question, operator, value):
            return question in facts and _compares(facts[question], operator, value)


def _compares(fact: Fact, operator: Operator, value: str | tuple[str, ...] | None) -> bool:
    if operator is Operator.ANSWERED:
        return True
    if isinstance(fact, bool) or value is None:
        return False
    if isinstance(fact, frozenset):
        return operator is Operator.CONTAINS and value in fact
    if isinstance(value, tuple):
        return operator is Operator.ONE_OF and any(fact == _like(fact, each) for each in value)
    other = _like(fact, value)
    match operator:
        case Operator.EQUALS:
            return fact == other
        case Operator.NOT_EQUALS:
            return fact != other
        case Operator.GREATER:
            return fact > other  # type: ignore[operator]
        case Operator.LESS:
            return fact < other  # type: ignore[operator]
    return False


def _like(fact: Fact, value: str) -> str | Decimal | date:
    """The condition's text as the same type as the answer it is compared with."""
    if isinstance(fact, Decimal):
        return Decimal(value)
    if isinstance(fact, date):
        return date.fromisoformat(value)
    return value


def condition_to_dict(condition: Condition | None) -> dict[str, Any] | None:
    """Plain JSON values, from which the same condition is read again."""
    match condition:
        case None:
            return None
        case Not(inner):
            return {"not": condition_to_dict(inner)}
        case AllOf(parts):
            return {"all": [condition_to_dict(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_to_dict(part) for part in parts]}
        case Comparison(question, operator, value):
            said = list(value) if isinstance(value, tuple) else value
            return {"question": question, "is": operator.value} | ({} if said is None else {"value": said})

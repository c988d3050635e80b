"""Short words for writing question sets in code, so that a policy reads like the form it makes.

definition(
    section(
        "group", texts("Your group", "Su grupo", "Votre groupe"),
        question("name", "text", texts("Name", "Nombre", "Nom"), required=True, word_limit=20),
        question("registered", "choice", texts(…), options=[option("yes", texts(…)), option("no", texts(…))]),
        question("paper", "file", texts(…), when=answer("registered").equals("yes")),
    ),
)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.questionnaires.conditions import AllOf, Comparison, Condition, Not, Operator
from app.questionnaires.definition import Definition, Section, checked
from app.questionnaires.types import Option, Question, Texts, type_named


def texts(en: str, es: str, fr: str) -> dict[str, str]:
    """One text in the three languages."""
    return {"en": en, "es": es, "fr": fr}


def definition(*sections: Section, fallback: str | None = None) -> Definition:
    """A checked definition; raises DefinitionError naming what is wrong."""
    return checked(Definition(sections=sections, fallback=fallback))


def section(
    code: str, title: Texts, *questions: Question, intro: Texts | None = None, when: Condition | None = None
) -> Section:
    return Section(code=code, title=title, intro=intro or {}, questions=questions, condition=when)


def question(
    code: str,
    kind: str,
    label: Texts,
    *,
    hint: Texts | None = None,
    guidance: Texts | None = None,
    required: bool = False,
    when: Condition | None = None,
    **settings: Any,
) -> Question:
    """One question. `settings` are what its type lets it say: options, minimum, currencies, columns…"""
    return Question(
        code=code,
        type=type_named(kind),
        label=label,
        hint=hint or {},
        guidance=guidance or {},
        required=required,
        settings=settings,
        condition=when,
    )


def option(code: str, label: Texts, hint: Texts | None = None) -> Option:
    return Option(code=code, label=label, hint=hint or {})


@dataclass(frozen=True, slots=True)
class answer:
    """The answer to an earlier question: `answer("registered").equals("yes")` is a condition."""

    question: str

    def equals(self, value: object) -> Condition:
        return Comparison(self.question, Operator.EQUALS, _text(value))

    def not_equals(self, value: object) -> Condition:
        return Comparison(self.question, Operator.NOT_EQUALS, _text(value))

    def one_of(self, *values: object) -> Condition:
        return Comparison(self.question, Operator.ONE_OF, tuple(_text(value) for value in values))

    def contains(self, value: object) -> Condition:
        return Comparison(self.question, Operator.CONTAINS, _text(value))

    def greater(self, value: object) -> Condition:
        return Comparison(self.question, Operator.GREATER, _text(value))

    def less(self, value: object) -> Condition:
        return Comparison(self.question, Operator.LESS, _text(value))

    def given(self) -> Condition:
        return Comparison(self.question, Operator.ANSWERED)


def all_of(*conditions: Condition) -> Condition:
    return AllOf(conditions)


def not_(condition: Condition) -> Condition:
    return Not(condition)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

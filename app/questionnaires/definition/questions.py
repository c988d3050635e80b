"""What a question set is made of: a definition holds sections, a section holds questions.

Everything here is a frozen value without Flask or a database, so that a whole policy's form can be written,
read and tested as plain data. Texts are `{"en": …, "es": …, "fr": …}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.questionnaires.definition.conditions import Condition

Texts = Mapping[str, str]
Answers = Mapping[str, Any]


class Kind(StrEnum):
    """What is asked for. The shape of each kind's answer stands in `values.py`."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MANY_CHOICE = "many_choice"
    COUNTRY = "country"
    COUNTRIES = "countries"
    LANGUAGE = "language"
    FILE = "file"
    DECLARATION = "declaration"
    STATEMENT = "statement"


WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
SEVERAL = frozenset({Kind.MANY_CHOICE, Kind.COUNTRIES, Kind.FILE})
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.MANY_CHOICE})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; the code is stored, the label is shown."""

    code: str
    label: Texts
    hint: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `minimum` and `maximum` bound a number, a date, or how many things may be chosen or sent. `decimals`
    is how many digits may follow the decimal sign of a number. A declaration asks for words (`explain`)
    when it is answered with `explain_if`. A statement names the code of the text to endorse.
    """

    code: str
    kind: Kind
    label: Texts
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    required: bool = False
    minimum: Decimal | date | None = None
    maximum: Decimal | date | None = None
    decimals: int = 0
    word_limit: int | None = None
    options: tuple[Option, ...] = ()
    explain: Texts = field(default_factory=dict)
    explain_if: str = "yes"
    statement: str = ""
    condition: Condition | None = None

    @property
    def option_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of questions and one line of the task list."""

    code: str
    title: Texts
    questions: tuple[Question, ...]
    intro: Texts = field(default_factory=dict)
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole question set. `fallback` is the language shown where a translation is missing on purpose."""

    sections: tuple[Section, ...]
    fallback: str | None = None

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def find_question(self, code: str) -> Question | None:
        return next((question for question in self.questions() if question.code == code), None)

    def find_section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    def section_of(self, question_code: str) -> Section | None:
        for section in self.sections:
            if any(question.code == question_code for question in section.questions):
                return section
        return None

    def statement_codes(self) -> frozenset[str]:
        return frozenset(
            question.statement for question in self.questions() if question.kind is Kind.STATEMENT
        )

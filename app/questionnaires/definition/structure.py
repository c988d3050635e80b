"""What a question set is made of: a definition holds sections, a section holds questions.

Everything here is a frozen value without a request or a database, so that a whole policy's form can be
written, read and tested as plain data. Texts are `{"en": …, "es": …, "fr": …}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.questionnaires.conditions import Condition
from app.questionnaires.types import Question, Texts


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
        codes = (question.type.statement_code(question) for question in self.questions())
        return frozenset(code for code in codes if code)

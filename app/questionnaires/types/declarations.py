"""Yes or no, with more in words where it matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice

from app.questionnaires.conditions import Fact
from app.questionnaires.types.base import (
    LONGEST_TEXT,
    SAME,
    Asked,
    Known,
    Paper,
    Question,
    QuestionType,
    Words,
    plain,
    shown,
)
from app.questionnaires.types.fields import OpenRadioField
from app.questionnaires.types.problems import AnswerProblem, ProblemCode
from app.questionnaires.types.settings import TEXTS, WORD

YES_NO = {"yes": _l("Yes"), "no": _l("No")}
NOT_DECLARED = ProblemCode("not_declared", _l("Choose yes or no"))
NOT_EXPLAINED = ProblemCode("not_explained", _l("Tell us more, in a few words"))


class Declaration(QuestionType):
    """Stored as `{"answer": "yes" or "no", "text": words}`.

    It asks for words (`explain`) when it is answered with `explain_if`, which is "yes" unless it says "no".
    """

    kind = "declaration"
    settings: ClassVar = {"explain": TEXTS, "explain_if": WORD}
    operators = SAME
    lacking = NOT_DECLARED
    template = "questionnaires/types/_declaration.html"

    def faults(self, question: Question) -> Iterator[str]:
        if explain_if(question) not in YES_NO:
            yield "explain_if is yes or no"

    def can_equal(self, question: Question, text: str) -> bool:
        return text in YES_NO

    def fields(self, asked: Asked) -> dict[str, Any]:
        choices = [SelectChoice(code, str(label)) for code, label in YES_NO.items()]
        fields: dict[str, Any] = {asked.name: OpenRadioField(choices=choices, **asked.common)}
        explain = asked.question.setting("explain")
        if explain:
            fields[f"{asked.name}_text"] = TextAreaField(
                asked.said(explain),
                description=_(
                    "Only if you answered “%(answer)s”.", answer=YES_NO[explain_if(asked.question)]
                ),
                render_kw={"maxlength": str(LONGEST_TEXT)},
            )
        return fields

    def data(self, asked: Asked) -> dict[str, Any]:
        value = asked.value or {}
        return {asked.name: value.get("answer"), f"{asked.name}_text": value.get("text")}

    def read(self, asked: Asked, form: Any) -> Any:
        text = form[f"{asked.name}_text"].data if asked.question.setting("explain") else ""
        return {"answer": form[asked.name].data or "", "text": plain(text)}

    def stored(self, question: Question, value: object) -> Any:
        if not isinstance(value, dict) or value.get("answer") not in (*YES_NO, None, ""):
            raise ValueError(f"{question.code}: yes or no expected")
        answer, text = value.get("answer") or "", str(value.get("text") or "").strip()
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"{question.code}: too long")
        return {"answer": answer, "text": text} if answer or text else None

    def is_answered(self, question: Question, value: Any) -> bool:
        return value is not None and value["answer"] in YES_NO

    def complete(self, question: Question, value: Any, statements: Any) -> Iterator[AnswerProblem]:
        if (
            self.is_answered(question, value)
            and question.setting("explain")
            and value["answer"] == explain_if(question)
            and not value["text"]
        ):
            yield AnswerProblem(NOT_EXPLAINED, at="_text")
        else:
            yield from super().complete(question, value, statements)

    def fact(self, question: Question, value: Any) -> Fact:
        return str(value["answer"])

    def paper(self, question: Question, language: str) -> Paper:
        explain = question.setting("explain")
        return Paper(
            options=[str(label) for label in YES_NO.values()],
            parts=(shown(explain, language),) if explain else (),
            note=_("Tick one."),
        )

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        said = (Words(str(YES_NO[value["answer"]])),) if value["answer"] in YES_NO else ()
        return (*said, Words(value["text"], written=True, language=written_in)) if value["text"] else said


def explain_if(question: Question) -> str:
    return str(question.setting("explain_if", "yes"))

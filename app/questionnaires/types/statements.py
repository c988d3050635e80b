"""Endorsing a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.kernel.locales import language_name
from app.questionnaires.conditions import Fact
from app.questionnaires.types.base import (
    Asked,
    Known,
    Paper,
    Question,
    QuestionType,
    Words,
    plain,
)
from app.questionnaires.types.problems import AnswerProblem, ProblemCode
from app.questionnaires.types.settings import WORD
from app.web.forms import LineField

NOT_SIGNED = ProblemCode("not_signed", _l("Tick the box if your organisation endorses this statement"))
SIGN_AS = ProblemCode("sign_as", _l("Write the name to sign as"))
STATEMENT_CHANGED = ProblemCode(
    "statement_changed", _l("The statement has a new version. Read it and sign again")
)


class StatementType(QuestionType):
    """The text named by `statement`, endorsed under a name; a name without the tick is not a signature.

    Stored as `{"agreed": bool, "name": words, "version": key of the version read, "language": read in}`.
    """

    kind = "statement"
    settings: ClassVar = {"statement": WORD}
    lacking = NOT_SIGNED
    template = "questionnaires/types/_statement.html"

    def faults(self, question: Question) -> Iterator[str]:
        if not question.setting("statement"):
            yield "the statement to endorse is not named"

    def statement_code(self, question: Question) -> str:
        return str(question.setting("statement"))

    def fields(self, asked: Asked) -> dict[str, Any]:
        common = asked.common
        return {
            asked.name: BooleanField(common["label"], description=common["description"]),
            f"{asked.name}_name": LineField(
                _("Sign as"),
                description=_("The name you go by is enough. It need not be a legal name."),
                render_kw={"maxlength": "120", "autocomplete": "off"},
            ),
        }

    def paper(self, question: Question, language: str) -> Paper:
        return Paper(options=(self.heading(question, language),), parts=(_("Sign as"),))

    def data(self, asked: Asked) -> dict[str, Any]:
        value = asked.value or {}
        read_before = asked.statement is None or value.get("version") == asked.statement.id
        agreed = bool(value.get("agreed")) and read_before
        return {asked.name: agreed, f"{asked.name}_name": value.get("name")}

    def read(self, asked: Asked, form: Any) -> Any:
        return {
            "agreed": bool(form[asked.name].data),
            "name": plain(form[f"{asked.name}_name"].data),
            "version": asked.statement.id if asked.statement else 0,
            "language": asked.language,
        }

    def stored(self, question: Question, value: object) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"{question.code}: a signature expected")
        agreed, name = bool(value.get("agreed")), str(value.get("name") or "").strip()
        if not agreed and not name:
            return None
        return {
            "agreed": agreed,
            "name": name,
            "version": int(value.get("version") or 0),
            "language": str(value.get("language") or ""),
        }

    def is_answered(self, question: Question, value: Any) -> bool:
        return value is not None and bool(value["agreed"] and value["name"])

    def endorsed(self, value: Any) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = value
        return found

    def complete(
        self, question: Question, value: Any, statements: Mapping[str, int]
    ) -> Iterator[AnswerProblem]:
        newest = statements.get(self.statement_code(question))
        if value is None:
            if question.required:
                yield AnswerProblem(NOT_SIGNED)
        elif not value["agreed"]:
            yield AnswerProblem(NOT_SIGNED)
        elif not value["name"]:
            yield AnswerProblem(SIGN_AS, at="_name")
        elif newest is not None and newest != value["version"]:
            yield AnswerProblem(STATEMENT_CHANGED)

    def fact(self, question: Question, value: Any) -> Fact:
        return True

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        if not value["agreed"]:
            return ()
        version = known.statements.get(value["version"])
        return (
            Words(
                _(
                    "Endorsed as %(name)s, version %(number)s, read in: %(language)s",
                    name=value["name"] or "–",
                    number=version.number if version else "–",
                    language=language_name(value["language"], language),
                )
            ),
        )

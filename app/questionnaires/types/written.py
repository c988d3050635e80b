"""Words: one line or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from app.kernel.text import count_words
from app.questionnaires.types.base import (
    LONGEST_TEXT,
    Asked,
    Known,
    Paper,
    Question,
    QuestionType,
    Words,
)
from app.questionnaires.types.problems import AnswerProblem, ProblemCode
from app.questionnaires.types.settings import WHOLE
from app.web.forms import LineField

TOO_MANY_WORDS = ProblemCode("too_many_words", _l("Use %(limit)s words or fewer. You wrote %(words)s"))


WORDS_ON_A_LINE = 10


class Text(QuestionType):
    """One line, stored as it was written."""

    kind = "text"
    settings: ClassVar = {"word_limit": WHOLE}
    in_table = True
    field: ClassVar[type[StringField]] = LineField

    def fields(self, asked: Asked) -> dict[str, Any]:
        limit = asked.question.setting("word_limit")
        attributes = {"maxlength": str(LONGEST_TEXT), **({"data-words": str(limit)} if limit else {})}
        return {asked.name: self.field(render_kw=attributes, **asked.common)}

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        limit = question.setting("word_limit")
        if limit and (words := count_words(value)) > limit:
            yield AnswerProblem(TOO_MANY_WORDS, {"words": words, "limit": limit})

    def paper(self, question: Question, language: str) -> Paper:
        limit = question.setting("word_limit")
        return Paper(lines=self.lines(limit), note=_("Up to %(count)s words.", count=limit) if limit else "")

    def lines(self, limit: int | None) -> int:
        """How many lines so many words take, written by hand."""
        return 1 if limit is None or limit <= WORDS_ON_A_LINE else 2

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        return (Words(value, written=True, language=written_in),)


class LongText(Text):
    """Several lines."""

    kind = "long_text"
    in_table = False
    field = TextAreaField
    rows = 8

    def lines(self, limit: int | None) -> int:
        return max(4, -(-limit // WORDS_ON_A_LINE)) if limit else self.rows

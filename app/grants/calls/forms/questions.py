"""A question about a call, and what the office writes to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.grants.calls.models import CallQuestion
from app.kernel.locales import LANGUAGES, picked
from app.web.forms import Form, NeededAtTimes
from app.web.languages import current_language

NAMES = ("question", "answer")


class AskForm(Form):
    """One question."""

    text = TextAreaField(
        _l("Your question"),
        [InputRequired(_l("Write your question")), Length(max=2000)],
        description=_l("Do not name anybody, and leave out what would tell who somebody is."),
        render_kw={"rows": 4},
    )


class AnswerForm(Form):
    """Question and answer as everybody will read them, in each language of the call."""

    question_en = TextAreaField(_l("Question in English"), [NeededAtTimes(), Length(max=2000)])
    answer_en = TextAreaField(_l("Answer in English"), [NeededAtTimes(), Length(max=4000)])
    question_es = TextAreaField(_l("Question in Spanish"), [NeededAtTimes(), Length(max=2000)])
    answer_es = TextAreaField(_l("Answer in Spanish"), [NeededAtTimes(), Length(max=4000)])
    question_fr = TextAreaField(_l("Question in French"), [NeededAtTimes(), Length(max=2000)])
    answer_fr = TextAreaField(_l("Answer in French"), [NeededAtTimes(), Length(max=4000)])

    def keep(self, languages: Sequence[str]) -> None:
        """Ask only for the languages of the call."""
        for language in LANGUAGES:
            if language not in languages:
                for name in NAMES:
                    del self[f"{name}_{language}"]

    def show(self, question: CallQuestion) -> None:
        """Fill in what is written. What was asked is there to be edited, in the language it was asked in."""
        begun = question.question or {question.language: question.asked or ""}
        for name, texts in zip(NAMES, (begun, question.answer), strict=True):
            for language in question.call.languages:
                self[f"{name}_{language}"].data = texts.get(language, "")

    def texts(self, name: str) -> dict[str, str]:
        """What was written under `name`, by language, without what is empty."""
        fields = ((language, f"{name}_{language}") for language in LANGUAGES)
        written = {one: (self[field].data or "").strip() for one, field in fields if field in self}
        return {language: text for language, text in written.items() if text}


class JoinForm(Form):
    """Which published answer answers this question too."""

    earlier = RadioField(_l("Which answer?"), validators=[InputRequired(_l("Choose the answer"))])

    def offer(self, published: Iterable[CallQuestion]) -> None:
        """Name the questions whose answers are published."""
        self.earlier.choices = [(one.ref, picked(one.question, current_language())) for one in published]


class ReplyForm(Form):
    """A reply that the asker alone reads."""

    reply = TextAreaField(
        _l("Reply to whoever asked"),
        [InputRequired(_l("Enter the reply")), Length(max=4000)],
        description=_l("Only the person who asked reads it."),
    )

"""One or several of the options that a question offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice

from app.kernel.locales import pick
from app.questionnaires.conditions import Fact
from app.questionnaires.types.base import (
    HOLDING,
    SAME,
    Asked,
    Known,
    Option,
    Paper,
    Question,
    QuestionType,
    Words,
    crossed_bounds,
    shown,
)
from app.questionnaires.types.fields import ListedField, OpenRadioField, TickField
from app.questionnaires.types.problems import NOT_CHOSEN, TOO_FEW, TOO_MANY, AnswerProblem, Misread
from app.questionnaires.types.settings import NUMBER, Reader, Setting, without_empty

MOST_RADIOS = 12


def _option(reader: Reader, place: str, raw: Any) -> Option:
    data = reader.mapping(place, raw, {"code", "label", "hint"})
    code = reader.code(place, data.get("code"), inner="-")
    label = reader.texts(f"{place} ({code}).label", data.get("label"), needed=True)
    return Option(code=code, label=label, hint=reader.texts(f"{place} ({code}).hint", data.get("hint")))


def _options(reader: Reader, place: str, raw: Any) -> tuple[Option, ...]:
    return reader.items(place, raw, lambda inner, each: _option(reader, inner, each))


def _written(options: Sequence[Option]) -> list[dict[str, Any]]:
    return [
        without_empty({"code": each.code, "label": dict(each.label), "hint": dict(each.hint)})
        for each in options
    ]


OPTIONS = Setting(_options, _written)


def options_of(question: Question) -> Sequence[Option]:
    found: Sequence[Option] = question.setting("options", ())
    return found


def choose_one(asked: Asked, choices: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A list to choose from, opened by the browser."""
    return {asked.name: ListedField(offered=(("", _("Choose…")), *choices), **asked.common)}


class Choice(QuestionType):
    """One of `options`, stored as its code."""

    kind = "choice"
    settings: ClassVar[Mapping[str, Setting]] = {"options": OPTIONS}
    operators = SAME
    lacking = NOT_CHOSEN
    in_table = True
    fewest_options = 2

    def faults(self, question: Question) -> Iterator[str]:
        codes = [option.code for option in options_of(question)]
        if len(codes) < self.fewest_options:
            yield f"at least {'two options are' if self.fewest_options > 1 else 'one option is'} needed"
        if len(set(codes)) < len(codes):
            yield "an option's code is used twice"

    def can_equal(self, question: Question, text: str) -> bool:
        return any(option.code == text for option in options_of(question))

    def fields(self, asked: Asked) -> dict[str, Any]:
        options = options_of(asked.question)
        if len(options) > MOST_RADIOS:
            return choose_one(asked, self.choices(asked.question, asked.language))
        choices = [SelectChoice(option.code, self.label(asked, option)) for option in options]
        return {asked.name: OpenRadioField(choices=choices, **asked.common)}

    def choices(self, question: Question, language: str) -> Sequence[tuple[str, str]]:
        """(code, label) of the options, without markup."""
        return [(option.code, pick(dict(option.label), language)[0]) for option in options_of(question)]

    def label(self, asked: Asked, option: Option) -> Markup:
        hint, label = asked.said(option.hint), asked.said(option.label)
        return Markup('{}<br><span class="hint">{}</span>').format(label, hint) if hint else label

    def from_text(self, question: Question, text: str, language: str) -> str:
        if not self.can_equal(question, text):
            raise Misread(AnswerProblem(NOT_CHOSEN))
        return text

    def stored_text(self, question: Question, text: str) -> str:
        if not self.can_equal(question, text):
            raise ValueError(f"{question.code}: no such option")
        return text

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        chosen = {value} if isinstance(value, str) else set(value)
        return tuple(
            Words(shown(each.label, language)) for each in options_of(question) if each.code in chosen
        )

    def paper(self, question: Question, language: str) -> Paper:
        note = "" if question.hint else _("Tick one.")
        return Paper(options=self.preview(question, language), note=note)

    def preview(self, question: Question, language: str) -> Sequence[Markup]:
        return [shown(option.label, language) for option in options_of(question)]


class SeveralCodes(QuestionType):
    """Several codes, stored as a list without repeats; `minimum` and `maximum` say how many."""

    settings: ClassVar[Mapping[str, Setting]] = {"minimum": NUMBER, "maximum": NUMBER}
    operators = HOLDING
    lacking = NOT_CHOSEN
    most: ClassVar[int] = 10_000

    def faults(self, question: Question) -> Iterator[str]:
        yield from crossed_bounds(question)

    def at_most(self, question: Question) -> int:
        """How many may be chosen or sent."""
        return int(question.setting("maximum", self.most))

    def data(self, asked: Asked) -> dict[str, Any]:
        return {asked.name: asked.value}

    def read(self, asked: Asked, form: Any) -> Any:
        return form[asked.name].data

    def stored(self, question: Question, value: object) -> Any:
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise ValueError(f"{question.code}: a list of codes expected")
        if not all(self.can_equal(question, each) for each in value):
            raise ValueError(f"{question.code}: no such option")
        return list(dict.fromkeys(value))

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        most = self.at_most(question)
        if len(value) > most:
            yield AnswerProblem(TOO_MANY, {"limit": most, "number": len(value)})

    def complete(self, question: Question, value: Any, statements: Any) -> Iterator[AnswerProblem]:
        least = int(question.setting("minimum", 0))
        if self.is_answered(question, value) and len(value) < least:
            yield AnswerProblem(TOO_FEW, {"limit": least, "number": len(value)})
        else:
            yield from super().complete(question, value, statements)

    def fact(self, question: Question, value: Any) -> Fact:
        return frozenset(value)

    def same(self, one: Any, other: Any) -> bool:
        """The order of what was ticked says nothing."""
        return sorted(one or ()) == sorted(other or ())


class ManyChoice(SeveralCodes, Choice):
    """Several of `options`. One alone is a box to tick, as under a declaration."""

    kind = "many_choice"
    settings: ClassVar[Mapping[str, Setting]] = {**SeveralCodes.settings, "options": OPTIONS}
    in_table = False
    fewest_options = 1

    def faults(self, question: Question) -> Iterator[str]:
        yield from crossed_bounds(question)
        yield from Choice.faults(self, question)

    def fields(self, asked: Asked) -> dict[str, Any]:
        options = options_of(asked.question)
        choices = [SelectChoice(option.code, self.label(asked, option)) for option in options]
        return {asked.name: TickField(choices=choices, **asked.common)}

    def paper(self, question: Question, language: str) -> Paper:
        is_plain = question.hint or len(options_of(question)) == 1
        note = "" if is_plain else _("Tick all that apply.")
        return Paper(options=self.preview(question, language), note=note)

"""How each kind of question becomes fields, and how its fields become an answer again.

A part has one main field, named `q_<code>`; a declaration and a statement have a second one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from app.documents.models import StoredDocument
from app.kernel.locales import country_choices, language_choices, pick
from app.questionnaires.definition import Kind, Option, Question, Texts
from app.questionnaires.definition.values import LONGEST_TEXT
from app.questionnaires.forms.fields import (
    DocumentsField,
    LocaleNumberField,
    LooseDateField,
    OpenRadioField,
    OpenSelectField,
    TickField,
)
from app.questionnaires.labels import YES_NO
from app.questionnaires.models import StatementVersion
from app.questionnaires.rules import most

MOST_RADIOS = 12
DOCUMENT_KINDS = ".pdf,.docx,.xlsx,.odt,.ods,.jpg,.jpeg,.png,.webp,.txt,.csv"


@dataclass(frozen=True)
class Asked:
    """A question with all that its fields need: the reader's language, the statement's wording, its files."""

    question: Question
    language: str
    value: Any = None
    statement: StatementVersion | None = None
    documents: Sequence[StoredDocument] = ()

    @property
    def name(self) -> str:
        return f"q_{self.question.code}"

    def said(self, texts: Texts) -> Markup:
        """A text of the question set; marked where it is not in the reader's language."""
        return shown(texts, self.language)

    @property
    def common(self) -> dict[str, Any]:
        """What every main field takes: label, hint, and whether it may stay empty."""
        return {
            "label": self.said(self.question.label),
            "description": self.said(self.question.hint),
            "validators": [] if self.question.required else [Optional()],
        }


def shown(texts: Texts, language: str) -> Markup:
    """The text for a reader of `language`, in a marked span where only another language has it."""
    text, found = pick(dict(texts), language)
    if found == language or not text:
        return escape(text)
    return Markup('<span lang="{}" dir="auto">{}</span>').format(found, text)


@dataclass(frozen=True)
class FieldType:
    """`fields` and their `data` by name; `read` gives the answer from the filled form."""

    fields: Callable[[Asked], dict[str, Any]]
    data: Callable[[Asked], dict[str, Any]]
    read: Callable[[Asked, Any], Any]


def _main(asked: Asked) -> dict[str, Any]:
    return {asked.name: asked.value}


def _read_main(asked: Asked, form: Any) -> Any:
    return form[asked.name].data


def _read_words(asked: Asked, form: Any) -> str:
    return _words(form[asked.name].data)


def _words(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _text(asked: Asked) -> dict[str, Any]:
    return {asked.name: StringField(render_kw=_word_counter(asked.question), **asked.common)}


def _long_text(asked: Asked) -> dict[str, Any]:
    return {asked.name: TextAreaField(render_kw=_word_counter(asked.question), **asked.common)}


def _word_counter(question: Question) -> dict[str, Any]:
    counter = {"data-words": str(question.word_limit)} if question.word_limit else {}
    return {"maxlength": str(LONGEST_TEXT), **counter}


def _number(asked: Asked) -> dict[str, Any]:
    mode = {"inputmode": "decimal" if asked.question.decimals else "numeric", "autocomplete": "off"}
    return {asked.name: LocaleNumberField(language=asked.language, render_kw=mode, **asked.common)}


def _date(asked: Asked) -> dict[str, Any]:
    return {asked.name: LooseDateField(language=asked.language, **asked.common)}


def _date_data(asked: Asked) -> dict[str, Any]:
    return {asked.name: date.fromisoformat(asked.value) if asked.value else None}


def _read_date(asked: Asked, form: Any) -> str | None:
    day = form[asked.name].data
    return day.isoformat() if day else None


def _option_label(asked: Asked, option: Option) -> Markup:
    hint = asked.said(option.hint)
    label = asked.said(option.label)
    return Markup('{}<br><span class="hint">{}</span>').format(label, hint) if hint else label


def _choice(asked: Asked) -> dict[str, Any]:
    options = asked.question.options
    if len(options) > MOST_RADIOS:
        plain = [(option.code, pick(dict(option.label), asked.language)[0]) for option in options]
        return _select(asked, plain)
    choices = [SelectChoice(option.code, _option_label(asked, option)) for option in options]
    return {asked.name: OpenRadioField(choices=choices, **asked.common)}


def _many_choice(asked: Asked) -> dict[str, Any]:
    choices = [SelectChoice(option.code, _option_label(asked, option)) for option in asked.question.options]
    return {asked.name: TickField(choices=choices, **asked.common)}


def _select(asked: Asked, choices: Sequence[tuple[str, str]]) -> dict[str, Any]:
    offered = [SelectChoice(*pair) for pair in [("", _("Choose…")), *choices]]
    return {asked.name: OpenSelectField(choices=offered, **asked.common)}


def _country(asked: Asked) -> dict[str, Any]:
    return _select(asked, country_choices(asked.language))


def _language(asked: Asked) -> dict[str, Any]:
    return _select(asked, language_choices(asked.language))


def _countries(asked: Asked) -> dict[str, Any]:
    """What was chosen before stands first, so that it is seen without going through the world."""
    chosen = set(asked.value or ())
    choices = sorted(country_choices(asked.language), key=lambda pair: pair[0] not in chosen)
    return {asked.name: TickField(choices=[SelectChoice(*pair) for pair in choices], **asked.common)}


def _file(asked: Asked) -> dict[str, Any]:
    settings = {"accept": DOCUMENT_KINDS}
    field = DocumentsField(
        documents=asked.documents, most=most(asked.question), render_kw=settings, **asked.common
    )
    return {asked.name: field}


def _declaration(asked: Asked) -> dict[str, Any]:
    choices = [SelectChoice(code, str(label)) for code, label in YES_NO.items()]
    fields: dict[str, Any] = {asked.name: OpenRadioField(choices=choices, **asked.common)}
    if asked.question.explain:
        fields[f"{asked.name}_text"] = TextAreaField(
            asked.said(asked.question.explain),
            description=_("Only if you answered “%(answer)s”.", answer=YES_NO[asked.question.explain_if]),
            render_kw={"maxlength": str(LONGEST_TEXT)},
        )
    return fields


def _declaration_data(asked: Asked) -> dict[str, Any]:
    value = asked.value or {}
    return {asked.name: value.get("answer"), f"{asked.name}_text": value.get("text")}


def _read_declaration(asked: Asked, form: Any) -> dict[str, str]:
    text = form[f"{asked.name}_text"].data if asked.question.explain else ""
    return {"answer": form[asked.name].data or "", "text": _words(text)}


def _statement(asked: Asked) -> dict[str, Any]:
    common = asked.common
    return {
        asked.name: BooleanField(common["label"], description=common["description"]),
        f"{asked.name}_name": StringField(
            _("Sign as"),
            description=_("The name you go by is enough. It need not be a legal name."),
            render_kw={"maxlength": "120", "autocomplete": "off"},
        ),
    }


def _statement_data(asked: Asked) -> dict[str, Any]:
    value = asked.value or {}
    read_before = asked.statement is None or value.get("version") == asked.statement.id
    agreed = bool(value.get("agreed")) and read_before
    return {asked.name: agreed, f"{asked.name}_name": value.get("name")}


def _read_statement(asked: Asked, form: Any) -> dict[str, Any]:
    return {
        "agreed": bool(form[asked.name].data),
        "name": _words(form[f"{asked.name}_name"].data),
        "version": asked.statement.id if asked.statement else 0,
        "language": asked.language,
    }


FIELD_TYPES: dict[Kind, FieldType] = {
    Kind.TEXT: FieldType(_text, _main, _read_words),
    Kind.LONG_TEXT: FieldType(_long_text, _main, _read_words),
    Kind.NUMBER: FieldType(_number, _main, _read_main),
    Kind.DATE: FieldType(_date, _date_data, _read_date),
    Kind.CHOICE: FieldType(_choice, _main, _read_main),
    Kind.MANY_CHOICE: FieldType(_many_choice, _main, _read_main),
    Kind.COUNTRY: FieldType(_country, _main, _read_main),
    Kind.COUNTRIES: FieldType(_countries, _main, _read_main),
    Kind.LANGUAGE: FieldType(_language, _main, _read_main),
    Kind.FILE: FieldType(_file, _main, _read_main),
    Kind.DECLARATION: FieldType(_declaration, _declaration_data, _read_declaration),
    Kind.STATEMENT: FieldType(_statement, _statement_data, _read_statement),
}

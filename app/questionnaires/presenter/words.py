"""Answers in words, for a reader of one language. What an organisation wrote keeps its own language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import format_date
from flask import url_for
from flask_babel import gettext as _

from app.documents.models import StoredDocument
from app.documents.queries import documents_by_ref
from app.kernel.locales import country_name, language_name
from app.kernel.text import search_key
from app.questionnaires import queries
from app.questionnaires.definition import WRITTEN, Answers, Definition, Kind, Question
from app.questionnaires.forms.field_types import shown
from app.questionnaires.labels import YES_NO
from app.questionnaires.models import StatementVersion
from app.questionnaires.number_format import write_number


@dataclass(frozen=True)
class Words:
    """One line of an answer. `written` is what a person wrote, in `language`; `url` leads to a document."""

    text: str
    written: bool = False
    language: str = ""
    url: str | None = None


@dataclass(frozen=True)
class Known:
    """What answers point at, read once for all of them."""

    documents: Mapping[str, StoredDocument] = field(default_factory=dict)
    statements: Mapping[int, StatementVersion] = field(default_factory=dict)


def known_for(definition: Definition, answers: Answers) -> Known:
    """At most two queries, however many answers there are."""
    refs: list[str] = []
    versions: list[int] = []
    for question in definition.questions():
        value = answers.get(question.code)
        if value and question.kind is Kind.FILE:
            refs.extend(value)
        elif value and question.kind is Kind.STATEMENT:
            versions.append(value["version"])
    return Known(documents=documents_by_ref(refs), statements=queries.statement_versions(versions))


def in_words(
    question: Question, value: Any, language: str, known: Known, *, content_language: str = ""
) -> Sequence[Words]:
    """What was answered; nothing when nothing was."""
    if value is None:
        return ()
    match question.kind:
        case kind if kind in WRITTEN:
            return (Words(value, written=True, language=content_language),)
        case Kind.NUMBER:
            return (Words(write_number(value, language)),)
        case Kind.DATE:
            return (Words(str(format_date(date.fromisoformat(value), "d MMMM y", locale=language))),)
        case Kind.CHOICE | Kind.MANY_CHOICE:
            return _options(question, value, language)
        case Kind.COUNTRY | Kind.COUNTRIES:
            codes = [value] if isinstance(value, str) else value
            return tuple(Words(name) for name in _sorted(country_name(code, language) for code in codes))
        case Kind.LANGUAGE:
            return (Words(language_name(value, language)),)
        case Kind.FILE:
            return tuple(_document(known.documents.get(ref)) for ref in value)
        case Kind.DECLARATION:
            return _declaration(value, content_language)
    return _signature(value, language, known)


def _options(question: Question, value: str | list[str], language: str) -> Sequence[Words]:
    chosen = {value} if isinstance(value, str) else set(value)
    return tuple(Words(shown(each.label, language)) for each in question.options if each.code in chosen)


def _sorted(names: Any) -> list[str]:
    return sorted(names, key=search_key)


def _document(document: StoredDocument | None) -> Words:
    if document is None:
        return Words(_("A document that is no longer kept"))
    return Words(document.filename, written=True, url=url_for("documents.download", ref=document.ref))


def _declaration(value: Mapping[str, str], content_language: str) -> Sequence[Words]:
    said = (Words(str(YES_NO[value["answer"]])),) if value["answer"] in YES_NO else ()
    if value["text"]:
        return (*said, Words(value["text"], written=True, language=content_language))
    return said


def _signature(value: Mapping[str, Any], language: str, known: Known) -> Sequence[Words]:
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

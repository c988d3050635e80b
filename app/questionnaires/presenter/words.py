"""Answers in words, for a reader of one language. What an organisation wrote keeps its own language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.queries import documents_by_ref
from app.questionnaires import queries
from app.questionnaires.definition import Answers, Definition
from app.questionnaires.types import Known, Question, Words


def known_for(definition: Definition, answers: Answers) -> Known:
    """What the answers point at. At most two queries, however many answers there are."""
    refs: list[str] = []
    versions: list[int] = []
    for question in definition.questions():
        value = answers.get(question.code)
        if value is None:
            continue
        refs.extend(question.type.document_refs(value))
        endorsed = question.type.endorsed(value)
        if endorsed is not None:
            versions.append(endorsed["version"])
    return Known(documents=documents_by_ref(refs), statements=queries.statement_versions(versions))


def in_words(
    question: Question, value: Any, language: str, known: Known, *, content_language: str = ""
) -> Sequence[Words]:
    """What was answered; nothing when nothing was."""
    if value is None:
        return ()
    return question.type.words(question, value, language, known, written_in=content_language)

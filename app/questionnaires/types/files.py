"""Documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.questionnaires.conditions import Fact
from app.questionnaires.types.base import (
    ONLY_ANSWERED,
    Asked,
    Known,
    Paper,
    Question,
    Words,
)
from app.questionnaires.types.choices import SeveralCodes
from app.questionnaires.types.fields import DocumentsField
from app.questionnaires.types.problems import ProblemCode

DOCUMENT_KINDS = ".pdf,.docx,.xlsx,.odt,.ods,.jpg,.jpeg,.png,.webp,.txt,.csv"
NO_FILE = ProblemCode("no_file", _l("Add the document we ask for"))


class File(SeveralCodes):
    """Documents, stored as a list of their references."""

    kind = "file"
    operators = ONLY_ANSWERED
    lacking = NO_FILE
    takes_documents = True
    template = "questionnaires/types/_documents.html"
    most = 10

    def fields(self, asked: Asked) -> dict[str, Any]:
        field = DocumentsField(
            documents=asked.documents,
            most=self.at_most(asked.question),
            render_kw={"accept": DOCUMENT_KINDS},
            **asked.common,
        )
        return {asked.name: field}

    def document_refs(self, value: Any) -> Sequence[str]:
        return value or ()

    def fact(self, question: Question, value: Any) -> Fact:
        return True

    def paper(self, question: Question, language: str) -> Paper:
        return Paper(note=_("Keep the document ready: it is added on the site."))

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        return tuple(_document(ref, known) for ref in value)


def _document(ref: str, known: Known) -> Words:
    document = known.documents.get(ref)
    if document is None:
        return Words(_("A document that is no longer kept"))
    return Words(document.filename, written=True, url=url_for("documents.download", ref=document.ref))

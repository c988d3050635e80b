"""One page of questions as a form. It refuses what cannot be read, never what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app
from werkzeug.datastructures import FileStorage

from app.documents.models import StoredDocument
from app.kernel.errors import DomainError
from app.questionnaires.definition import Kind, clean
from app.questionnaires.forms.field_types import FIELD_TYPES, Asked
from app.questionnaires.forms.fields import DocumentsField
from app.questionnaires.labels import ERRORS
from app.questionnaires.rules import ProblemCode, format_problem
from app.questionnaires.validation_messages import problem_words
from app.web.forms import Form

Receive = Callable[[FileStorage], StoredDocument]


class AnswersForm(Form):
    """`asked` are its questions; `answers` what they say once the form is valid."""

    asked: Sequence[Asked] = ()

    def answers(self) -> dict[str, Any]:
        """Question code → answer in its stored form."""
        return {each.question.code: clean(each.question, self._read(each)) for each in self.asked}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be kept as it stands."""
        sound = bool(super().validate(extra_validators))
        for each in self.asked:
            sound = self._fits(each) and sound
        return sound

    def receive(self, take: Receive) -> None:
        """Take in the files that were sent with the page; what is wrong with one is said beside it."""
        for each in self.asked:
            field = self[each.name]
            if isinstance(field, DocumentsField):
                self._receive(field, take, each.language)

    def show(self, each: Asked, code: ProblemCode, params: dict[str, Any]) -> None:
        """Say beside the question what is wrong with its answer."""
        second = {ProblemCode.SIGN_AS: "_name", ProblemCode.NOT_EXPLAINED: "_text"}.get(code, "")
        field = self[each.name + second] if each.name + second in self else self[each.name]
        field.errors = [*field.errors, problem_words(code, params, each.language)]

    def _read(self, each: Asked) -> Any:
        return FIELD_TYPES[each.question.kind].read(each, self)

    def _fits(self, each: Asked) -> bool:
        if self[each.name].errors:
            return False
        try:
            value = clean(each.question, self._read(each))
        except (ValueError, TypeError):
            self[each.name].errors = [str(ERRORS["answers_unreadable"])]
            return False
        problem = format_problem(each.question, value)
        if problem is not None:
            self.show(each, *problem)
        return problem is None

    def _receive(self, field: DocumentsField, take: Receive, language: str) -> None:
        refused = []
        for upload in field.uploads:
            if len(field.data) >= field.most:
                params = {"limit": field.most, "number": field.most + 1}
                refused.append(problem_words(ProblemCode.TOO_MANY, params, language))
                break
            try:
                field.add(take(upload))
            except DomainError as error:
                words = str(current_app.extensions["weft_errors"][error.code])
                reason = words % error.params if error.params else words
                refused.append(f"{upload.filename}: {reason}")
        field.uploads = []
        field.process_errors = [*field.process_errors, *refused]


def build_form(asked: Sequence[Asked], *, version: int) -> AnswersForm:
    """A form for these questions, filled with their answers, or with what was posted."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for each in asked:
        part = FIELD_TYPES[each.question.kind]
        fields.update(part.fields(each))
        data.update(part.data(each))
    form: AnswersForm = type("SectionForm", (AnswersForm,), fields)(data={**data, "version": str(version)})
    form.asked = asked
    return form


def has_files(form: AnswersForm) -> bool:
    """Whether the page must be sent in parts."""
    return any(each.question.kind is Kind.FILE for each in form.asked)

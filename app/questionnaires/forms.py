"""One page of questions as a form. It refuses what cannot be read, never what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import FileStorage

from app.documents.models import StoredDocument
from app.questionnaires.types import Asked
from app.questionnaires.types.fields import DocumentsField, RowsField
from app.questionnaires.types.problems import UNREADABLE, AnswerProblem, Misread
from app.questionnaires.validation_messages import problem_words
from app.web.forms import Form

Receive = Callable[[FileStorage], StoredDocument]


class AnswersForm(Form):
    """`asked` are its questions; `answers` what they say once the form is valid.

    `others` are the fields beside the main one, by the name of the main one.
    """

    asked: Sequence[Asked] = ()
    others: Mapping[str, Sequence[str]] = {}

    def answers(self) -> dict[str, Any]:
        """Question code → answer in its stored form."""
        return {each.question.code: self._answer(each) for each in self.asked}

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
                self._receive(field, take, each)

    def show(self, each: Asked, problem: AnswerProblem) -> None:
        """Say beside the question what is wrong with its answer, in a table also beside the cell."""
        name = each.name + problem.at
        field = self[name] if name in self else self[each.name]
        words = problem_words(problem, each.language)
        field.errors = [*field.errors, words]
        if isinstance(field, RowsField) and problem.at:
            inner = problem.params["problem"]
            field.mark(problem.at, problem_words(inner, each.language))

    def _answer(self, each: Asked) -> Any:
        return each.question.type.clean(each.question, each.question.type.read(each, self))

    def _fits(self, each: Asked) -> bool:
        if self[each.name].errors:
            return False
        problems: Sequence[AnswerProblem]
        try:
            value = self._answer(each)
            problems = list(each.question.type.check(each.question, value)) if value is not None else ()
        except Misread as misread:
            problems = misread.problems
        except (ValueError, TypeError):
            problems = (AnswerProblem(UNREADABLE),)
        for problem in problems:
            self.show(each, problem)
        return not problems

    def _receive(self, field: DocumentsField, take: Receive, asked: Asked) -> None:
        too_many = asked.question.type.check(asked.question, [""] * (field.most + 1))
        field.receive(take, [problem_words(problem, asked.language) for problem in too_many])


def build_form(asked: Sequence[Asked], *, version: int) -> AnswersForm:
    """A form for these questions, filled with their answers, or with what was posted."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"version": str(version)}
    others = {}
    for each in asked:
        made = each.question.type.fields(each)
        fields.update(made)
        data.update(each.question.type.data(each))
        others[each.name] = [name for name in made if name != each.name]
    form: AnswersForm = type("SectionForm", (AnswersForm,), fields)(data=data)
    form.asked, form.others = asked, others
    return form

"""One section to fill in: all that a feature's thin view needs. Addresses and templates are the feature's.

@bp.route("/apply/<ref>/<section_code>", methods=["GET", "POST"])
@signed_in
def section(ref: str, section_code: str) -> Answer:
    application = queries.get_own_application(current_actor(), ref)
    page = section_page(application.response, section_code, current_language())
    saved = save_page(page, actor=current_actor())  # of app.questionnaires.views
    if saved:
        return redirect(section_url(ref, saved) if saved.next else url_for(".check", ref=ref))
    return render_template("membership/section.html", page=page, form=page.form), page.status
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from flask import request
from markupsafe import Markup

from app.documents.models import StoredDocument
from app.documents.queries import documents_by_ref
from app.kernel import clock
from app.kernel.errors import NotFound as NothingHere
from app.questionnaires import queries
from app.questionnaires.definition import Answers, Definition, Question, Section, visible_pairs
from app.questionnaires.forms import AnswersForm, build_form
from app.questionnaires.models import Response, StatementVersion
from app.questionnaires.presenter.statements import StatementText, statement_text
from app.questionnaires.presenter.words import in_words, known_for
from app.questionnaires.reading import definition_of
from app.questionnaires.rules import editable_codes, open_sections
from app.questionnaires.services.responses import AnswersChanged, documents_owner
from app.questionnaires.types import Asked, Words, shown


@dataclass(frozen=True)
class Conflict:
    """An answer that someone else changed meanwhile: theirs is saved, yours is in the form."""

    label: Markup
    yours: Sequence[Words]
    theirs: Sequence[Words]


@dataclass(frozen=True)
class Item:
    """A question on the page: its main field, the other fields of its type, a statement to read."""

    question: Question
    field: Any
    others: Sequence[Any]
    guidance: Markup
    statement: StatementText | None


@dataclass(frozen=True)
class Place:
    """Where a section is among those that are open: `number` of `total`, with the code of the next one."""

    number: int
    total: int
    next: str | None


@dataclass
class SectionPage:
    """A section as it is shown. `conflicts` are added when a save meets another."""

    response: Response
    definition: Definition
    section: Section
    form: AnswersForm
    language: str
    place: Place
    title: Markup
    intro: Markup
    statements: Mapping[str, StatementVersion]
    conflicts: Sequence[Conflict] = field(default=())

    @property
    def status(self) -> int:
        return 409 if self.conflicts else self.form.answer_status

    @property
    def has_files(self) -> bool:
        """Whether the page must be sent in parts."""
        return any(each.question.type.takes_documents for each in self.form.asked)

    @property
    def just_saved(self) -> bool:
        """Whether "saved 0 minutes ago" would be said."""
        return clock.now() - self.response.saved_at < timedelta(minutes=1)

    @cached_property
    def items(self) -> list[Item]:
        """What the template walks through."""
        return items_of(self.form, self.statements, self.language)

    def show_conflicts(self, error: AnswersChanged) -> None:
        """Their version is told above; sending again with the new version number means yours."""
        self.form.version.data = str(self.response.version)
        found = []
        for code, (yours, theirs) in error.differing.items():
            question = self.definition.find_question(code)
            if question is not None:
                label = shown(question.label, self.language)
                found.append(Conflict(label, self._words(question, yours), self._words(question, theirs)))
        self.conflicts = found

    def _words(self, question: Question, value: Any) -> Sequence[Words]:
        known = known_for(self.definition, {question.code: value})
        return in_words(question, value, self.language, known, content_language=self.response.language)


def items_of(form: AnswersForm, statements: Mapping[str, StatementVersion], language: str) -> list[Item]:
    """The questions of a form as templates show them, with the statements they are about by code."""
    return [_item(form, each, statements, language) for each in form.asked]


def _item(form: AnswersForm, each: Asked, statements: Mapping[str, StatementVersion], language: str) -> Item:
    code = each.question.type.statement_code(each.question)
    version = statements.get(code) if code else None
    return Item(
        question=each.question,
        field=form[each.name],
        others=[form[name] for name in form.others[each.name]],
        guidance=each.said(each.question.guidance),
        statement=statement_text(version, language) if version else None,
    )


def section_page(response: Response, section_code: str, language: str) -> SectionPage:
    """A section's page, from what is saved and what was sent. Raises NotFound when nothing there is open."""
    definition, answers = definition_of(response), queries.answers_of(response)
    section = definition.find_section(section_code)
    questions = questions_on(response, section, answers) if section else []
    if section is None or not questions:
        raise NothingHere()
    body_id = response.question_set_version.question_set.body_id
    codes = [code for question in questions if (code := question.type.statement_code(question))]
    statements = queries.current_statements(codes, body_id=body_id)
    documents = _documents(response, questions, answers)
    asked = [
        Asked(
            question=question,
            language=language,
            value=answers.get(question.code),
            statement=statements.get(question.type.statement_code(question)),
            documents=documents if question.type.takes_documents else (),
        )
        for question in questions
    ]
    form = build_form(asked, version=response.version)
    if "missing" in request.args and not form.is_submitted():
        say_what_lacks(form, {code: version.id for code, version in statements.items()})
    return SectionPage(
        response=response,
        definition=definition,
        section=section,
        form=form,
        language=language,
        place=place_of(response, section, answers),
        title=shown(section.title, language),
        intro=shown(section.intro, language),
        statements=statements,
    )


def questions_on(response: Response, section: Section, answers: Answers) -> list[Question]:
    """The questions of a section that are asked now and may be changed."""
    definition = definition_of(response)
    editable = _editable(response, definition)
    return [
        question
        for place, question in visible_pairs(definition, answers)
        if place.code == section.code and question.code in editable
    ]


def place_of(response: Response, section: Section, answers: Answers) -> Place:
    """Where a section stands among those that are open."""
    definition = definition_of(response)
    editable = _editable(response, definition)
    codes = [each.code for each in open_sections(definition, answers, editable)]
    at = codes.index(section.code)
    return Place(
        number=at + 1,
        total=len(codes),
        next=codes[at + 1] if at + 1 < len(codes) else None,
    )


def _editable(response: Response, definition: Definition) -> frozenset[str]:
    return editable_codes(definition, submitted=response.submitted_at is not None, reopened=response.reopened)


def _documents(
    response: Response, questions: Sequence[Question], answers: Answers
) -> Sequence[StoredDocument]:
    """The files that this page may hold: saved with an answer, or kept from a page that was refused."""
    files = [question for question in questions if question.type.takes_documents]
    if not files:
        return ()
    refs = {ref for question in files for ref in question.type.document_refs(answers.get(question.code))}
    refs |= {ref for question in files for ref in request.form.getlist(f"q_{question.code}")}
    owner = documents_owner(response)
    found = documents_by_ref(refs).values()
    return [document for document in found if (document.owner_kind, document.owner_id) == owner]


def say_what_lacks(form: AnswersForm, current: Mapping[str, int]) -> None:
    """Beside each question, what would keep it from being handed in."""
    for each in form.asked:
        for problem in each.question.type.complete(each.question, each.value, current):
            form.show(each, problem)

"""One section to fill in: all that a feature's thin view needs. Addresses and templates are the feature's.

@bp.route("/apply/<ref>/<section_code>", methods=["GET", "POST"])
@signed_in
def section(ref: str, section_code: str) -> Answer:
    application = queries.get_own_application(current_actor(), ref)
    page = section_page(application.response, section_code, current_language(), actor=current_actor())
    if page.saved():
        return redirect(section_url(ref, page.next) if page.next else url_for(".check", ref=ref))
    return render_template("membership/section.html", page=page, form=page.form), page.status
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import request
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from app.documents.models import StoredDocument
from app.documents.queries import documents_by_ref
from app.documents.services import receive_upload
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound as NothingHere
from app.questionnaires import queries
from app.questionnaires.definition import Definition, Kind, Question, Section, visible_pairs
from app.questionnaires.forms import AnswersForm, Asked, DocumentsField, build_form
from app.questionnaires.forms.field_types import shown
from app.questionnaires.models import Response, StatementVersion
from app.questionnaires.presenter.statements import StatementText, statement_text
from app.questionnaires.presenter.words import Words, in_words, known_for
from app.questionnaires.reading import definition_of
from app.questionnaires.rules import answer_problem, editable_codes, open_sections
from app.questionnaires.services import AnswersChanged, save_section
from app.questionnaires.services.responses import documents_owner


@dataclass(frozen=True)
class Conflict:
    """An answer that someone else changed meanwhile: theirs is saved, yours stands in the form."""

    label: Markup
    yours: Sequence[Words]
    theirs: Sequence[Words]


@dataclass(frozen=True)
class Item:
    """A question on the page: its field, and for some kinds a second field, a statement, files."""

    question: Question
    field: Any
    second: Any
    guidance: Markup
    statement: StatementText | None
    files: Sequence[StoredDocument]


@dataclass
class SectionPage:
    """`number` of `total` is its place; `previous` and `next` are section codes, None at the ends."""

    response: Response
    definition: Definition
    section: Section
    form: AnswersForm
    language: str
    actor: Actor
    number: int
    total: int
    previous: str | None
    next: str | None
    title: Markup
    intro: Markup
    has_files: bool
    statements: Mapping[str, StatementVersion]
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def status(self) -> int:
        return 409 if self.conflicts else self.form.answer_status

    @property
    def just_saved(self) -> bool:
        """Whether "saved 0 minutes ago" would be said."""
        return clock.now() - self.response.saved_at < timedelta(minutes=1)

    @property
    def leaving(self) -> bool:
        """Whether "save and come back later" was pressed: go to the task list, not to `next`."""
        return "later" in request.form

    @property
    def items(self) -> list[Item]:
        """What the template walks through."""
        return [self._item(each) for each in self.form.asked]

    def saved(self) -> bool:
        """Whether the page was sent and is now kept. False: show it (again), with `status`.

        Call it before the view writes anything: taking in files gives the transaction back first.
        """
        if not self.form.is_submitted():
            return False
        self.form.receive(self._take)
        if not self.form.validate():
            return False
        data = self.form.answers()
        try:
            save_section(
                self.response,
                self.section.code,
                data,
                actor=self.actor,
                expected_version=self.form.expected_version,
            )
        except AnswersChanged as error:
            self._show_both(error)
            return False
        self._look_ahead()
        return True

    def _take(self, upload: FileStorage) -> StoredDocument:
        owner = documents_owner(self.response)
        return receive_upload(upload.stream, upload.filename or "", owner=owner, actor=self.actor)

    def _show_both(self, error: AnswersChanged) -> None:
        """Their version is told above; sending again with the new version number means yours."""
        self.form.version.data = str(self.response.version)
        for code, (yours, theirs) in error.differing.items():
            question = self.definition.find_question(code)
            if question is not None:
                self.conflicts.append(
                    Conflict(
                        label=shown(question.label, self.language),
                        yours=self._words(question, yours),
                        theirs=self._words(question, theirs),
                    )
                )

    def _words(self, question: Question, value: Any) -> Sequence[Words]:
        known = known_for(self.definition, {question.code: value})
        return in_words(question, value, self.language, known, content_language=self.response.language)

    def _look_ahead(self) -> None:
        """An answer may have brought a follow-up: on this page (show it), or on others (next may move)."""
        answers = queries.answers_of(self.response)
        seen = {each.question.code for each in self.form.asked}
        here = _questions_on(self.response, self.definition, self.section, answers)
        if any(question.code not in seen for question in here):
            self.next = self.section.code
        else:
            _, self.next, _, _ = _place(self.response, self.definition, self.section, answers)
        if self.leaving:
            self.next = None

    def _item(self, each: Asked) -> Item:
        main = self.form[each.name]
        names = (f"{each.name}_text", f"{each.name}_name")
        second = next((self.form[name] for name in names if name in self.form), None)
        version = self.statements.get(each.question.statement)
        return Item(
            question=each.question,
            field=main,
            second=second,
            guidance=each.said(each.question.guidance),
            statement=statement_text(version, self.language) if version else None,
            files=main.documents if isinstance(main, DocumentsField) else (),
        )


def section_page(response: Response, section_code: str, language: str, *, actor: Actor) -> SectionPage:
    """A section's page, from what is saved and what was sent. Raises NotFound when nothing there is open."""
    definition, answers = definition_of(response), queries.answers_of(response)
    section = definition.find_section(section_code)
    questions = _questions_on(response, definition, section, answers) if section else []
    if section is None or not questions:
        raise NothingHere()
    body_id = response.question_set_version.question_set.body_id
    statements = queries.current_statements(
        [question.statement for question in questions if question.statement], body_id=body_id
    )
    documents = _documents(response, questions, answers)
    asked = _asked(questions, answers, language, statements, documents=documents)
    form = build_form(asked, version=response.version)
    if "missing" in request.args and not form.is_submitted():
        _say_what_lacks(form, {code: version.id for code, version in statements.items()})
    previous, following, number, total = _place(response, definition, section, answers)
    return SectionPage(
        response=response,
        definition=definition,
        section=section,
        form=form,
        language=language,
        actor=actor,
        number=number,
        total=total,
        previous=previous,
        next=following,
        title=shown(section.title, language),
        intro=shown(section.intro, language),
        has_files=any(question.kind is Kind.FILE for question in questions),
        statements=statements,
    )


def _asked(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    language: str,
    statements: Mapping[str, StatementVersion],
    *,
    documents: Sequence[StoredDocument],
) -> list[Asked]:
    return [
        Asked(
            question=question,
            language=language,
            value=answers.get(question.code),
            statement=statements.get(question.statement),
            documents=documents if question.kind is Kind.FILE else (),
        )
        for question in questions
    ]


def _documents(
    response: Response, questions: Sequence[Question], answers: Mapping[str, Any]
) -> Sequence[StoredDocument]:
    """The files that this page may hold: saved with an answer, or kept from a page that was refused."""
    files = [question for question in questions if question.kind is Kind.FILE]
    if not files:
        return ()
    refs = {ref for question in files for ref in answers.get(question.code) or ()}
    refs |= {ref for question in files for ref in request.form.getlist(f"q_{question.code}")}
    owner = documents_owner(response)
    found = documents_by_ref(refs).values()
    return [document for document in found if (document.owner_kind, document.owner_id) == owner]


def _questions_on(
    response: Response, definition: Definition, section: Section, answers: Mapping[str, Any]
) -> list[Question]:
    editable = editable_codes(
        definition, submitted=response.submitted_at is not None, reopened=response.reopened
    )
    return [
        question
        for place, question in visible_pairs(definition, answers)
        if place.code == section.code and question.code in editable
    ]


def _place(
    response: Response, definition: Definition, section: Section, answers: Mapping[str, Any]
) -> tuple[str | None, str | None, int, int]:
    """The sections before and after among those that are open, and where this one stands."""
    editable = editable_codes(
        definition, submitted=response.submitted_at is not None, reopened=response.reopened
    )
    codes = [each.code for each in open_sections(definition, answers, editable)]
    at = codes.index(section.code)
    before = codes[at - 1] if at > 0 else None
    after = codes[at + 1] if at + 1 < len(codes) else None
    return before, after, at + 1, len(codes)


def _say_what_lacks(form: AnswersForm, current: Mapping[str, int]) -> None:
    for each in form.asked:
        problem = answer_problem(each.question, each.value, current)
        if problem is not None:
            form.show(each, *problem)

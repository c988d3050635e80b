"""The list of sections with how far each has come, and the questions shown before anyone begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.questionnaires import queries
from app.questionnaires.definition import Definition
from app.questionnaires.enums import SectionState
from app.questionnaires.forms import build_form
from app.questionnaires.labels import SECTION_STATES, SECTION_TAGS
from app.questionnaires.models import QuestionSetVersion, Response
from app.questionnaires.presenter.reading import Link
from app.questionnaires.presenter.section import Item, items_of
from app.questionnaires.presenter.statements import StatementText, statement_text
from app.questionnaires.reading import definition_of
from app.questionnaires.rules import editable_codes, open_sections, section_states
from app.questionnaires.types import Asked, Paper, Question, shown


@dataclass(frozen=True)
class TaskList:
    """`items` are as the `task_list` macro takes them."""

    items: Sequence[dict[str, Any]]
    done: int
    needed: int

    @property
    def complete(self) -> bool:
        return self.done == self.needed


def task_list(response: Response, language: str, *, link: Link) -> TaskList:
    """The sections of a response; those with nothing to change have no address."""
    definition, answers = definition_of(response), queries.answers_of(response)
    current = queries.current_statements(
        definition.statement_codes(), body_id=response.question_set_version.question_set.body_id
    )
    states = section_states(definition, answers, {code: each.id for code, each in current.items()})
    editable = editable_codes(
        definition, submitted=response.submitted_at is not None, reopened=response.reopened
    )
    reachable = {section.code for section in open_sections(definition, answers, editable)}
    items = [
        {
            "label": shown(section.title, language),
            "url": link(section.code) if section.code in reachable else None,
            "tag_kind": SECTION_TAGS[states[section.code]],
            "tag_label": SECTION_STATES[states[section.code]],
        }
        for section in definition.sections
    ]
    counted = [state for state in states.values() if state is not SectionState.NOT_NEEDED]
    return TaskList(items, done=counted.count(SectionState.DONE), needed=len(counted))


@dataclass(frozen=True)
class PreviewQuestion:
    label: Markup
    hint: Markup
    options: Sequence[Markup]
    required: bool
    sometimes: bool
    is_document: bool
    statement: StatementText | None


@dataclass(frozen=True)
class Preview:
    title: Markup
    intro: Markup
    sometimes: bool
    questions: Sequence[PreviewQuestion]


def preview(version: QuestionSetVersion, language: str) -> Sequence[Preview]:
    """What will be asked, for anyone to read before they begin. Two queries at most."""
    definition = definition_of(version)
    wordings = _wordings(version, definition, language)
    return [
        Preview(
            title=shown(section.title, language),
            intro=shown(section.intro, language),
            sometimes=section.condition is not None,
            questions=[
                _previewed(question, language, wordings.get(question.type.statement_code(question)))
                for question in section.questions
            ],
        )
        for section in definition.sections
    ]


@dataclass(frozen=True)
class BlankQuestion:
    """A question on paper."""

    label: Markup
    hint: Markup
    guidance: Markup
    required: bool
    sometimes: bool
    statement: StatementText | None
    paper: Paper


@dataclass(frozen=True)
class BlankSection:
    title: Markup
    intro: Markup
    questions: Sequence[BlankQuestion]


def blank_form(version: QuestionSetVersion, language: str) -> Sequence[BlankSection]:
    """The form to print, with room to write. One query at most."""
    definition = definition_of(version)
    wordings = _wordings(version, definition, language)
    return [
        BlankSection(
            title=shown(section.title, language),
            intro=shown(section.intro, language),
            questions=[
                BlankQuestion(
                    label=one.type.heading(one, language),
                    hint=shown(one.hint, language),
                    guidance=shown(one.guidance, language),
                    required=one.required,
                    sometimes=one.condition is not None or section.condition is not None,
                    statement=wordings.get(one.type.statement_code(one)),
                    paper=one.type.paper(one, language),
                )
                for one in section.questions
            ],
        )
        for section in definition.sections
    ]


def _wordings(version: QuestionSetVersion, definition: Definition, language: str) -> dict[str, StatementText]:
    """The statements that are asked about, as they read now, by their code."""
    current = queries.current_statements(definition.statement_codes(), body_id=version.question_set.body_id)
    return {code: statement_text(each, language) for code, each in current.items()}


@dataclass(frozen=True)
class FormPreview:
    """A section with its fields empty, for those who prepare a form; never sent."""

    title: Markup
    intro: Markup
    items: Sequence[Item]


def form_preview(version: QuestionSetVersion, language: str) -> Sequence[FormPreview]:
    """The form as those who answer will see it, with every question that may be asked. One query at most."""
    definition = definition_of(version)
    statements = queries.current_statements(
        definition.statement_codes(), body_id=version.question_set.body_id
    )
    found = []
    for section in definition.sections:
        asked = [
            Asked(one, language, statement=statements.get(one.type.statement_code(one)))
            for one in section.questions
        ]
        items = items_of(build_form(asked, version=version.number), statements, language)
        found.append(FormPreview(shown(section.title, language), shown(section.intro, language), items))
    return found


def _previewed(question: Question, language: str, statement: StatementText | None) -> PreviewQuestion:
    return PreviewQuestion(
        label=shown(question.label, language),
        hint=shown(question.hint, language),
        options=question.type.preview(question, language),
        required=question.required,
        sometimes=question.condition is not None,
        is_document=question.type.takes_documents,
        statement=statement,
    )

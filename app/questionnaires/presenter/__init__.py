"""What features put on their pages: a section to fill in, the task list, check-answers, a read-only view."""

from __future__ import annotations

from app.questionnaires.presenter.reading import (
    AnswerRow,
    CheckAnswers,
    SectionRows,
    check_answers,
    read_only,
)
from app.questionnaires.presenter.section import Conflict, SectionPage, section_page
from app.questionnaires.presenter.specimens import show_specimens
from app.questionnaires.presenter.statements import StatementText, statement_text
from app.questionnaires.presenter.tasks import (
    FormPreview,
    Preview,
    TaskList,
    blank_form,
    form_preview,
    preview,
    task_list,
)
from app.questionnaires.presenter.words import in_words
from app.questionnaires.types import Words

__all__ = [
    "AnswerRow",
    "CheckAnswers",
    "Conflict",
    "FormPreview",
    "Preview",
    "SectionPage",
    "SectionRows",
    "StatementText",
    "TaskList",
    "Words",
    "blank_form",
    "check_answers",
    "form_preview",
    "in_words",
    "preview",
    "read_only",
    "section_page",
    "show_specimens",
    "statement_text",
    "task_list",
]

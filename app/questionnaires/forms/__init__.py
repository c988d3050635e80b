"""Forms that are made from a section's questions."""

from __future__ import annotations

from app.questionnaires.forms.field_types import Asked
from app.questionnaires.forms.fields import DocumentsField
from app.questionnaires.forms.section import AnswersForm, build_form

__all__ = ["AnswersForm", "Asked", "DocumentsField", "build_form"]

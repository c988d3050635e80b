"""The pure heart of a question set: what it asks, when, and what an answer may be."""

from __future__ import annotations

from app.questionnaires.definition.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Operator,
    holds,
)
from app.questionnaires.definition.parsing import DefinitionError, checked, parse, to_dict
from app.questionnaires.definition.questions import (
    SEVERAL,
    WITH_OPTIONS,
    WRITTEN,
    Answers,
    Definition,
    Kind,
    Option,
    Question,
    Section,
    Texts,
)
from app.questionnaires.definition.values import clean, is_answered
from app.questionnaires.definition.visibility import (
    depending_on,
    submitted_answers,
    visible_pairs,
    visible_questions,
)

__all__ = [
    "SEVERAL",
    "WITH_OPTIONS",
    "WRITTEN",
    "AllOf",
    "Answers",
    "AnyOf",
    "Comparison",
    "Condition",
    "Definition",
    "DefinitionError",
    "Kind",
    "Not",
    "Operator",
    "Option",
    "Question",
    "Section",
    "Texts",
    "checked",
    "clean",
    "depending_on",
    "holds",
    "is_answered",
    "parse",
    "submitted_answers",
    "to_dict",
    "visible_pairs",
    "visible_questions",
]

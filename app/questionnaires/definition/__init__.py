"""The pure heart of a question set: what it asks, when, and what an answer may be."""

from __future__ import annotations

from app.questionnaires.conditions import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Operator,
    holds,
)
from app.questionnaires.definition.parsing import DefinitionError, checked, parse, to_dict
from app.questionnaires.definition.structure import Definition, Section
from app.questionnaires.definition.visibility import (
    depending_on,
    submitted_answers,
    visible_pairs,
    visible_questions,
)
from app.questionnaires.types import Answers, Option, Question, Texts

__all__ = [
    "AllOf",
    "Answers",
    "AnyOf",
    "Comparison",
    "Condition",
    "Definition",
    "DefinitionError",
    "Not",
    "Operator",
    "Option",
    "Question",
    "Section",
    "Texts",
    "checked",
    "depending_on",
    "holds",
    "parse",
    "submitted_answers",
    "to_dict",
    "visible_pairs",
    "visible_questions",
]

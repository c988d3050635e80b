"""The types of question. One class each: what it stores, what it accepts, its fields and its words.

A new type is a new file with a class derived from `QuestionType`, and its line in this list. Everything else
(definitions, rules, forms, pages, figures) asks the type of the question at hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.questionnaires.types.base import (
    Answers,
    Asked,
    Figure,
    Known,
    Option,
    Paper,
    Question,
    QuestionType,
    TableWords,
    Texts,
    Words,
    shown,
)
from app.questionnaires.types.choices import Choice, ManyChoice
from app.questionnaires.types.dates import Date, DateRange
from app.questionnaires.types.declarations import Declaration
from app.questionnaires.types.files import File
from app.questionnaires.types.money import MoneyType
from app.questionnaires.types.numbers import Number
from app.questionnaires.types.places import Countries, Country, Language
from app.questionnaires.types.statements import StatementType
from app.questionnaires.types.tables import Table
from app.questionnaires.types.written import LongText, Text

TYPES: Mapping[str, QuestionType] = {
    each.kind: each
    for each in (
        Text(),
        LongText(),
        Number(),
        MoneyType(),
        Date(),
        DateRange(),
        Choice(),
        ManyChoice(),
        Country(),
        Countries(),
        Language(),
        File(),
        Declaration(),
        StatementType(),
        Table(),
    )
}


def type_named(kind: str) -> QuestionType:
    """The type of this name; raises ValueError when there is none."""
    try:
        return TYPES[kind]
    except KeyError:
        raise ValueError(f"{kind!r} is not one of {', '.join(TYPES)}") from None


__all__ = [
    "TYPES",
    "Answers",
    "Asked",
    "Figure",
    "Known",
    "Option",
    "Paper",
    "Question",
    "QuestionType",
    "TableWords",
    "Texts",
    "Words",
    "shown",
    "type_named",
]

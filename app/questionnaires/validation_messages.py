"""What is wrong with an answer, in words, with figures and dates as the reader writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.kernel.dates import write_date
from app.kernel.locales import pick
from app.kernel.money import Money
from app.questionnaires.number_format import write_number
from app.questionnaires.types.problems import AnswerProblem


def problem_words(problem: AnswerProblem, language: str) -> str:
    """The words of a problem."""
    words = str(problem.code.words)
    if not problem.params:
        return words
    return words % {name: _shown(value, language) for name, value in problem.params.items()}


def _shown(value: Any, language: str) -> str:
    match value:
        case AnswerProblem():
            return problem_words(value, language)
        case Money():
            return value.shown(language)
        case date():
            return write_date(value, language)
        case int() | Decimal():
            return write_number(str(value), language)
        case Mapping():
            return pick(dict(value), language)[0]
    return str(value)

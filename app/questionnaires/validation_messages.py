"""What is wrong with an answer, in words, with figures and dates as the reader writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from app.questionnaires.labels import PROBLEMS
from app.questionnaires.number_format import write_number
from app.questionnaires.rules import ProblemCode


def problem_words(code: ProblemCode, params: dict[str, Any], language: str) -> str:
    """The words of a problem."""
    words = str(PROBLEMS[code])
    return words % {name: _shown(value, language) for name, value in params.items()} if params else words


def _shown(value: Any, language: str) -> str:
    if isinstance(value, date):
        return str(format_date(value, "d MMM y", locale=language))
    return write_number(str(value), language) if isinstance(value, int | Decimal) else str(value)

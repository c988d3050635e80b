"""Numbers, with a unit where the question names one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from app.kernel.locales import picked
from app.questionnaires.conditions import Fact
from app.questionnaires.number_format import (
    AmbiguousNumber,
    decimal_of,
    read_number,
    without_unit,
    write_number,
)
from app.questionnaires.types.base import (
    ORDERED,
    Asked,
    Figure,
    Known,
    Question,
    QuestionType,
    Words,
    crossed_bounds,
)
from app.questionnaires.types.problems import (
    EITHER_NUMBER,
    LARGE_NUMBER,
    NOT_A_NUMBER,
    TOO_LARGE,
    TOO_MANY_DECIMALS,
    TOO_SMALL,
    AnswerProblem,
    Misread,
)
from app.questionnaires.types.settings import NUMBER, TEXTS, TRUTH, WHOLE
from app.web.forms import LineField

LARGEST_FIGURE = 10**15
"""What a figure may count at most, in its smallest unit: thousands of them can be summed in any database."""


def typed_number(text: str, language: str, *, decimals: int) -> Decimal:
    """A number from what was typed. Raises Misread with a question where it may be either of two."""
    try:
        return read_number(text, language, decimals=decimals)
    except AmbiguousNumber as either:
        if decimals_in(either.small) > decimals:
            raise Misread(AnswerProblem(LARGE_NUMBER, {"large": either.large})) from None
        params = {"large": either.large, "small": either.small.normalize()}
        raise Misread(AnswerProblem(EITHER_NUMBER, params)) from None
    except ValueError:
        raise Misread(AnswerProblem(NOT_A_NUMBER, {"example": Decimal("1234.5")})) from None


def decimals_in(number: Decimal) -> int:
    """How many figures follow the decimal sign, noughts at the end left out."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


class Number(QuestionType):
    """A number, stored as decimal text with a point: "12.5".

    `decimals` may follow the sign; `unit` is written after it; `figure` keeps it beside the encrypted answer
    too, where it can be summed.
    """

    kind = "number"
    settings: ClassVar = {
        "minimum": NUMBER,
        "maximum": NUMBER,
        "decimals": WHOLE,
        "unit": TEXTS,
        "figure": TRUTH,
    }
    operators = ORDERED
    in_table = True
    numeric = True
    width = "short"

    def faults(self, question: Question) -> Iterator[str]:
        yield from crossed_bounds(question)

    def can_equal(self, question: Question, text: str) -> bool:
        try:
            decimal_of(text)
        except ValueError:
            return False
        return True

    def unit(self, question: Question, language: str) -> str:
        return picked(question.setting("unit"), language)

    def fields(self, asked: Asked) -> dict[str, Any]:
        mode = "decimal" if asked.question.setting("decimals") else "numeric"
        attributes = {"inputmode": mode, "autocomplete": "off"}
        return {asked.name: LineField(render_kw=attributes, **asked.common)}

    def to_text(self, question: Question, value: Any, language: str) -> str:
        return write_number(value, language)

    def from_text(self, question: Question, text: str, language: str) -> str:
        figures = without_unit(text, self.unit(question, language))
        return format(typed_number(figures, language, decimals=question.setting("decimals", 0)), "f")

    def stored_text(self, question: Question, text: str) -> str:
        return format(decimal_of(text), "f")

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        number, decimals = Decimal(value), question.setting("decimals", 0)
        low, high = question.setting("minimum"), question.setting("maximum")
        if decimals_in(number) > decimals:
            yield AnswerProblem(TOO_MANY_DECIMALS, {"decimals": decimals})
        elif low is not None and number < low:
            yield AnswerProblem(TOO_SMALL, {"limit": low})
        elif high is not None and number > high:
            yield AnswerProblem(TOO_LARGE, {"limit": high})
        elif abs(number.scaleb(decimals)) > LARGEST_FIGURE and question.setting("figure"):
            yield AnswerProblem(TOO_LARGE, {"limit": Decimal(LARGEST_FIGURE).scaleb(-decimals)})

    def fact(self, question: Question, value: Any) -> Fact:
        return Decimal(value)

    def same(self, one: Any, other: Any) -> bool:
        return one == other if one is None or other is None else Decimal(one) == Decimal(other)

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        number, unit = write_number(value, language), self.unit(question, language)
        return (Words(f"{number}\u00a0{unit}" if unit else number),)

    def figures(self, question: Question, value: Any) -> Sequence[Figure]:
        scale = int(question.setting("decimals", 0))
        return (Figure(int(Decimal(value).scaleb(scale)), scale),)

    def summed(self, question: Question, values: Sequence[Any]) -> Any:
        return format(sum((Decimal(value) for value in values), Decimal(0)), "f")

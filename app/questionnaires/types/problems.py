"""What can be wrong with an answer, with the words for it. A type adds its own beside its class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """One way in which an answer may be wrong. The words take the params of the problem."""

    code: str
    words: LazyString = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with one answer.

    `params` go into the words: numbers, dates, money, texts of the question set and other problems are
    written for the reader. `at` is the part of the answer it concerns: the end of a field's name.
    """

    code: ProblemCode
    params: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""


class Misread(ValueError):
    """What was typed cannot be read; said beside the question, with what was typed kept."""

    def __init__(self, *problems: AnswerProblem) -> None:
        super().__init__(", ".join(problem.code.code for problem in problems))
        self.problems = problems


REQUIRED = ProblemCode("required", _l("Write an answer"))
NOT_CHOSEN = ProblemCode("not_chosen", _l("Choose an answer"))
UNREADABLE = ProblemCode(
    "unreadable", _l("We could not read one of the answers. Open the page again and retry.")
)
TOO_SMALL = ProblemCode("too_small", _l("Write %(limit)s or more"))
TOO_LARGE = ProblemCode("too_large", _l("Write %(limit)s or less"))
TOO_MANY_DECIMALS = ProblemCode(
    "too_many_decimals", _l("Digits allowed after the decimal sign: %(decimals)s")
)
NOT_A_NUMBER = ProblemCode("not_a_number", _l("Write a number in figures, for example %(example)s"))
EITHER_NUMBER = ProblemCode(
    "either_number",
    _l("Do you mean %(large)s or %(small)s? Write the number again, without a thousands sign."),
)
LARGE_NUMBER = ProblemCode(
    "large_number", _l("Do you mean %(large)s? Write the number again, without a thousands sign.")
)
TOO_FEW = ProblemCode("too_few", _l("Choose at least %(limit)s. You chose %(number)s"))
TOO_MANY = ProblemCode("too_many", _l("Choose at most %(limit)s. You chose %(number)s"))

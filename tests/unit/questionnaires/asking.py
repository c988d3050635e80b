"""Putting a value to one question of the example form: what it reads, says and refuses."""

from __future__ import annotations

from typing import Any

import pytest

from app.questionnaires.rules import answer_problem, format_problem
from app.questionnaires.types import Known, Question
from app.questionnaires.types.problems import Misread, ProblemCode
from tests.unit.questionnaires.examples import grant_form

RENT = {"item": "Rent", "cost": {"minor": 30050, "currency": "EUR"}, "days": "2.5"}
FOOD = {"item": "Food", "cost": {"minor": 1950, "currency": "EUR"}}


def asked(code: str) -> Question:
    found = grant_form().find_question(code)
    assert found is not None
    return found


def eur(minor: int) -> dict[str, Any]:
    return {"minor": minor, "currency": "EUR"}


def read(code: str, text: str, language: str) -> Any:
    return asked(code).type.from_text(asked(code), text, language)


def misread(code: str, text: str, language: str) -> ProblemCode:
    with pytest.raises(Misread) as raised:
        read(code, text, language)
    return raised.value.problems[0].code


def words(code: str, value: Any, language: str) -> list[str]:
    found = asked(code).type.words(asked(code), value, language, Known())
    return [str(each.text).replace("\u00a0", " ").replace("\u202f", " ") for each in found]


def why(code: str, value: Any, *, handed_in: bool = False) -> ProblemCode | None:
    found = (answer_problem if handed_in else format_problem)(asked(code), value)
    return found.code if found else None

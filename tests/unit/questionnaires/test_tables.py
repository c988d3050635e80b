"""Tables by themselves: which rows they keep, what they refuse, and how they add up."""

from __future__ import annotations

import pytest

from app.questionnaires.rules import answer_problem, format_problem
from app.questionnaires.types import TYPES, Figure, Known, Question
from app.questionnaires.types.tables import (
    EMPTY_CELL,
    IN_CELL,
    NO_ROWS,
    TOO_FEW_ROWS,
    TOO_MANY_ROWS,
)
from tests.unit.questionnaires.asking import FOOD, RENT, asked, why
from tests.unit.questionnaires.examples import t


def test_a_table_keeps_rows_with_something_in_them() -> None:
    kind = asked("budget").type
    assert kind.clean(asked("budget"), [{}, RENT, {"item": "", "days": None}]) == [RENT]
    assert kind.clean(asked("budget"), [{}]) is None
    for value in ("x", [1], [{"colour": "red"}], [{"item": 3}], [{"cost": "3"}], [{"kind": "z"}], [{}] * 101):
        with pytest.raises(ValueError, match=r".+"):
            kind.clean(asked("budget"), value)


def test_a_table_names_the_row_and_column_that_is_wrong() -> None:
    found = format_problem(asked("budget"), [RENT, {"item": "one two three four"}])
    assert found is not None
    assert found.code is IN_CELL
    assert found.at == "-1-item"
    assert (found.params["row"], found.params["column"]) == (2, t("Item"))
    assert why("budget", [RENT] * 4) is TOO_MANY_ROWS
    assert why("budget", [RENT] * 3) is None


def test_a_table_wants_its_needed_cells_only_when_it_is_handed_in() -> None:
    assert why("budget", [{"item": "Rent"}]) is None
    found = answer_problem(asked("budget"), [{"item": "Rent"}])
    assert found is not None
    assert found.params["problem"].code is EMPTY_CELL
    assert why("budget", None, handed_in=True) is None
    needed = Question("q", TYPES["table"], t("Q"), required=True, settings=asked("budget").settings)
    lacking = answer_problem(needed, None)
    assert lacking is not None
    assert lacking.code is NO_ROWS
    two = Question("q", TYPES["table"], t("Q"), settings={**needed.settings, "minimum": 2})
    few = answer_problem(two, [RENT])
    assert few is not None
    assert few.code is TOO_FEW_ROWS


def test_a_table_adds_up_its_totals() -> None:
    [said] = asked("budget").type.words(asked("budget"), [RENT, FOOD], "en", Known())
    assert said.table is not None
    assert [each.replace("\u00a0", " ") for each in said.table.totals] == ["", "EUR 320.00", "2.5", ""]
    assert said.table.numeric == [False, True, True, False]
    assert said.table.rows[1][0].text == "Food"
    assert asked("budget").type.figures(asked("budget"), [RENT, FOOD]) == [
        Figure(32000, 2, "EUR", "cost"),
        Figure(25, 1, "", "days"),
    ]
    assert asked("budget").type.column(asked("budget"), [FOOD], "en", Known()).startswith("Food · EUR")


def test_sums_stay_within_what_a_database_adds_up() -> None:
    giant = {"item": "Rent", "days": "1" + "0" * 15}
    assert why("budget", [giant]) is IN_CELL

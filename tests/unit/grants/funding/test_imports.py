"""Two hundred files made from good ones by one small change each: every change gets exactly its sentence."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from app.grants.funding import labels
from app.grants.funding.imports import Told, read_budget, read_costs, read_file
from app.kernel.errors import DomainError
from app.kernel.money import Money
from tests.unit.grants.funding.files import BUDGET, COSTS, LIMITS, LINES, Rows, as_book, as_csv, copied

EACH = 8  # files of every kind
AMOUNT, DAY = "D", "A"
Change = Callable[[random.Random, Rows, int], str]
LINE_CODES, ACCOUNTS = ["A1", "A2"], {"Bank": "USD", "Cash": "XOF"}


def _said(told: tuple[Told, ...]) -> list[str]:
    """The sentences in English, amounts with the code of their currency."""
    shown = [{name: _shown(value) for name, value in one.params.items()} for one in told]
    return [
        str(labels.FINDINGS[one.what]) % {"cell": one.cell, **params}
        for one, params in zip(told, shown, strict=True)
    ]


def _shown(value: Any) -> Any:
    return value.shown("en").replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, Money) else value


def _amount(written: Callable[[random.Random], str], sentence: str) -> Change:
    """An amount that is written otherwise; the sentence names its cell and what is in it."""

    def change(chance: random.Random, rows: Rows, row: int) -> str:
        text = written(chance)
        rows[row - 1][3] = text
        return sentence.format(at=f"D{row}", text=text)

    return change


def _cell(column: int, written: Callable[[random.Random], str], sentence: str) -> Change:
    """The same in another column."""

    def change(chance: random.Random, rows: Rows, row: int) -> str:
        text = written(chance)
        rows[row - 1][column - 1] = text
        return sentence.format(at=f"{'ABCDEF'[column - 1]}{row}", text=text)

    return change


def _number(chance: random.Random) -> str:
    return f"{chance.randint(1, 99)}.{chance.randint(10, 98)}"


NEGATIVE, NOT_AN_AMOUNT = "{at}: “{text}” is negative.", "{at}: “{text}” is not an amount."
AMOUNTS: dict[str, Change] = {
    "brackets": _amount(lambda chance: f"({_number(chance)})", NEGATIVE),
    "minus": _amount(lambda chance: f"-{_number(chance)}", NEGATIVE),
    "minus behind": _amount(lambda chance: f"{_number(chance)}-", NEGATIVE),
    "percent": _amount(
        lambda chance: f"{chance.randint(1, 99)} %", "{at}: “{text}” is a percentage, not an amount."
    ),
    "a date": _amount(
        lambda chance: f"{chance.randint(10, 28)}/03/2026", "{at}: “{text}” is a date, not an amount."
    ),
    "words": _amount(lambda chance: chance.choice(["tbd", "see note", "n/a", "x"]), NOT_AN_AMOUNT),
    "bad groups": _amount(
        lambda chance: chance.choice(["1 23", "1,23,4.0", "1,2345.00", "1 2 3"]),
        NOT_AN_AMOUNT,
    ),
    "unknown sign": _amount(lambda chance: f"{_number(chance)} units", NOT_AN_AMOUNT),
    "another currency": _amount(
        lambda chance: f"{chance.choice(['EUR', '€', 'KSh', 'GBP'])} {_number(chance)}",
        "{at}: “{text}” is not in USD.",
    ),
    "decimals": _amount(
        lambda chance: f"{_number(chance)}{chance.randint(11, 99)}",
        "{at}: “{text}” has more decimals than USD has.",
    ),
    "two numbers": _amount(
        lambda chance: f"{chance.randint(2, 9)}.{chance.randint(100, 999)}", "{at}: “{text}” may be "
    ),
    "too large": _amount(lambda chance: "9" * chance.randint(16, 20), "{at}: “{text}” is too large."),
}
WORDS: dict[str, Change] = {
    "no category": _cell(
        3,
        lambda chance: chance.choice(["Travel", "Salaries", "Other"]),
        "{at}: “{text}” is none of the categories. Choose one.",
    ),
    "a long code": _cell(
        1,
        lambda chance: "Z" * chance.randint(21, 40),
        "{at}: the code “{text}” has more than 20 characters.",
    ),
    "a long title": _cell(
        2, lambda chance: "Z" * chance.randint(201, 300), "{at}: this title has more than 200 characters."
    ),
}


def _budget(rows: Rows) -> tuple[list[str], dict[int, int | None]]:
    reading = read_budget(read_file(as_csv(rows), LIMITS), "USD", most=100)
    return _said(reading.to_correct), {one.row: one.minor for one in reading.lines}


def test_the_good_budget_has_nothing_to_correct() -> None:
    reading = read_budget(read_file(as_csv(BUDGET), LIMITS), "USD", most=100)
    assert (reading.to_correct, reading.notes, reading.total) == ((), (), 54_000_50)
    assert reading.stated == reading.total
    assert {one.row: one.minor for one in reading.lines} == LINES
    assert [str(one.category) for one in reading.lines] == [
        *("sub_grants", "sub_grants", "coordination", "audit")
    ]
    assert _said(reading.left_out) == [
        "A4: “A Passed on” has no amount. It was read as a heading.",
        "D7: “Subtotal”, USD 40,000.50. It is the sum of the lines above it.",
        "A8: “B Secretariat” has no amount. It was read as a heading.",
        "D11: “Subtotal”, USD 14,000.00. It is the sum of the lines above it.",
        "D12: “Total”, USD 54,000.50. It is the sum of the lines above it.",
    ]


@pytest.mark.parametrize("kind", [*AMOUNTS, *WORDS])
def test_a_changed_cell_of_a_budget_gets_its_sentence(kind: str) -> None:
    change = {**AMOUNTS, **WORDS}[kind]
    for seed in range(EACH):
        chance, rows = random.Random(f"{kind} {seed}"), copied(BUDGET)
        row = chance.choice(sorted(LINES))
        expected = change(chance, rows, row)
        said, lines = _budget(rows)
        assert len(said) == 1, (said, expected)
        assert said[0].startswith(expected)
        assert lines == LINES | ({row: None} if kind in AMOUNTS else {})


COST_CHANGES: dict[str, Change] = {
    **{name: AMOUNTS[name] for name in ("brackets", "percent", "words", "decimals", "two numbers")},
    "no day": _cell(
        1,
        lambda chance: chance.choice(["March", "soon", "2026"]),
        "{at}: “{text}” is not a date. Write it like 2026-03-31.",
    ),
    "no such day": _cell(
        1,
        lambda chance: f"2026-0{chance.choice('469')}-31",
        "{at}: there is no such day as “{text}”.",
    ),
    "either day": _cell(
        1, lambda chance: f"0{chance.randint(1, 4)}/0{chance.randint(5, 9)}/2026", "{at}: “{text}” may be "
    ),
    "line": _cell(
        2, lambda chance: f"Z{chance.randint(1, 9)}", "{at}: this fund has no budget line “{text}”."
    ),
    "account": _cell(
        3, lambda chance: f"Box {chance.randint(1, 9)}", "{at}: this network has no account “{text}”."
    ),
    "number": _cell(
        5, lambda chance: "7" * chance.randint(41, 60), "{at}: the bookkeeping number has more than 40"
    ),
    "no number": _cell(5, lambda chance: "", "{at}: the bookkeeping number is missing."),
    "nothing": _cell(4, lambda chance: chance.choice(["0", "0.00"]), "{at}: the amount is zero."),
}


@pytest.mark.parametrize("kind", COST_CHANGES)
def test_a_changed_cell_of_costs_gets_its_sentence(kind: str) -> None:
    for seed in range(EACH):
        chance, rows = random.Random(f"{kind} {seed}"), copied(COSTS)
        row = chance.choice([2, 3])  # in dollars
        expected = COST_CHANGES[kind](chance, rows, row)
        tables = read_file(as_csv(rows), LIMITS)
        reading = read_costs(tables, lines=LINE_CODES, accounts=ACCOUNTS, most=100)
        said = {one.row: _said(one.told) for one in reading.rows}
        assert [one for one in said if said[one]] == [row], said
        assert len(said[row]) == 1
        assert said[row][0].startswith(expected)


LOCALES = [
    (",", ".", ","),
    (".", ",", ";"),
    (" ", ",", ";"),
    ("\u00a0", ",", "\t"),
    ("\u202f", ",", ";"),
    ("'", ".", "|"),
    ("\u2019", ".", ","),
]


@pytest.mark.parametrize(("group", "point", "separator"), LOCALES)
@pytest.mark.parametrize("sign", ["", "$ ", "USD "])
def test_amounts_of_every_locale_are_the_same_amounts(
    group: str, point: str, separator: str, sign: str
) -> None:
    rows = copied(BUDGET)
    for row in rows[3:]:
        written = row[3].replace(",", "g").replace(".", "p").replace("g", group).replace("p", point)
        row[3] = f"{sign}{written}" if written else ""
    data = as_csv(rows, separator=separator, encoding="utf-8-sig")
    reading = read_budget(read_file(data, LIMITS), "USD", most=100)
    assert {one.row: one.minor for one in reading.lines} == LINES
    assert (reading.to_correct, reading.stated) == ((), reading.total)


@pytest.mark.parametrize(
    ("currency", "amounts", "expected"),
    [
        ("USD", ["10,50", "1.234"], [10_50, 1_234_00]),  # the comma is the decimal sign
        ("USD", ["10,50", "1,234"], [10_50, None]),  # it would have three decimals, or be another sign
        ("USD", ["20", "1,234"], [20_00, 1_234_00]),  # a dollar has two decimals
        ("KES", ["20", "1.234"], [20_00, 1_234_00]),
        ("XOF", ["20", "1.234"], [20, 1_234]),
        ("XOF", ["20", "10.50"], [20, None]),
        ("JOD", ["20", "1.234"], [20_000, None]),  # three decimals: it may be both
        ("JOD", ["20.5", "1.234"], [20_500, 1_234]),
        ("JOD", ["20,5", "1.234"], [20_500, 1_234_000]),
        ("USD", ["12,34,567.00", "5"], [1_234_567_00, 5_00]),
    ],
)
def test_what_may_be_two_numbers_is_decided_by_the_column_or_refused(
    currency: str, amounts: list[str], expected: list[int | None]
) -> None:
    rows = [["Code", "Título", "Monto"], *([f"A{at}", "X", one] for at, one in enumerate(amounts))]
    reading = read_budget(read_file(as_csv(rows), LIMITS), currency, most=100)
    assert [one.minor for one in reading.lines] == expected
    is_told = [one.what.value for one in (*reading.notes, *reading.to_correct)]
    assert ("thousands" in is_told or "either_number" in is_told or "too_many_decimals" in is_told) == (
        amounts[0] != "12,34,567.00"
    )


def _refusal(data: bytes, **more: Any) -> str:
    with pytest.raises(DomainError) as caught:
        read_budget(read_file(data, LIMITS), "USD", most=100, **more)
    return str(caught.value.code).rpartition(".")[2]


ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _merged(book: Any) -> None:
    book["B"].merge_cells("A40:Z5000")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"a" * (LIMITS.bytes + 1), "too_large"),
        (b"%PDF-1.7", "other_file"),
        (b"<html><table>", "other_file"),
        (b"a,b\0c", "other_file"),
        (OLE_START + b"\0" * 600, "old_workbook"),
        (OLE_START + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (ZIP_START + b"broken", "damaged"),
        (as_book({"B": BUDGET})[:-200], "damaged"),
        (as_book({"B": BUDGET}, _merged), "too_many_cells"),
        (b",".join([b"1"] * (LIMITS.cells + 1)), "too_many_cells"),
        (b'Code,Amount\nA1,"5\n', "quote_open"),
        (b"Name,Age\nWren,3\n", "no_table"),
        (b"Code,Amount\n,\n", "no_lines"),
        (b"Code,Amount\n" + b"".join(b"A%d,5\n" % one for one in range(101)), "too_many_lines"),
        (as_book({"One": BUDGET, "Two": BUDGET}), "several_sheets"),
        (b"Code,Title,Budget 2026,Budget 2027\nA1,X,5,6\n", "several_columns"),
    ],
    ids=range(17),
)
def test_what_is_no_budget_is_refused_by_its_name(data: bytes, expected: str) -> None:
    assert _refusal(data) == expected


def _odd(book: Any) -> None:
    page = book["B"]
    page["D9"] = "=12000+500"  # never computed
    page["D10"].number_format = "0%"
    page["D10"] = 0.5
    page.row_dimensions[6].hidden = True
    page.column_dimensions["F"].hidden = True
    page["F5"] = "internal"
    page.merge_cells("A1:D1")


def test_a_workbook_says_what_is_hidden_computed_or_merged() -> None:
    data = as_book({"B": BUDGET, "Old": BUDGET}, lambda book: (_odd(book), _hide(book)))
    reading = read_budget(read_file(data, LIMITS), "USD", most=100)
    assert [(one.row, one.minor) for one in reading.lines] == [(5, 36_000_00), (9, None), (10, None)]
    assert _said(reading.to_correct) == [
        "D9: the result of this formula is not in the file. Open the workbook, save it and send it again.",
        "D10: “50 %” is a percentage, not an amount.",
    ]
    assert _said(reading.notes) == [
        "The hidden sheet “Old” has a table. It was not read.",
        "Hidden columns were not read.",
    ]
    assert "A6: “A2 Emergency grants” is in a hidden row." in _said(reading.left_out)
    assert "D12: “Total” says USD 54,000.50, but the lines above it add up to USD 36,000.00." in _said(
        reading.left_out
    )


def _hide(book: Any) -> None:
    book["Old"].sheet_state = "hidden"


def test_the_column_of_totals_is_found_under_a_merged_heading() -> None:
    rows: Rows = [
        ["Código", "Título", "Monto", "", ""],
        ["", "", "Año 1", "Año 2", "Total"],
        ["1", "Coordinación", 10, 20.5, 30.5],
        ["", "Total general", 10, 20.5, 30.5],
    ]
    data = as_book({"B": rows}, lambda book: book["B"].merge_cells("C1:E1"))
    reading = read_budget(read_file(data, LIMITS), "USD", most=100)
    assert [(one.code, one.minor, one.category) for one in reading.lines] == [("1", 30_50, "coordination")]
    assert (reading.language, reading.stated) == ("es", 30_50)


def test_a_file_that_was_damaged_on_the_way_is_read_or_refused() -> None:
    chance = random.Random("damage")
    for good in (as_book({"B": BUDGET}), as_csv(BUDGET), as_csv(BUDGET, separator=";", encoding="utf-16")):
        for _ in range(25):
            data = bytearray(good)
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with suppress(DomainError):
                read_budget(read_file(bytes(data), LIMITS), "USD", most=100)


def test_parts_and_their_sum_are_counted_once() -> None:
    rows = [["Code", "Amount"], ["1", "30"], ["1.1", "10"], ["1.2", "20"], ["2", "9"], ["2.1", "5"]]
    reading = read_budget(read_file(as_csv(rows), LIMITS), "USD", most=100)
    assert [(one.code, one.minor) for one in reading.lines] == [
        *(("1.1", 10_00), ("1.2", 20_00), ("2", 9_00), ("2.1", 5_00))
    ]
    assert _said(reading.left_out) == ["B2: “1” is the sum of its parts, which are lines of their own."]
    assert _said(reading.to_correct) == [
        "B5: “2” has parts that add up to USD 5.00. If it is their sum, leave it out."
    ]

"""The rows under the heading of a budget, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from babel.numbers import is_currency

from app.grants.funding.enums import Category, Finding
from app.grants.funding.imports.categories import category_of
from app.grants.funding.imports.cells import Cell, Kind, Row, Sheet, Told
from app.grants.funding.imports.figures import DASHES, read_amount, style_of, thousands
from app.grants.funding.imports.headings import BUDGET, Heading, Role, is_heading
from app.grants.funding.imports.totals import is_subtotal, is_total

LONGEST_CODE, LONGEST_TITLE = 20, 200
IN_BRACKETS = re.compile(r"[(\[]\s*([A-Za-z]{3})\s*[)\]]|\b(?:in|en) ([A-Z]{3})\b|\b([A-Z]{3})$")


class What(StrEnum):
    """What a row is."""

    LINE = "line"
    TOTAL = "total"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, eq=False)
class Item:
    """One row: a line, a total, or none of both. `at` is the cell of its amount."""

    what: What
    row: int
    at: str
    name: str
    told: tuple[Told, ...] = ()
    minor: int | None = None
    code: str = ""
    title: str = ""
    category: Category | None = None
    is_subtotal: bool = False


class RowReader:
    """Reads the rows of one table. What was decided for all of them is told once, in `notes`."""

    def __init__(self, sheet: Sheet, heading: Heading, currency: str) -> None:
        self.sheet, self.heading, self.currency = sheet, heading, currency
        self.column = heading.columns
        self.rows = [row for row in sheet.rows if row.number > heading.row and row.cells]
        amounts = (row.get(self.column[Role.AMOUNT]) for row in self.rows if not row.is_hidden)
        self.amounts = [one for one in amounts if one is not None]
        self.style = style_of(self.amounts)
        self.section = ""
        self.by_words: list[str] = []
        self.numbered = 0

    def items(self) -> list[Item]:
        """All rows that say something, in their order."""
        found = []
        codes: dict[str, str] = {}
        for row in self.rows:
            item = self._item(row)
            if item is None:
                continue
            if item.what is What.LINE:
                item = self._with_own_code(item, row, codes)
            found.append(item)
        return found

    def notes(self) -> list[Told]:
        """What was decided for the table as a whole; only after its rows were read."""
        told = []
        if self.sheet.hidden_columns & {column for row in self.rows for column in row.cells}:
            told.append(Told(Finding.HIDDEN_COLUMNS))
        if len(self.heading.amounts) > 1:
            words = self.heading.amounts[self.column[Role.AMOUNT]]
            told.append(Told(Finding.TOTAL_COLUMN, "", {"column": words}))
        told.extend(self._other_currency())
        told.extend(thousands(self.style, self.currency))
        if any(one.is_formula and one.kind is not Kind.NO_VALUE for one in self.amounts):
            told.append(Told(Finding.FORMULAS))
        if self.numbered:
            told.append(Told(Finding.NUMBERED))
        if Role.CATEGORY not in self.column:
            told.append(Told(Finding.NO_CATEGORIES))
        return told

    def _other_currency(self) -> Iterator[Told]:
        row = next((one for one in self.sheet.rows if one.number == self.heading.row), None)
        words = row.text(self.column[Role.AMOUNT]) if row is not None else ""
        found = IN_BRACKETS.search(words)
        code = next(filter(None, found.groups())).upper() if found is not None else ""
        if code and is_currency(code) and code != self.currency and row is not None:
            at = row.cells[self.column[Role.AMOUNT]].at
            yield Told(Finding.HEADING_CURRENCY, at, {"said": code, "currency": self.currency})

    def _item(self, row: Row) -> Item | None:
        cell = row.get(self.column[Role.AMOUNT])
        code, title = row.text(self.column.get(Role.CODE)), row.text(self.column.get(Role.TITLE))
        name = " ".join(filter(None, (code, title)))
        if is_heading(self.sheet, row, self.heading, BUDGET):
            return _left_out(row, Finding.REPEATED_HEADING)
        if row.is_hidden:
            return _left_out(row, Finding.HIDDEN_ROW, name) if name or cell is not None else None
        if cell is None:
            if not name:
                return None
            self.section = title or code
            return _left_out(row, Finding.NO_AMOUNT, name)
        words = self._words_of_total(row)
        amount = read_amount(cell, self.currency, self.style)
        told = (amount.told,) if amount.told is not None else ()
        if words and not (code and title):
            sub = is_subtotal(words)
            return Item(What.TOTAL, row.number, cell.at, words, told, amount.minor, is_subtotal=sub)
        if cell.text in DASHES or amount.minor == 0:
            return Item(What.LEFT_OUT, row.number, cell.at, name, (_zero(cell, name),))
        return Item(
            What.LINE,
            row.number,
            cell.at,
            name,
            (*told, *self._amiss(row, name, cell)),
            amount.minor,
            code=self._code(row),
            title=title,
            category=self._category(row, title),
        )

    def _words_of_total(self, row: Row) -> str:
        """The words that make a row one of a total; "" where none do."""
        amount = self.column[Role.AMOUNT]
        texts = (one.text for column, one in sorted(row.cells.items()) if column != amount)
        return next((one for one in texts if is_total(one)), "")

    def _code(self, row: Row) -> str:
        cell = row.get(self.column.get(Role.CODE))
        return "" if cell is None or cell.kind is Kind.DAY else cell.text

    def _category(self, row: Row, title: str) -> Category | None:
        """By its own column; else by the words of the line, or of the heading above it."""
        column = self.column.get(Role.CATEGORY)
        if column is not None:
            return category_of(self.sheet.covered.get((row.number, column), "") or row.text(column))
        return category_of(title) or category_of(self.section)

    def _amiss(self, row: Row, name: str, amount: Cell) -> Iterator[Told]:
        """What is wrong with the words of a line."""
        code, title = row.get(self.column.get(Role.CODE)), row.get(self.column.get(Role.TITLE))
        category = row.get(self.column.get(Role.CATEGORY))
        if not name:
            yield Told(Finding.NO_NAME, amount.at, {"text": amount.text})
        if code is not None and code.kind is Kind.DAY:
            yield Told(Finding.CODE_IS_DAY, code.at, {"text": code.text})
        elif code is not None and len(code.text) > LONGEST_CODE:
            yield Told(Finding.CODE_LONG, code.at, {"text": code.text, "most": LONGEST_CODE})
        if title is not None and len(title.text) > LONGEST_TITLE:
            yield Told(Finding.TITLE_LONG, title.at, {"most": LONGEST_TITLE})
        if category is not None and category_of(category.text) is None:
            yield Told(Finding.CATEGORY_UNKNOWN, category.at, {"text": category.text})

    def _with_own_code(self, item: Item, row: Row, codes: dict[str, str]) -> Item:
        """A number where the table has no codes; what is told where a code is missing or used twice."""
        column = self.column.get(Role.CODE)
        if column is None:
            self.numbered += 1
            return _with(item, code=str(self.numbered))
        cell = row.get(column)
        if cell is None:
            return _with(item, Told(Finding.NO_CODE, item.at, {"text": item.name})) if item.name else item
        if item.code and item.code in codes:
            return _with(
                item, Told(Finding.CODE_TAKEN, cell.at, {"text": item.code, "first": codes[item.code]})
            )
        codes[item.code] = cell.at
        return item


def _with(item: Item, *told: Told, code: str | None = None) -> Item:
    return Item(
        item.what,
        item.row,
        item.at,
        item.name,
        (*item.told, *told),
        item.minor,
        code=item.code if code is None else code,
        title=item.title,
        category=item.category,
    )


def _left_out(row: Row, what: Finding, text: str = "") -> Item:
    at = min(row.cells.values(), key=lambda one: one.column).at
    return Item(What.LEFT_OUT, row.number, at, text, (Told(what, at, {"text": text}),))


def _zero(cell: Cell, name: str) -> Told:
    return Told(Finding.NOTHING, cell.at, {"text": name})

"""A table as it came, cell by cell, and what there is to tell about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.grants.funding.enums import Finding
from app.kernel.text import search_key

MEGABYTE = 1024 * 1024
LETTERS = 26


class Kind(StrEnum):
    """What a cell of a workbook holds; in a CSV file every cell is text."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    PERCENT = "percent"
    NO_VALUE = "no_value"
    """A formula whose result was never saved."""
    ERROR = "error"


@dataclass(frozen=True)
class Limits:
    """How much is read: bytes of the file, bytes unpacked, cells with those that merely are there."""

    bytes: int
    unpacked: int
    cells: int


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is what it shows, on one line; `number` or `day` is its value where it has one."""

    row: int
    column: int
    text: str
    kind: Kind = Kind.TEXT
    number: Decimal | None = None
    day: date | None = None
    is_formula: bool = False
    sign: str = ""
    """With which a workbook shows the number: $, €, KES."""

    @property
    def at(self) -> str:
        """Its address, such as B7."""
        return f"{letters(self.column)}{self.row}"

    @property
    def is_empty(self) -> bool:
        return not self.text and self.kind is Kind.TEXT

    @property
    def key(self) -> str:
        """Its words without case and accents."""
        return search_key(self.text)


@dataclass(frozen=True)
class Told:
    """One thing to tell: what it is, the cell or row where it stands, and what its sentence names."""

    what: Finding
    cell: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """The cells of one row by their column; the empty ones are not among them."""

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False

    def get(self, column: int | None) -> Cell | None:
        """The cell in this column; None where it is empty."""
        return None if column is None else self.cells.get(column)

    def text(self, column: int | None) -> str:
        found = self.get(column)
        return found.text if found is not None else ""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a CSV file. `headings` are the rows as their headings are read: what stands
    in a merged cell stands in each cell that it covers."""

    name: str
    rows: Sequence[Row]
    covered: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) → the words of the merged cell that covers it."""
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    def width(self, row: Row) -> int:
        """The last column of a row in which something stands."""
        merged = (column for number, column in self.covered if number == row.number)
        return max([*row.cells, *merged], default=0)

    def heading(self, row: Row, column: int) -> str:
        """The words above a column in this row, without case and accents."""
        return search_key(self.covered.get((row.number, column), "") or row.text(column))


@dataclass(frozen=True)
class Tables:
    """Everything in a file, and what there is to tell about it as a whole."""

    sheets: Sequence[Sheet]
    told: tuple[Told, ...] = ()


def letters(column: int) -> str:
    """The letters of a column, the first being 1: A, Z, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        found = chr(ord("A") + rest) + found
    return found

"""The costs of a month, as bookkeeping exports them: one row for each amount, with its own number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.grants.funding.enums import Finding, ImportRefusal
from app.grants.funding.imports.cells import Row, Sheet, Tables, Told, letters
from app.grants.funding.imports.days import order_of, read_day
from app.grants.funding.imports.figures import read_amount, style_of, thousands
from app.grants.funding.imports.headings import COSTS, Heading, Role, find_heading, is_heading
from app.grants.funding.imports.sheets import choose_sheet
from app.grants.funding.imports.totals import is_total
from app.kernel.errors import DomainError
from app.kernel.text import search_key

NEEDED = (Role.DAY, Role.LINE, Role.ACCOUNT, Role.AMOUNT, Role.NUMBER)  # a note may be there too
LONGEST_NUMBER, LONGEST_NOTE = 40, 500
MISSING: Mapping[Role, Finding] = {
    Role.DAY: Finding.DAY_MISSING,
    Role.LINE: Finding.LINE_MISSING,
    Role.ACCOUNT: Finding.ACCOUNT_MISSING,
    Role.AMOUNT: Finding.AMOUNT_MISSING,
    Role.NUMBER: Finding.NUMBER_MISSING,
}


@dataclass(frozen=True)
class CostRow:
    """One row as it was understood. `minor` is in the currency of the account; what is in `told` has to be
    corrected in the file."""

    row: int
    day: date | None
    line: str
    account: str
    minor: int | None
    number: str
    note: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class CostsReading:
    """All rows of a file, those left out, and what was decided."""

    sheet: str
    rows: tuple[CostRow, ...]
    left_out: tuple[Told, ...]
    notes: tuple[Told, ...]


def read_costs(
    tables: Tables, *, lines: Collection[str], accounts: Mapping[str, str], most: int, sheet: str = ""
) -> CostsReading:
    """The costs in a file. `lines`: the codes of the fund's lines; `accounts`: code → currency of the
    network's accounts; `most`: how many rows are taken. Raises NO_COSTS, SEVERAL_SHEETS, SEVERAL_COLUMNS,
    NO_LINES, TOO_MANY_COSTS."""
    chosen = choose_sheet(tables, _heading_of, sheet, ImportRefusal.NO_COSTS)
    reader = _Reader(chosen.sheet, chosen.heading, {search_key(one): one for one in lines}, accounts)
    rows, left_out = reader.rows()
    if not rows:
        raise DomainError(ImportRefusal.NO_LINES)
    if len(rows) > most:
        raise DomainError(ImportRefusal.TOO_MANY_COSTS, most=most, found=len(rows))
    return CostsReading(
        chosen.sheet.name, tuple(rows), tuple(left_out), (*tables.told, *chosen.told, *reader.notes())
    )


def _heading_of(sheet: Sheet) -> Heading | None:
    return find_heading(sheet, COSTS, lambda columns: all(one in columns for one in NEEDED))


class _Reader:
    def __init__(
        self, sheet: Sheet, heading: Heading, lines: Mapping[str, str], accounts: Mapping[str, str]
    ) -> None:
        self.sheet, self.heading, self.lines, self.currency_of = sheet, heading, lines, accounts
        self.accounts = {search_key(one): one for one in accounts}
        self.column = heading.columns
        self.under = [row for row in sheet.rows if row.number > heading.row and row.cells]
        cells = {
            role: [cell for row in self.under if (cell := row.get(self.column.get(role))) is not None]
            for role in (Role.AMOUNT, Role.DAY)
        }
        self.style, self.order = style_of(cells[Role.AMOUNT]), order_of(cells[Role.DAY])

    def rows(self) -> tuple[list[CostRow], list[Told]]:
        found: list[CostRow] = []
        left_out: list[Told] = []
        numbers: dict[str, str] = {}
        for row in self.under:
            passed = self._passed_over(row)
            if passed is not None:
                left_out.append(passed)
                continue
            if not any(row.get(self.column.get(role)) is not None for role in NEEDED):
                continue
            found.append(self._row(row, numbers))
        return found, left_out

    def notes(self) -> Iterator[Told]:
        """What was decided for all rows; a figure is told in the currency of its own row's account."""
        either = self.style.either
        if either is None:
            return
        row = next(one for one in self.under if one.number == either.row)
        account = self.accounts.get(search_key(row.text(self.column[Role.ACCOUNT])))
        if account is not None:
            yield from thousands(self.style, self.currency_of[account])

    def _passed_over(self, row: Row) -> Told | None:
        """Why a row is no cost; None for one that is."""
        at = min(row.cells.values(), key=lambda one: one.column).at
        if is_heading(self.sheet, row, self.heading, COSTS):
            return Told(Finding.REPEATED_HEADING, at)
        words = [one.text for _column, one in sorted(row.cells.items())]
        if row.is_hidden:
            return Told(Finding.HIDDEN_ROW, at, {"text": " ".join(words[:2])})
        has_line = row.get(self.column[Role.LINE]) is not None and row.get(self.column[Role.DAY]) is not None
        total = next((one for one in words if is_total(one)), "")
        return Told(Finding.NO_COST, at, {"text": total}) if total and not has_line else None

    def _row(self, row: Row, numbers: dict[str, str]) -> CostRow:
        told = [
            Told(what, f"{self._letter(role)}{row.number}")
            for role, what in MISSING.items()
            if row.get(self.column[role]) is None
        ]
        day, wrong = self._day(row)
        told += wrong
        line, account = self._known(row, Role.LINE, self.lines), self._known(row, Role.ACCOUNT, self.accounts)
        told += [
            Told(what, row.cells[self.column[role]].at, {"text": row.text(self.column[role])})
            for role, known, what in (
                (Role.LINE, line, Finding.LINE_UNKNOWN),
                (Role.ACCOUNT, account, Finding.ACCOUNT_UNKNOWN),
            )
            if known is None and row.get(self.column[role]) is not None
        ]
        minor, wrong = self._amount(row, account)
        told += wrong
        told += self._amiss(row, numbers)
        return CostRow(
            row.number,
            day,
            line or row.text(self.column[Role.LINE]),
            account or row.text(self.column[Role.ACCOUNT]),
            minor,
            row.text(self.column[Role.NUMBER]),
            row.text(self.column.get(Role.NOTE)),
            tuple(told),
        )

    def _letter(self, role: Role) -> str:
        return letters(self.column[role])

    def _day(self, row: Row) -> tuple[date | None, list[Told]]:
        cell = row.get(self.column[Role.DAY])
        if cell is None:
            return None, []
        found = read_day(cell, self.order)
        return (None, [found]) if isinstance(found, Told) else (found, [])

    def _known(self, row: Row, role: Role, known: Mapping[str, str]) -> str | None:
        return known.get(search_key(row.text(self.column[role])))

    def _amount(self, row: Row, account: str | None) -> tuple[int | None, list[Told]]:
        """In the currency of the account; not read while that is not known."""
        cell = row.get(self.column[Role.AMOUNT])
        if cell is None or account is None:
            return None, []
        amount = read_amount(cell, self.currency_of[account], self.style)
        if amount.minor == 0:
            return None, [Told(Finding.NO_MONEY, cell.at)]
        return amount.minor, [amount.told] if amount.told is not None else []

    def _amiss(self, row: Row, numbers: dict[str, str]) -> Iterator[Told]:
        """What is wrong with the number and the note."""
        cell = row.get(self.column[Role.NUMBER])
        if cell is not None:
            if len(cell.text) > LONGEST_NUMBER:
                yield Told(Finding.NUMBER_LONG, cell.at, {"most": LONGEST_NUMBER})
            elif cell.text in numbers:
                yield Told(Finding.NUMBER_TWICE, cell.at, {"text": cell.text, "first": numbers[cell.text]})
            numbers.setdefault(cell.text, cell.at)
        note = row.get(self.column.get(Role.NOTE))
        if note is not None and len(note.text) > LONGEST_NOTE:
            yield Told(Finding.NOTE_LONG, note.at, {"most": LONGEST_NOTE})

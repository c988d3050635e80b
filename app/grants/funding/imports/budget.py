"""A donor's budget: which rows are lines, which only add them up, and what there is to tell about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.grants.funding.enums import Category, Finding, ImportRefusal
from app.grants.funding.imports.budget_rows import Item, RowReader, What
from app.grants.funding.imports.cells import Sheet, Tables, Told
from app.grants.funding.imports.headings import BUDGET, Heading, Role, find_heading
from app.grants.funding.imports.sheets import choose_sheet
from app.grants.funding.imports.totals import parts_of
from app.kernel.errors import DomainError
from app.kernel.money import Money


@dataclass(frozen=True)
class ReadLine:
    """A line as it was understood. `minor` is None where the amount could not be read; `category` where it
    is not plain."""

    row: int
    code: str
    title: str
    category: Category | None
    minor: int | None


@dataclass(frozen=True)
class BudgetReading:
    """What a file says, in the currency that was asked for: minor units. `to_correct` names cells that need
    an answer; `left_out` rows that are no lines; `notes` what was decided. `stated` is its own total."""

    sheet: str
    language: str
    lines: tuple[ReadLine, ...]
    total: int
    stated: int | None
    to_correct: tuple[Told, ...]
    left_out: tuple[Told, ...]
    notes: tuple[Told, ...]

    def with_notes(self, more: Iterable[Told]) -> BudgetReading:
        """The same, with what there is to tell about the file as a whole first."""
        return replace(self, notes=(*more, *self.notes))


def read_budget(tables: Tables, currency: str, *, most: int, sheet: str = "") -> BudgetReading:
    """The budget in a file. `sheet` names one where several have a table; `most` is how many lines are taken.
    Raises NO_TABLE, SEVERAL_SHEETS, SEVERAL_COLUMNS, NO_LINES, TOO_MANY_LINES."""
    chosen = choose_sheet(tables, _heading_of, sheet, ImportRefusal.NO_TABLE)
    table, heading = chosen.sheet, chosen.heading
    reader = RowReader(table, heading, currency)
    items = reader.items()
    if not any(one.what is What.LINE for one in items):
        raise DomainError(ImportRefusal.NO_LINES)
    reading = _put_together(table, heading, currency, items)
    if len(reading.lines) > most:
        raise DomainError(ImportRefusal.TOO_MANY_LINES, most=most, found=len(reading.lines))
    return reading.with_notes([*tables.told, *chosen.told, *reader.notes()])


def _put_together(table: Sheet, heading: Heading, currency: str, items: Sequence[Item]) -> BudgetReading:
    """Lines, totals that are compared with them, and what is left out, in the order of the rows."""
    sums = _sums_of_parts(items)
    lines: list[Item] = []
    to_correct: list[Told] = []
    left_out: list[Told] = []
    stated, whole, since = None, 0, 0
    for item in items:
        if item.what is What.LEFT_OUT:
            left_out.extend(item.told)
        elif item.what is What.LINE and item in sums and sums[item] == item.minor:
            left_out.append(Told(Finding.PARENT_ROW, item.at, {"text": item.name}))
        elif item.what is What.LINE:
            if item in sums:
                params = {"text": item.name, "sum": Money(sums[item], currency)}
                to_correct.append(Told(Finding.PARENT_DIFFERS, item.at, params))
            lines.append(item)
            to_correct.extend(item.told)
            whole, since = whole + (item.minor or 0), since + (item.minor or 0)
        else:
            left_out.append(_compared(item, currency, whole, since))
            stated = stated if item.is_subtotal or item.minor is None else item.minor
            since = 0
    return BudgetReading(
        sheet=table.name,
        language=heading.language,
        lines=tuple(ReadLine(one.row, one.code, one.title, one.category, one.minor) for one in lines),
        total=whole,
        stated=stated,
        to_correct=tuple(to_correct),
        left_out=tuple(left_out),
        notes=(),
    )


def _sums_of_parts(items: Sequence[Item]) -> dict[Item, int]:
    """The lines whose codes have parts, each with the sum of these."""
    lines = [one for one in items if one.what is What.LINE]
    codes = [one.code for one in lines]
    found = {}
    for place, line in enumerate(lines):
        parts = parts_of(codes, place)
        if parts:
            found[line] = sum(lines[at].minor or 0 for at in parts)
    return found


def _compared(item: Item, currency: str, whole: int, since: int) -> Told:
    """A total against the lines above it: all of them, or those since the total before."""
    if item.minor is None:
        return item.told[0]
    params = {"text": item.name, "said": Money(item.minor, currency)}
    if item.minor in (whole, since):
        return Told(Finding.TOTAL_ROW, item.at, params)
    params["sum"] = Money(since if item.is_subtotal else whole, currency)
    return Told(Finding.TOTAL_DIFFERS, item.at, params)


def _heading_of(sheet: Sheet) -> Heading | None:
    return find_heading(sheet, BUDGET, lambda columns: Role.TITLE in columns or Role.CODE in columns)

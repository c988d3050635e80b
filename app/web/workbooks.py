"""A table as a workbook, for those who go on calculating with it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from werkzeug.wrappers import Response

from app.kernel.money import Money
from app.web.downloads import download

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 60, 8
Cell = str | int | Money | Decimal | date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: a row of headings, and rows of cells. Money stands as a number with the digits of its
    currency, which the heading names; words stay words, whatever they begin with."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def make_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook, as bytes of an XLSX file."""
    import xlsxwriter  # noqa: PLC0415 - heavy, and few requests make a workbook

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats: dict[str, Any] = {}

    def styled(pattern: str) -> Any:
        if pattern not in formats:
            formats[pattern] = book.add_format({"num_format": pattern})
        return formats[pattern]

    for sheet in sheets:
        page = book.add_worksheet(sheet.title[:31])
        page.freeze_panes(1, 1)
        for column, words in enumerate(sheet.headings):
            page.write_string(0, column, words, bold)
            page.set_column(column, column, _width(sheet, column))
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, styled)
    book.close()
    return kept.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, styled: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Money):
        digits = get_currency_precision(cell.currency)
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        page.write_number(row, column, Decimal(cell.minor).scaleb(-digits), styled(pattern))
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, styled("yyyy-mm-dd"))
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    else:
        page.write_number(row, column, cell)


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(_plain(row[column])) for row in sheet.rows if column < len(row)), default=0)
    words = max(map(len, sheet.headings[column].split()), default=0)
    return min(WIDEST, max(NARROWEST, longest, words) + 2)


def _plain(cell: Cell) -> str:
    return cell.shown("en") if isinstance(cell, Money) else "" if cell is None else str(cell)


def workbook_response(sheets: Sequence[Sheet], filename: str) -> Response:
    """The workbook to take away. `filename` without its ending."""
    return download(make_workbook(sheets), MIMETYPE, f"{filename}.xlsx")

"""Good files, made in code, from which tests make others: rows of cells, as CSV or as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from app.grants.funding.imports import Limits

MEGABYTE = 1024 * 1024
LIMITS = Limits(bytes=2 * MEGABYTE, unpacked=20 * MEGABYTE, cells=100_000)
Rows = list[list[Any]]

BUDGET: Rows = [
    ["Budget of the network", "", "", ""],
    ["", "", "", ""],
    ["Code", "Title", "Category", "Amount"],
    ["A", "Passed on", "", ""],
    ["A1", "Small grants", "Sub-grants", "36,000.00"],
    ["A2", "Emergency grants", "Sub-grants", "4,000.50"],
    ["", "Subtotal", "", "40,000.50"],
    ["B", "Secretariat", "", ""],
    ["B1", "Coordination", "Coordination", "12,500.00"],
    ["B2", "Audit", "Audit", "1,500.00"],
    ["", "Subtotal", "", "14,000.00"],
    ["", "Total", "", "54,000.50"],
]
LINES = {5: 36_000_00, 6: 4_000_50, 9: 12_500_00, 10: 1_500_00}  # row → minor units

COSTS: Rows = [
    ["Date", "Budget line", "Account", "Amount", "Bookkeeping number", "Note"],
    ["2026-03-02", "A1", "Bank", "1,200.50", "V-1", "Salaries"],
    ["2026-03-15", "A2", "Bank", "300.00", "V-2", ""],
    ["2026-03-31", "A2", "Cash", "15,000", "V-3", "Rent"],
]


def copied(rows: Rows) -> Rows:
    return [list(row) for row in rows]


def as_csv(rows: Sequence[Sequence[Any]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file."""
    kept = io.StringIO()
    csv.writer(kept, delimiter=separator).writerows(rows)
    return kept.getvalue().encode(encoding)


def as_book(sheets: Mapping[str, Sequence[Sequence[Any]]], change: Any = None) -> bytes:
    """The sheets as a workbook; `change` does what cells alone cannot say."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    page.cell(number, column, value)
    if change is not None:
        change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()

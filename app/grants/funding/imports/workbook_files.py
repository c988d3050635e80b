"""An XLSX file. What it unpacks to and how many cells it has is known before the library reads it, which
makes an object of every cell, and of every cell that a merged one covers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from app.documents.enums import DocumentRefusal
from app.documents.rules import Limits as DocumentLimits
from app.documents.rules import check_upload
from app.grants.funding.enums import ImportRefusal
from app.grants.funding.imports.cells import Cell, Kind, Limits, Row, Sheet, Tables
from app.kernel.errors import DomainError
from app.kernel.text import one_line

A_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
A_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)[\"']")
SHEETS = re.compile(r"xl/(?:work|chart|dialog|macro)?sheets?/[^/]+\.xml$", re.IGNORECASE)
DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)[\"']")
OUR_ENCODINGS = (b"utf-8", b"us-ascii")
QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
SIGN = re.compile(r"\[\$([^\]-]+)|\"([^\"]+)\"|([$€£])")
FIXED = re.compile(r"0\.(0+)$")
EXACT = 15  # significant digits, as spreadsheets keep and show them


def read_workbook(data: bytes, limits: Limits) -> Tables:
    """The sheets of a workbook. Raises what the checks of documents do, and TOO_MANY_CELLS."""
    check_upload(data, "table.xlsx", _document_limits(limits))
    has_formulas = _look_through(data, limits)
    try:
        shown = _loaded(data, values=True)
        written = _loaded(data, values=False) if has_formulas else None
        sheets = [_sheet(one, written[one.title] if written else None) for one in shown.worksheets]
    except DomainError:
        raise
    except Exception:  # the library trips over damage in more ways than it says
        raise DomainError(DocumentRefusal.DAMAGED) from None
    return Tables(tuple(sheets))


def _document_limits(limits: Limits) -> DocumentLimits:
    return DocumentLimits(bytes=limits.bytes, unpacked=limits.unpacked, pixels=0, decoded_pixels=0, side=0)


def _look_through(data: bytes, limits: Limits) -> bool:
    """Whether there are formulas. Raises DAMAGED for XML that could unfold, TOO_MANY_CELLS."""
    cells, has_formulas = 0, False
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.lower().endswith((".xml", ".rels", ".vml")):
                continue
            part = archive.read(name)
            _check_plain(part)
            if SHEETS.match(name):
                cells += len(A_CELL.findall(part)) + sum(_covered(part))
                has_formulas = has_formulas or A_FORMULA.search(part) is not None
            if cells > limits.cells:
                raise DomainError(ImportRefusal.TOO_MANY_CELLS, most=limits.cells)
    return has_formulas


def _check_plain(part: bytes) -> None:
    declared = DECLARED.search(part[:200])
    odd = declared is not None and declared[1].lower() not in OUR_ENCODINGS
    if odd or b"\0" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise DomainError(DocumentRefusal.DAMAGED)


def _covered(part: bytes) -> Iterator[int]:
    """How many cells each merged one covers."""
    for left, top, right, bottom in MERGED.findall(part):
        yield max(1, (_number(right) - _number(left) + 1) * (int(bottom) - int(top) + 1))


def _number(name: bytes) -> int:
    found = 0
    for letter in name:
        found = found * 26 + letter - ord("A") + 1
    return found


def _loaded(data: bytes, *, values: bool) -> Any:
    import openpyxl  # noqa: PLC0415 - heavy, and few requests read a workbook

    return openpyxl.load_workbook(BytesIO(data), data_only=values, keep_links=False)


def _sheet(shown: Any, written: Any) -> Sheet:
    rows = []
    for cells in shown.iter_rows():
        if not cells:
            continue
        number = cells[0].row
        read = (_cell(one, is_formula=_is_formula(written, one)) for one in cells)
        kept = {one.column: one for one in read if not one.is_empty}
        hidden = bool(shown.row_dimensions[number].hidden) if number in shown.row_dimensions else False
        rows.append(Row(number, kept, is_hidden=hidden))
    return Sheet(
        shown.title,
        rows,
        covered=_words_of_merged(shown),
        hidden_columns=frozenset(_hidden_columns(shown)),
        is_hidden=shown.sheet_state != "visible",
    )


def _is_formula(written: Any, cell: Any) -> bool:
    return written is not None and written.cell(cell.row, cell.column).data_type == "f"


def _words_of_merged(shown: Any) -> dict[tuple[int, int], str]:
    found = {}
    for area in shown.merged_cells.ranges:
        words = _shown(shown.cell(area.min_row, area.min_col).value)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                found[row, column] = words
    return found


def _hidden_columns(shown: Any) -> Iterator[int]:
    for dimension in shown.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            yield from range(dimension.min, min(dimension.max, shown.max_column) + 1)


def _cell(cell: Any, *, is_formula: bool) -> Cell:
    value, row, column = cell.value, cell.row, cell.column
    if value is None:
        kind = Kind.NO_VALUE if is_formula else Kind.TEXT
        return Cell(row, column, "", kind, is_formula=is_formula)
    if cell.data_type == "e":
        return Cell(row, column, one_line(str(value)), Kind.ERROR, is_formula=is_formula)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(row, column, day.isoformat(), Kind.DAY, day=day, is_formula=is_formula)
    if isinstance(value, int | float) and not isinstance(value, bool):
        given = str(cell.number_format or "")
        pattern, number = QUOTED.sub("", given), exact(value)
        kind = Kind.PERCENT if "%" in pattern else Kind.NUMBER
        text = _written(number, pattern, kind)
        return Cell(row, column, text, kind, number, is_formula=is_formula, sign=_sign(given))
    return Cell(row, column, _shown(value), is_formula=is_formula)


def exact(value: float) -> Decimal:
    """The number that a spreadsheet shows: what it computed beyond its digits is no part of it."""
    return Decimal(f"{value:.{EXACT}g}")


def _written(number: Decimal, pattern: str, kind: Kind) -> str:
    """A number as text: a percentage as one, a code such as 1.10 with its last nought."""
    if kind is Kind.PERCENT:
        return f"{(number * 100).normalize():f} %"
    fixed = FIXED.fullmatch(pattern)
    plain = f"{number.normalize():f}"
    digits = len(plain.partition(".")[2])
    return f"{number:.{len(fixed[1])}f}" if fixed is not None and digits <= len(fixed[1]) else plain


def _sign(pattern: str) -> str:
    """The currency with which a format shows its numbers; "" where it names none."""
    found = SIGN.search(pattern)
    return one_line(next(filter(None, found.groups()))) if found is not None else ""


def _shown(value: Any) -> str:
    return "" if value is None else one_line(str(value))

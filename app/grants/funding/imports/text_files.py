"""A CSV file as programs of many makers write it: its signs, and what separates its columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from app.grants.funding.enums import Finding, ImportRefusal
from app.grants.funding.imports.cells import Cell, Limits, Row, Sheet, Tables, Told
from app.kernel.errors import DomainError
from app.kernel.text import one_line

SEPARATORS = (";", "\t", ",", "|")
LOOKED_AT = 200  # rows, to find out what separates the columns
NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|table)", re.IGNORECASE)
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read_text(data: bytes, limits: Limits) -> Tables:
    """The one table of a text file. Raises OTHER_FILE, TOO_MANY_CELLS, QUOTE_OPEN."""
    text, told = _decoded(data)
    if NO_TEXT.search(text) or PAGE.match(text):
        raise DomainError(ImportRefusal.OTHER_FILE)
    named = NAMED.match(text)
    separator = named[1] if named is not None else _separator(text)
    skipped = 1 if named is not None else 0
    body = text[named.end() :] if named is not None else text
    rows = _rows(body, separator, limits, skipped)
    return Tables((Sheet("", rows),), told)


def _decoded(data: bytes) -> tuple[str, tuple[Told, ...]]:
    """UTF-8 or what a mark at the start says; else as Windows writes Western languages, which is told."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                raise DomainError(ImportRefusal.OTHER_FILE) from None
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), (Told(Finding.OLDER_SIGNS),)
    except UnicodeDecodeError:
        raise DomainError(ImportRefusal.OTHER_FILE) from None


def _separator(text: str) -> str:
    """The sign that gives most rows the same number of columns, more than one."""
    return max(SEPARATORS, key=lambda one: (_regular(text, one), -SEPARATORS.index(one)))


def _regular(text: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            if number >= LOOKED_AT:
                break
            widths[len(row)] += 1 if len(row) > 1 else 0
    except csv.Error:
        return 0
    return max(widths.values(), default=0)


def _rows(text: str, separator: str, limits: Limits, skipped: int) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    number = seen = skipped
    try:
        for number, values in enumerate(reader, skipped + 1):
            seen += len(values) + 1
            if seen > limits.cells:
                raise DomainError(ImportRefusal.TOO_MANY_CELLS, most=limits.cells)
            cells = (Cell(number, column, one_line(value)) for column, value in enumerate(values, 1))
            rows.append(Row(number, {one.column: one for one in cells if one.text}))
    except csv.Error:
        raise DomainError(ImportRefusal.QUOTE_OPEN, row=number + 1) from None
    return rows

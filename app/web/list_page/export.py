"""A list as a file, for those who may take it away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_babel import format_decimal
from sqlalchemy import Select
from werkzeug.wrappers import Response

from app.kernel.errors import DomainError
from app.web.downloads import download
from app.web.errors import WebRefusal
from app.web.list_page.fetching import fetch
from app.web.list_page.state import ListState

_INVISIBLE = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*"
_FORMULA = re.compile(rf"((?:^|[;,|\t\r\n]){_INVISIBLE})([=+\-@\uff1d\uff0b\uff0d\uff20])")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it a spreadsheet reads accents wrong


def safe_cell(value: Any) -> str:
    """A cell as text that no spreadsheet takes for a formula, not even where it reads the file with another
    separator, as it does in Spanish and French: whoever applies chooses what it says."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = _FORMULA.sub(r"\1'\2", str(value))
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") else text


def fetch_all(statement: Select[Any], state: ListState) -> Sequence[Any]:
    """Every row of a list, in its order. Raises DomainError TOO_MANY_TO_EXPORT, never some of them."""
    most = current_app.config["EXPORT_MAX_ROWS"]
    page = fetch(statement, state, size=most)
    if page.after or page.before:
        raise DomainError(WebRefusal.TOO_MANY_TO_EXPORT, most=format_decimal(most))
    return page.rows


def csv_response(headings: Sequence[str], rows: Iterable[Sequence[Any]], filename: str) -> Response:
    """A CSV file to keep, for people and their spreadsheets. Nobody's cache may hold it."""
    safe = ([safe_cell(cell) for cell in row] for row in rows)
    return plain_csv_response([safe_cell(heading) for heading in headings], safe, filename)


def plain_csv_response(headings: Sequence[str], rows: Iterable[Sequence[str]], filename: str) -> Response:
    """The same for a program, which needs cells as they are. Whoever calls it has seen to it that none is a
    formula."""
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return download(text.getvalue(), "text/csv", f"{filename}.csv")

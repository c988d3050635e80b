"""What a person reads of an answer, also where it is a PDF or a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator

from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from werkzeug.test import TestResponse

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def words_of(response: TestResponse) -> str:
    """The text of an answer; of a PDF and of a workbook in one line."""
    if response.mimetype == "application/pdf":
        try:
            return pdf_words(response.data)
        except PdfReadError:  # a document of a test that only begins like a PDF
            return response.data.decode("latin-1")
    if response.mimetype == WORKBOOK:
        return " ".join(str(cell) for row in sheet_rows(response.data) for cell in row if cell is not None)
    return response.text


def pdf_words(content: bytes) -> str:
    """The text of a PDF, without regard to where its lines end."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sheet_rows(content: bytes) -> Iterator[tuple[object, ...]]:
    """The rows of every sheet of a workbook, as values."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        yield from sheet.iter_rows(values_only=True)

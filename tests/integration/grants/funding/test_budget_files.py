"""The budget of a new award out of a file: read, shown, corrected in the award's own form, and only then
written."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.grants.funding.models import Fund
from app.kernel.database import db
from tests.integration.grants.funding.bookkeeper import Bookkeeper, errors_of
from tests.integration.grants.funding.books import Books
from tests.integration.grants.funding.test_award_forms import AWARD

SPANISH = """Presupuesto 2026;;;
;;;
Código;Título;Categoría;Monto (USD)
B1;Pequeñas subvenciones;Subvenciones;"36.000,00"
B2;Coordinación;Coordinación;1.000,50
B3;Auditoría;Viajes;(20)
;Total;;37.100,50
"""
ROWS = re.compile(r'name="(lines-\d+-\w+)"[^>]* value="([^"]+)"')
CHOSEN = re.compile(r'name="(lines-[012]-category)"><option .*?<option selected value="(\w+)">')


def send(keeper: Bookkeeper, data: bytes, name: str, *, language: str = "en", **typed: str) -> TestResponse:
    """Send a file with a budget in dollars."""
    fields: dict[str, Any] = {"currency": "USD", "file": (BytesIO(data), name), **typed}
    return keeper.send(None, "new/award/file", fields, language=language)


def test_a_budget_fills_in_the_form_of_an_award_and_writes_nothing_before(
    books: Books, keeper: Bookkeeper
) -> None:
    answer = send(keeper, SPANISH.encode("cp1252"), "presupuesto.csv")
    assert answer.status_code == 200
    text = re.sub("[\u00a0\u202f]", " ", answer.text)
    shown = dict(ROWS.findall(text))
    assert {name: value for name, value in shown.items() if name[6] in "012"} == {
        "lines-0-code": "B1",
        "lines-0-amount": "36,000.00",
        "lines-0-title_es": "Pequeñas subvenciones",
        "lines-1-code": "B2",
        "lines-1-amount": "1,000.50",
        "lines-1-title_es": "Coordinación",
        "lines-2-code": "B3",
        "lines-2-title_es": "Auditoría",
    }
    chosen = dict(CHOSEN.findall(text))
    assert chosen == {"lines-0-category": "sub_grants", "lines-1-category": "coordination"}
    said = re.findall(r"<li dir=\"auto\">([^<]*)</li>", text)
    assert said == [
        "D6: “(20)” is negative.",
        "C6: “Viajes” is none of the categories. Choose one.",
        "The file is not in UTF-8. It was read as Windows-1252: check the accents.",
        "D7: “Total” says USD 37,100.50, but the lines above it add up to USD 37,000.50.",
    ]
    assert db.session.scalars(select(Fund.id).where(Fund.code == "B")).all() == []
    assert books.fund.donor is not None
    corrected = AWARD | shown | chosen | {"donor": books.fund.donor.ref, "lines-2-amount": "100"}
    corrected |= {"lines-2-category": "audit", "lines-2-tag": ""}
    keeper.enter(None, "new/award", **corrected)
    fund = db.session.scalars(select(Fund).where(Fund.code == "B")).one()
    assert [(one.code, one.category, one.agreed_minor) for one in fund.lines] == [
        ("B1", "sub_grants", 36_000_00),
        ("B2", "coordination", 1_000_50),
        ("B3", "audit", 100_00),
    ]


def test_what_is_no_budget_is_said_beside_the_file(books: Books, keeper: Bookkeeper) -> None:
    said = errors_of(send(keeper, b"Name,Age\nWren,3\n", "people.csv"))
    assert said == {
        "file": "We found no table with a heading for its amounts. Name the columns in one row, such as: "
        "Code, Title, Category, Amount."
    }
    assert errors_of(keeper.send(None, "new/award/file", {})) == {
        "file": "Choose the file",
        "currency": "Choose the currency",
    }

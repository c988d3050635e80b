"""No cell of an exported file is a formula, with whatever separator a spreadsheet reads it."""

from __future__ import annotations

import pytest

from app.web.list_page.export import safe_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Puentes", "Puentes"),
        ("Casa - Norte", "Casa - Norte"),
        ("=1+1", "'=1+1"),
        (" @x", " '@x"),
        ("\u200b=1", "\u200b'=1"),
        ("\u00a0=1", "\u00a0'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("x;=1+1", "x;'=1+1"),
        ("x, +1", "x, '+1"),
        ("x\n-1", "x\n'-1"),
        ("\tx", "'\tx"),
    ],
)
def test_a_cell_is_never_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell

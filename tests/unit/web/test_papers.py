"""Papers as PDF: tagged, titled, in their language, and their text can be read."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from app.web.papers import Paper, facts, heading, make_pdf, quote, table, text_of

BLOCKS = [
    heading("The money"),
    text_of("Nothing is *markup*: #let, $x$, <tag>, \\ and “quotes”."),
    quote("Una marcha y una comida. Марш. مسيرة."),
    facts([("Signed by", "R., Chair")]),
    table(["Line", "Agreed"], [["A1 · Grants", "4,000.00"]]),
]


def _paper(language: str = "en", text: str = "Text") -> Paper:
    return Paper("Agreement", language, "River", date(2026, 4, 26), [*BLOCKS, text_of(text)], footer="7K3Q2")


def _read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_paper_is_tagged_titled_and_in_its_language(language: str) -> None:
    content = make_pdf(_paper(language))
    root = _read(content).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (language, True)
    assert _read(content).metadata.title == "Agreement"  # type: ignore[union-attr]
    assert b"pdfuaid:part" in content
    tags = content.decode("latin-1")
    assert all(f"/S/{tag}" in tags.replace("/S /", "/S/") for tag in ("H1", "P", "Table", "TH", "TD"))


def test_what_somebody_wrote_is_text_and_nothing_else() -> None:
    words = " ".join(_read(make_pdf(_paper())).pages[0].extract_text().split())
    assert "Nothing is *markup*: #let, $x$, <tag>, \\ and “quotes”." in words
    assert "Una marcha y una comida. Марш." in words
    assert "A1 · Grants 4,000.00" in words
    assert "7K3Q2 1 / 1" in words


def test_the_same_paper_gives_the_same_bytes_and_another_one_does_not() -> None:
    assert make_pdf(_paper()) == make_pdf(_paper())
    assert make_pdf(_paper()) != make_pdf(_paper(text="Texts"))


def test_a_name_that_the_fonts_do_not_hold_still_makes_a_tagged_paper() -> None:
    content = make_pdf(_paper(text="ชื่อ"))
    assert _read(content).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" not in content

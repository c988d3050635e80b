"""Papers: what is kept, printed or handed to somebody, as a PDF that a screen reader can read.

A paper is tagged, has a title and a language, and its text can be copied. It is made to PDF/UA-1 by Typst;
the same paper gives the same bytes. Nothing that somebody wrote is read as markup: it all goes in as data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from werkzeug.wrappers import Response

from app.web.downloads import download

HERE = Path(__file__).parent
PDF_UA: Literal["ua-1"] = "ua-1"


@dataclass(frozen=True)
class Paper:
    """What a paper says, block by block, in one `language`. `wide`: across, for tables of many columns."""

    title: str
    language: str
    author: str
    made_on: date
    blocks: Sequence[dict[str, Any]]
    footer: str = ""
    wide: bool = False


def heading(text: str) -> dict[str, Any]:
    return {"kind": "heading", "text": text}


def text_of(text: str) -> dict[str, Any]:
    return {"kind": "text", "text": text}


def quote(text: str) -> dict[str, Any]:
    """What somebody else wrote, set apart."""
    return {"kind": "quote", "text": text}


def facts(rows: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """(what, value), one below the other."""
    return {"kind": "facts", "rows": [list(row) for row in rows]}


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The first column is words, the others are figures."""
    return {"kind": "table", "headings": list(headings), "rows": [list(row) for row in rows]}


def make_pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1. A name in a script that the fonts do not hold is no reason to refuse the paper:
    it is tagged all the same, and makes no claim to the standard."""
    import typst  # noqa: PLC0415 - heavy, and few requests make a paper

    def made(*standards: Literal["ua-1"]) -> bytes:
        return typst.compile(
            HERE / "paper.typ",
            format="pdf",
            root=HERE,
            font_paths=[HERE / "fonts"],
            ignore_system_fonts=True,
            pdf_standards=list(standards),
            sys_inputs={"paper": json.dumps(_data(paper), ensure_ascii=False)},
        )

    try:
        return made(PDF_UA)
    except typst.TypstError:
        return made()


def _data(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "language": paper.language,
        "author": paper.author,
        "year": paper.made_on.year,
        "month": paper.made_on.month,
        "day": paper.made_on.day,
        "blocks": list(paper.blocks),
        "footer": paper.footer,
        "wide": paper.wide,
    }


def pdf_response(paper: Paper, filename: str) -> Response:
    """The paper to take away. `filename` without its ending."""
    return download(make_pdf(paper), "application/pdf", f"{filename}.pdf")

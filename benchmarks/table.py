"""One table for the console: what was promised, what was measured, what it should be, and whether it is."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

PASS, SHORT, NOT_RUN = "pass", "SHORT", "not run"


@dataclass(frozen=True)
class Line:
    """One row. `verdict` is one of PASS, SHORT, NOT_RUN."""

    what: str
    figure: str
    target: str
    verdict: str


def judged(what: str, figure: str, target: str, passes: bool) -> Line:
    return Line(what, figure, target, PASS if passes else SHORT)


def print_table(title: str, heads: tuple[str, str, str], lines: Iterable[Line]) -> bool:
    """Print it, and answer whether nothing is short."""
    rows = list(lines)
    first = min(max([len(heads[0]), *(len(row.what) for row in rows)]), 62)
    second = min(max([len(heads[1]), *(len(row.figure) for row in rows)]), 56)
    third = min(max([len(heads[2]), *(len(row.target) for row in rows)]), 34)
    widths = (first, second, third)
    out = sys.stdout
    out.write(f"\n{title}\n{_row(heads, widths)}  verdict\n{'-' * (sum(widths) + 13)}\n")
    for row in rows:
        out.write(f"{_row((row.what, row.figure, row.target), widths)}  {row.verdict}\n")
    short = sum(row.verdict == SHORT for row in rows)
    skipped = sum(row.verdict == NOT_RUN for row in rows)
    out.write(f"{len(rows)} figures, {short} short, {skipped} not run.\n")
    out.flush()
    return short == 0


def _row(texts: tuple[str, str, str], widths: tuple[int, int, int]) -> str:
    cells = [textwrap.wrap(text, width) or [""] for text, width in zip(texts, widths, strict=True)]
    height = max(map(len, cells))
    padded = [
        [part.ljust(width) for part in cell + [""] * (height - len(cell))]
        for cell, width in zip(cells, widths, strict=True)
    ]
    return "\n".join("  ".join(row) for row in zip(*padded, strict=True))

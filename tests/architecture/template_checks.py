"""Templates lay out what they are given: short lines, no decisions about a status, no lists put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.offenders import BUILD_LISTS, LONG_LINES
from tests.architecture.source import templates

LONGEST_LINE = 120
BUILDS_A_LIST = re.compile(r"\{%-?\s*(set\b[^%]*\.(append|extend|update)\(|do\b)")
TAG_OR_OUTPUT = re.compile(r"\{[%{].*?[%}]\}")
STATUS_COMPARED = re.compile(
    r"\bstatus(\.value)?\s*(==|!=|\bin\b|\bnot\s+in\b)|(==|!=)\s*[\w.]*\.?status\b",
)

DEADLINE_AS_A_DAY = re.compile(r"\b(due_at|\w+_until|\w+_by)\s*\|\s*date\b")


def template_lines_are_short(root: Path) -> Iterator[str]:
    """A paragraph of a mail is one line, however long: mail programs break it where their screen ends."""

    def long(line: str) -> bool:
        return len(line) > LONGEST_LINE

    yield from _faults(root, long, LONG_LINES, f"over {LONGEST_LINE} characters", but_not="email")


def templates_build_no_lists(root: Path) -> Iterator[str]:
    def builds(line: str) -> bool:
        return BUILDS_A_LIST.search(line) is not None

    yield from _faults(root, builds, BUILD_LISTS, "a list is put together here; that is for the presenter")


def templates_compare_no_status(root: Path) -> Iterator[str]:
    def compares(line: str) -> bool:
        return any(STATUS_COMPARED.search(code) for code in TAG_OR_OUTPUT.findall(line))

    words = "a status is compared here; that is for rules and the presenter"
    yield from _faults(root, compares, frozenset(), words)


def deadlines_are_exact(root: Path) -> Iterator[str]:
    """A deadline ends at its moment, not with a day: where its reader lives that day is another one."""

    def shows_a_day(line: str) -> bool:
        return DEADLINE_AS_A_DAY.search(line) is not None

    words = "a deadline is shown as a day; show its moment and zone: |datetime"
    yield from _faults(root, shows_a_day, frozenset(), words)


def _faults(
    root: Path, offends: object, offenders: frozenset[str], words: str, *, but_not: str = ""
) -> Iterator[str]:
    """Every line that `offends`, except in files that are listed; and every listed file that has none."""
    assert callable(offends)
    for path in templates(root):
        place = path.relative_to(root).as_posix()
        lines = [] if but_not in path.parts else path.read_text("utf-8").splitlines()
        wrong = [number for number, line in enumerate(lines, 1) if offends(line)]
        if place not in offenders:
            yield from (f"{place}:{number}: {words}" for number in wrong)
        elif not wrong:
            yield f"{place}: it is fine now; take it out of tests/architecture/offenders.py"
    for place in sorted(offenders):
        if root.joinpath("app/__init__.py").exists() and not root.joinpath(place).exists():
            yield f"{place}: it is gone; take it out of tests/architecture/offenders.py"

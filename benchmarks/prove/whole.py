"""Tests of which `make test` runs a part, run whole: the crawl of the pages, the table of access,
the repeats of kills and races, the proofs of the matching engine and of the ledger of funds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.installation import ROOT
from benchmarks.table import Line, judged

COUNTS = ("tests", "failures", "errors", "skipped")


@dataclass(frozen=True)
class Whole:
    """What is run: `tests` with settings that make them whole. `unit` is what one of them is called."""

    promise: str
    unit: str
    tests: tuple[str, ...]
    environ: Mapping[str, str]


CRAWL = Whole(
    "every page, every language, with and without scripts",
    "looks",
    ("tests/browser/test_pages.py",),
    {"CRAWL_SLICE": "all"},
)
WALKS = Whole(
    "long walks in the browser, with and without scripts",
    "walks",
    tuple(f"tests/browser/test_{name}.py" for name in ("admitted", "declined", "funds", "light_road")),
    {"WALK_SLICE": "all"},
)
ACCESS = Whole(
    "who may open what, on SQLite and PostgreSQL",
    "tests",
    ("tests/integration/access",),
    {"ACCESS_SLICE": "all"},
)
RELIABILITY = Whole(
    "kills, races and promises, and that a broken program is noticed",
    "tests",
    ("tests/integration/reliability",),
    {"RELIABILITY_SLICE": "all"},
)
MATCHING = Whole(
    "matching against every assignment, and its random proofs",
    "tests",
    ("tests/unit/matching",),
    {"PROOFS": "whole"},
)
LEDGER = Whole(
    "the ledger under random acts, and with forty at once on one line",
    "tests",
    tuple(f"tests/integration/grants/funding/test_{name}.py" for name in ("ledger_machine", "rush")),
    {"PROOFS": "whole"},
)


@dataclass(frozen=True)
class Ran:
    """How many tests ran, and how many of them found a fault or did not happen."""

    tests: int
    faults: int
    skipped: int
    minutes: float


def run(whole: Whole, folder: Path) -> Ran:
    """Run it; what fails is printed by the run itself."""
    report = folder / "whole.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *whole.tests]
    subprocess.run(
        [*command, f"--junitxml={report}"],
        cwd=ROOT,
        env={**os.environ, **whole.environ},
        stdout=sys.stderr,
        check=False,
    )
    return read_report(report)


def read_report(report: Path) -> Ran:
    """The counts of a run. A run that broke off before it wrote any has one fault and no test."""
    if not report.exists():
        return Ran(tests=0, faults=1, skipped=0, minutes=0.0)
    found = list(ElementTree.parse(report).getroot().iter("testsuite"))
    tests, failures, errors, skipped = (sum(int(one.get(name, "0")) for one in found) for name in COUNTS)
    seconds = sum(float(one.get("time", "0")) for one in found)
    return Ran(tests, failures + errors, skipped, seconds / 60)


def line(whole: Whole, ran: Ran) -> Line:
    figure = f"{ran.tests} {whole.unit}, {ran.faults} with a fault, {ran.skipped} left out"
    return judged(
        whole.promise,
        f"{figure}, {ran.minutes:.0f} minutes",
        "no fault, none left out",
        ran.tests > 0 and ran.faults == ran.skipped == 0,
    )

"""The whole crawl: every page in every language, examined in a browser, and opened without scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.installation import ROOT
from benchmarks.table import Line, judged

COMMAND = ("-m", "pytest", "-n", "2", "--dist", "worksteal", "tests/browser/test_pages.py")
COUNTS = ("tests", "failures", "errors", "skipped")


@dataclass(frozen=True)
class Crawled:
    """How many looks the crawl took, and how many of them found a fault or did not happen."""

    looks: int
    faults: int
    skipped: int
    minutes: float


def whole_crawl(folder: Path) -> Crawled:
    """Run it; what fails is printed by the run itself."""
    report = folder / "crawl.xml"
    environ = {**os.environ, "CRAWL_SLICE": "all"}
    command = [sys.executable, *COMMAND, f"--junitxml={report}"]
    subprocess.run(command, cwd=ROOT, env=environ, stdout=sys.stderr, check=False)
    return read_report(report)


def read_report(report: Path) -> Crawled:
    """The counts of a run. A run that broke off before it wrote any has one fault and no look."""
    if not report.exists():
        return Crawled(looks=0, faults=1, skipped=0, minutes=0.0)
    found = list(ElementTree.parse(report).getroot().iter("testsuite"))
    looks, failures, errors, skipped = (sum(int(one.get(name, "0")) for one in found) for name in COUNTS)
    seconds = sum(float(one.get("time", "0")) for one in found)
    return Crawled(looks, failures + errors, skipped, seconds / 60)


def line(found: Crawled) -> Line:
    figure = f"{found.looks} looks, {found.faults} with a fault, {found.skipped} left out"
    return judged(
        "every page, every language, with and without scripts",
        f"{figure}, {found.minutes:.0f} minutes",
        "no fault, none left out",
        found.looks > 0 and found.faults == found.skipped == 0,
    )

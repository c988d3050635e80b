"""`make bench`: how quick the pages are beside a bare Flask page with one row of SQLite, in one run under the
same server, at 100 and at 10 000 organisations.

It exits with 1 when a figure is short. `--rounds 3` is quicker and noisier; `--sizes 100` measures one size;
`--cases 100000` measures desk and queue at so many cases too, on SQLite, or where `--on` says.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bench.cases import add_cases
from benchmarks.bench.measure import (
    ROUNDS,
    Size,
    measure,
    measure_case_lists,
    measure_growing,
    seconds_to_first_page,
    seconds_to_migrate,
)
from benchmarks.installation import REAL_APP, Installation, Running, make_installation
from benchmarks.table import Line, judged, print_table

SERVED, BARE = "benchmarks.bench.served:make_counted", "benchmarks.bench.bare:make_bare"
OPEN: dict[str, object] = {"RATELIMIT_ENABLED": False}
FEW_ROWS: dict[str, object] = {"PAGE_SIZE": 10, "DIRECTORY_PAGE_SIZE": 10}  # as many at either size
MOST_MEMORY_MB, MOST_START_SECONDS, MOST_MIGRATION_SECONDS = 120, 2.0, 5.0
MOST_COLD_KB, MOST_COLD_REQUESTS = 50, 6


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def run(
    folder: Path, sizes: list[int], rounds: int, ready: Path | None, cases: int, dialects: list[str]
) -> list[Line]:
    busy = os.getloadavg()[0] > (os.cpu_count() or 1) * 0.75
    if busy:
        _say("the machine is busy with other work: ratios are judged by processor time, not by the clock")
    _say("migrations and start")
    migrate = seconds_to_migrate(folder / "empty")
    found: list[Size] = []
    start = 0.0
    for size in sizes:
        trial = _installation(folder, size, ready)
        start = seconds_to_first_page(trial, REAL_APP)
        found.append(_measure(trial, size, rounds, folder))
    lines = [line for size in found for line in page_lines(size, busy)]
    if len(found) > 1:
        lines += growth_lines(found[0], found[-1], busy)
    for dialect in dialects if cases else []:
        trial = _with_cases(folder, sizes[-1], ready, dialect)
        lines += case_lines(trial, sizes[-1], rounds, cases, busy)
    lines += whole_lines(found[-1])
    lines.append(_at_most("start to first page", start, MOST_START_SECONDS, "s"))
    lines.append(_at_most("migrations from empty, command included", migrate, MOST_MIGRATION_SECONDS, "s"))
    return lines


def _installation(folder: Path, size: int, ready: Path | None, *, name: str = "") -> Installation:
    """A fresh copy of the example network at this size; `ready` keeps it from run to run."""
    kept = (ready or folder / "ready") / f"organisations-{size}"
    if not (kept / "weft.db").exists():
        _say(f"loading {size} organisations")
        make_installation(kept, "sqlite", organisations=size)
    return Installation(kept).copy_to(folder / (name or f"at-{size}"))


def _measure(trial: Installation, size: int, rounds: int, folder: Path) -> Size:
    _say(f"measuring at {size} organisations")
    bare = Installation(trial.data_dir, settings={"BARE_DATABASE": str(folder / "bare.db")})
    yardstick = bare.serve(app=BARE, server="gunicorn", health="/")
    try:
        with _served(trial, **OPEN) as running:
            found = measure(running, yardstick, size, rounds=rounds)
        with _served(trial, **OPEN, **FEW_ROWS) as running:
            found.same_rows = measure_growing(running, yardstick, rounds=rounds)
        return found
    finally:
        yardstick.stop()


def case_lines(trial: Installation, size: int, rounds: int, cases: int, busy: bool) -> Iterator[Line]:
    """Desk and queue at so many cases, and how they grow against the same installation without the copies."""
    before = _measure_case_lists(trial, rounds)
    _say(f"adding cases up to {cases:,} on {trial.dialect}")
    count = add_cases(trial, cases)
    after = _measure_case_lists(trial, rounds)
    yield from page_lines(after, busy, f"{count:,} cases on {trial.dialect}")
    for subject in after.subjects:
        if subject.growth is not None:
            low, high = before.pages[subject.name].judged(busy), after.pages[subject.name].judged(busy)
            what = f"{subject.name}, from {size:,} organisations to {count:,} cases on {trial.dialect}"
            figure, target = f"grows {high / low:.2f}x", f"<= {subject.growth:g}x"
            yield judged(what, figure, target, high / low <= subject.growth)


def _with_cases(folder: Path, size: int, ready: Path | None, dialect: str) -> Installation:
    """An installation to be filled: of SQLite a copy, of PostgreSQL one that is loaded now."""
    if dialect == "sqlite":
        return _installation(folder, size, ready, name="many-cases")
    _say(f"loading {size} organisations on {dialect}")
    return make_installation(folder / "many-cases-postgresql", dialect, organisations=size)


def _measure_case_lists(trial: Installation, rounds: int) -> Size:
    bare = Installation(trial.data_dir, settings={"BARE_DATABASE": str(trial.data_dir / "bare.db")})
    yardstick = bare.serve(app=BARE, server="gunicorn", health="/")
    try:
        with _served(trial, **OPEN) as running:
            return measure_case_lists(running, yardstick, 0, rounds=rounds)
    finally:
        yardstick.stop()


@contextmanager
def _served(trial: Installation, **overrides: object) -> Iterator[Running]:
    running = trial.with_settings({}, **overrides).serve(app=SERVED, server="gunicorn")
    try:
        yield running
    finally:
        running.stop()


def page_lines(size: Size, busy: bool, of: str = "") -> Iterator[Line]:
    of = of or f"{size.organisations:,} organisations"
    for subject in size.subjects:
        told = size.pages[subject.name]
        figure = f"{told.ratio:.1f}x (computing {told.computing:.1f}x), {told.milliseconds:.1f} ms"
        figure += f", {told.queries} queries, {told.kilobytes:.1f} kB"
        wanted = (
            (told.judged(busy), subject.ratio, "<= {:g}x"),
            (told.queries, subject.queries, "{:g} queries"),
            (told.kilobytes, subject.kilobytes, "{:g} kB"),
        )
        target = ", ".join(words.format(most) for _, most, words in wanted if most is not None)
        fine = all(most is None or value <= most for value, most, _ in wanted)
        yield judged(f"{subject.name}, {of}", figure, target, fine)


def growth_lines(small: Size, large: Size, busy: bool) -> Iterator[Line]:
    for subject in large.subjects:
        if subject.growth is not None:
            before, after = small.same_rows[subject.name], large.same_rows[subject.name]
            grown = after.judged(busy) / before.judged(busy)
            what = f"{subject.name}, the same number of rows of {large.organisations:,}"
            yield judged(what, f"grows {grown:.2f}x", f"<= {subject.growth:g}x", grown <= subject.growth)


def whole_lines(size: Size) -> Iterator[Line]:
    for path, queries in size.first_queries.items():
        yield judged(f"{path} before it is cached", f"{queries} queries", "<= 10 queries", queries <= 10)
    rate = f"{size.landing_rate:.2f} of the bare page's"
    yield judged("landing page, requests per second", rate, ">= 1/3", size.landing_rate >= 1 / 3)
    yield judged(
        "landing page, cold",
        f"{size.cold_kilobytes:.1f} kB, {size.cold_requests} requests",
        f"<= {MOST_COLD_KB} kB, <= {MOST_COLD_REQUESTS} requests",
        size.cold_kilobytes <= MOST_COLD_KB and size.cold_requests <= MOST_COLD_REQUESTS,
    )
    yield _at_most("worker memory after load", size.memory_mb, MOST_MEMORY_MB, "MB")


def _at_most(what: str, value: float, most: float, unit: str) -> Line:
    return judged(what, f"{value:.1f} {unit}", f"<= {most:g} {unit}", value <= most)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", default="100,10000", help="numbers of organisations")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="interleaved rounds for each page")
    parser.add_argument("--ready", type=Path, help="keep the loaded networks here, and use them again")
    parser.add_argument("--cases", type=int, default=0, help="desk and queue at so many cases too")
    parser.add_argument("--on", default="sqlite", help="where so many cases are measured: sqlite,postgresql")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="weft-bench-"))
    sizes = [int(size) for size in chosen.sizes.split(",")]
    try:
        lines = run(folder, sizes, chosen.rounds, chosen.ready, chosen.cases, chosen.on.split(","))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    whole = print_table(
        "Speed beside a bare Flask page with one row of SQLite", ("figure", "measured", "target"), lines
    )
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())

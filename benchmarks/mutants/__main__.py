"""`make mutants`: puts small faults into the rules, one at a time, and looks whether a test notices.

It exits with 1 when more than one in twenty survives, or one that `survivors.toml` does not explain, or when
one of the named faults in the services survives. Files are tried side by side, one for each processor.
`--slice 1/4` tries a part, `--only organisations` some files, `--named` the named faults alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import CodeType
from typing import TypeVar

from benchmarks.mutants.faults import Mutant, mutants
from benchmarks.mutants.named import NAMED, NamedFault, Unmatched, faulty_source
from benchmarks.mutants.running import BrokenBaseline, Outcome, outcomes, preload
from benchmarks.mutants.survivors import explained
from benchmarks.mutants.targets import Target, held_by, targets
from benchmarks.table import Line, judged, print_table

ROOT = Path(__file__).parents[2]
MOST_SURVIVORS = 0.05
NAMED_FAULTS = "named faults in services"
Given = TypeVar("Given")
Made = TypeVar("Made")


def try_rules(
    root: Path,
    only: str = "",
    part: tuple[int, int] = (1, 1),
    *,
    confirm: bool = True,
    pages: bool = True,
    at_once: int = 1,
) -> Iterator[Line]:
    """A line for each file; unexplained survivors and stale explanations are named on the error stream."""
    work = partial(_try_file, root, part, confirm, pages)
    files = [target for target in targets(root) if only in target.path]
    yield from (line for line in _side_by_side(work, files, at_once) if line is not None)


def _try_file(root: Path, part: tuple[int, int], confirm: bool, pages: bool, target: Target) -> Line | None:
    """The faults of this part: every M-th of the file's, beginning with the N-th. None where it has none."""
    reasons = explained()
    faults = mutants(target.path, (root / target.path).read_text())[part[0] - 1 :: part[1]]
    if not faults:
        return None
    sound = _sound(root, target.path)
    told = list(outcomes(target, sound, faults, known=reasons, confirm=confirm, pages=pages))
    return _line(target.path, told, reasons)


def try_named(root: Path, only: str = "", *, at_once: int = 1) -> Iterator[Line]:
    """The faults in services that were once made by hand and passed every test: each must be noticed."""
    faults = [fault for fault in NAMED if only in fault.path]
    yield from _side_by_side(partial(_try_named, root), faults, at_once)


def _try_named(root: Path, fault: NamedFault) -> Line:
    what = f"{NAMED_FAULTS}: {fault.name}"
    try:
        code = compile(faulty_source(root, fault), fault.path, "exec", dont_inherit=True)
    except Unmatched as trouble:
        return judged(what, str(trouble), "noticed", False)
    target = held_by(fault.path, [fault.held_by])
    (outcome,) = outcomes(target, _sound(root, fault.path), [Mutant(fault.path, fault.name, code)])
    return judged(what, "noticed" if outcome.killed else "survived", "noticed", outcome.killed)


def _side_by_side(work: Callable[[Given], Made], given: list[Given], at_once: int) -> Iterator[Made]:
    """What `work` makes of each, in order; in so many processes, which have all imports of this one."""
    if at_once == 1:
        yield from map(work, given)
        return
    with ProcessPoolExecutor(at_once, multiprocessing.get_context("fork")) as processes:
        yield from processes.map(work, given)


def _sound(root: Path, path: str) -> CodeType:
    return compile((root / path).read_text(), path, "exec", dont_inherit=True)


def _line(path: str, told: list[Outcome], reasons: dict[str, str]) -> Line:
    survived = [outcome.mutant.id for outcome in told if not outcome.killed]
    unexplained = [name for name in survived if name not in reasons]
    stale = [outcome.mutant.id for outcome in told if outcome.killed and outcome.mutant.id in reasons]
    for name in unexplained:
        _say(f"  survived: {name}")
    for name in stale:
        _say(f"  is noticed by now, so its explanation must go: {name}")
    share = len(survived) / len(told)
    figure = f"{len(told) - len(survived)} killed, {len(survived)} survived ({share:.1%})"
    return judged(path, figure, "all survivors explained", not unexplained and not stale)


def totals(lines: Iterable[Line]) -> Line:
    """All files together against the share that may survive."""
    counts = [(int(line.figure.split()[0]), int(line.figure.split()[2])) for line in lines]
    killed, survived = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    share = survived / max(1, killed + survived)
    figure = f"{killed} killed, {survived} survived ({share:.1%})"
    return judged(
        "all rules together", figure, f"at most {MOST_SURVIVORS:.0%} survive", share <= MOST_SURVIVORS
    )


def all_lines(only: str, part: tuple[int, int], *, confirm: bool, pages: bool, at_once: int) -> list[Line]:
    """The rules of this part, and with the first part the named faults."""
    lines = [*_told(try_rules(ROOT, only, part, confirm=confirm, pages=pages, at_once=at_once))]
    named = try_named(ROOT, only, at_once=at_once) if part[0] == 1 else ()
    return [*lines, totals(lines), *_told(named)]


def _told(lines: Iterable[Line]) -> Iterator[Line]:
    """Each line, said as soon as it is there."""
    for line in lines:
        _say(f"{line.what}: {line.figure}")
        yield line


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def _part(text: str) -> tuple[int, int]:
    number, _, count = text.partition("/")
    return int(number), int(count)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--slice", type=_part, default=(1, 1), metavar="N/M", help="the N-th of M parts")
    parser.add_argument("--only", default="", help="files whose path contains this")
    parser.add_argument("--named", action="store_true", help="the named faults alone")
    parser.add_argument("--quick", action="store_true", help="do not try survivors again with a fresh import")
    parser.add_argument("--unit", action="store_true", help="unit tests alone, while you write them")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, metavar="N", help="files at once")
    chosen = parser.parse_args()
    preload()
    how = {"confirm": not chosen.quick, "pages": not chosen.unit, "at_once": chosen.at_once}
    try:
        if chosen.named:
            lines = [*_told(try_named(ROOT, chosen.only, at_once=chosen.at_once))]
        else:
            lines = all_lines(chosen.only, chosen.slice, **how)
    except BrokenBaseline as trouble:
        _say(str(trouble))
        return 1
    whole = print_table("Faults put into the rules", ("file", "figure", "target"), lines)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())

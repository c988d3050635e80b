"""`make mutants`: puts small faults into the rules, one at a time, and looks whether a test notices.

It exits with 1 when more than one in twenty survives, or one that `survivors.toml` does not explain, or when
one of the named faults in the services survives. `--slice 1/4` tries a part,
`--only organisations` some files, `--named` the named faults alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType

from benchmarks.mutants.faults import Mutant, mutants
from benchmarks.mutants.named import NAMED, Unmatched, faulty_source
from benchmarks.mutants.running import BrokenBaseline, Outcome, outcomes, preload
from benchmarks.mutants.survivors import explained
from benchmarks.mutants.targets import Target, target_of, targets
from benchmarks.table import Line, judged, print_table

ROOT = Path(__file__).parents[2]
MOST_SURVIVORS = 0.05
NAMED_FAULTS = "named faults in services"


def rule_faults(root: Path, only: str, part: tuple[int, int]) -> Iterator[tuple[Target, list[Mutant]]]:
    """Each file of rules with the faults of this part: every M-th, beginning with the N-th."""
    number = 0
    for target in targets(root):
        found = mutants(target.path, (root / target.path).read_text())
        chosen = [one for place, one in enumerate(found, number) if place % part[1] == part[0] - 1]
        number += len(found)
        if only in target.path and chosen:
            yield target, chosen


def try_rules(
    root: Path, only: str, part: tuple[int, int], *, confirm: bool = True, pages: bool = True
) -> Iterator[Line]:
    """A line for each file; unexplained survivors and stale explanations are named on the error stream."""
    reasons = explained()
    for target, faults in rule_faults(root, only, part):
        told = list(
            outcomes(target, _sound(root, target.path), faults, known=reasons, confirm=confirm, pages=pages)
        )
        yield _line(target.path, told, reasons)


def try_named(root: Path, only: str) -> Iterator[Line]:
    """The faults in services that were once made by hand and passed every test: each must be noticed."""
    by_path: dict[str, list[Mutant]] = {}
    for fault in NAMED:
        if only not in fault.path:
            continue
        try:
            code = compile(faulty_source(root, fault), fault.path, "exec", dont_inherit=True)
        except Unmatched as trouble:
            yield judged(f"{NAMED_FAULTS}: {fault.name}", str(trouble), "its text is found", False)
        else:
            by_path.setdefault(fault.path, []).append(Mutant(fault.path, fault.name, code))
    for path, faults in by_path.items():
        for outcome in outcomes(target_of(root, path), _sound(root, path), faults):
            figure = "noticed" if outcome.killed else "survived"
            yield judged(f"{NAMED_FAULTS}: {outcome.mutant.id}", figure, "noticed", outcome.killed)


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


def all_lines(
    root: Path, only: str = "", part: tuple[int, int] = (1, 1), *, confirm: bool = True, pages: bool = True
) -> list[Line]:
    """The rules of this part, and with the first part the named faults."""
    lines: list[Line] = []
    for line in try_rules(root, only, part, confirm=confirm, pages=pages):
        _say(f"{line.what}: {line.figure}")
        lines.append(line)
    lines.append(totals(lines))
    if part[0] == 1:
        lines.extend(try_named(root, only))
    return lines


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
    chosen = parser.parse_args()
    preload()
    try:
        if chosen.named:
            lines = list(try_named(ROOT, chosen.only))
        else:
            lines = all_lines(
                ROOT, chosen.only, chosen.slice, confirm=not chosen.quick, pages=not chosen.unit
            )
    except BrokenBaseline as trouble:
        _say(str(trouble))
        return 1
    whole = print_table("Faults put into the rules", ("file", "figure", "target"), lines)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())

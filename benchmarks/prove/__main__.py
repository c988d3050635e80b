"""`make prove`: the promises of reliability, each with its figure beside its target.

It exits with 1 when a figure is short. `--scale 0.1` runs a tenth of the rounds; `--only kills,trail` some.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.installation import Installation, make_installation
from benchmarks.prove import disk, kills, mail, races, timing, trail, whole, workers
from benchmarks.table import Line, print_table

DIALECTS = ("sqlite", "postgresql")
ORGANISATIONS = 1500  # enough cases before the committee for the rounds of two deciders
Proof = Callable[["Trials"], Iterator[Line]]


class Trials:
    """A fresh copy of the example network for each proof."""

    def __init__(self, folder: Path, scale: float, dialects: tuple[str, ...]) -> None:
        self.folder, self.scale, self.dialects = folder, scale, dialects
        self._made: dict[str, Installation] = {}
        self._copies = 0

    def rounds(self, full: int) -> int:
        return max(1, round(full * self.scale))

    def each(self) -> Iterator[Installation]:
        for dialect in self.dialects:
            yield self.fresh(dialect)

    def fresh(self, dialect: str) -> Installation:
        if dialect not in self._made:
            _say(f"preparing the example network on {dialect}")
            folder = self.folder / f"example-{dialect}"
            self._made[dialect] = make_installation(folder, dialect, organisations=ORGANISATIONS)
        self._copies += 1
        return self._made[dialect].copy_to(self.folder / f"trial-{self._copies}-{dialect}")


def prove_kills(trials: Trials) -> Iterator[Line]:
    wanted = trials.rounds(100)
    for trial in trials.each():
        server = "waitress" if trial.dialect == "SQLite" else "gunicorn"
        yield kills.line(trial, kills.kill_rounds(trial, wanted, server=server), server, wanted)


def prove_workers(trials: Trials) -> Iterator[Line]:
    for trial in trials.each():
        yield workers.job_line(trial, workers.kill_workers(trial, trials.rounds(20)))
        yield workers.mail_line(trial, workers.kill_senders(trial, max(3, trials.rounds(30))))


def prove_mail(trials: Trials) -> Iterator[Line]:
    for kind in ("hanging", "refused"):
        trial = trials.fresh("sqlite")
        yield mail.line(trial, kind, mail.submit_without_mail(trial, trials.rounds(20), kind))


def prove_races(trials: Trials) -> Iterator[Line]:
    wanted = trials.rounds(30)
    for trial in trials.each():
        told = races.two_deciders(trial, wanted)
        yield races.line("two deciders at once", trial, told, wanted, "one decides, the other is told (409)")
        told = races.double_click(trial, wanted)
        yield races.line("double click", trial, told, wanted, "one row, same receipt")
        told = races.dropped_reply(trial, wanted)
        yield races.line("dropped reply, sent again", trial, told, wanted, "one row, same receipt")


def prove_disk(trials: Trials) -> Iterator[Line]:
    yield disk.counted_syncs(trials.fresh("sqlite"), trials.rounds(50))
    yield disk.full_disk(trials.fresh("sqlite"), max(6, trials.rounds(30)))


def prove_timing(trials: Trials) -> Iterator[Line]:
    for trial in trials.each():
        yield timing.line(trial, *timing.compare(trial, trials.rounds(200)))


def prove_trail(trials: Trials) -> Iterator[Line]:
    for trial in trials.each():
        yield trail.line(trial)


def prove_crawl(trials: Trials) -> Iterator[Line]:
    yield whole.line(whole.CRAWL, whole.run(whole.CRAWL, trials.folder))


def prove_walks(trials: Trials) -> Iterator[Line]:
    yield whole.line(whole.WALKS, whole.run(whole.WALKS, trials.folder))


def prove_repeats(trials: Trials) -> Iterator[Line]:
    yield whole.line(whole.RELIABILITY, whole.run(whole.RELIABILITY, trials.folder))


def prove_access(trials: Trials) -> Iterator[Line]:
    yield whole.line(whole.ACCESS, whole.run(whole.ACCESS, trials.folder))


def prove_matching(trials: Trials) -> Iterator[Line]:
    yield whole.line(whole.MATCHING, whole.run(whole.MATCHING, trials.folder))


def prove_ledger(trials: Trials) -> Iterator[Line]:
    yield whole.line(whole.LEDGER, whole.run(whole.LEDGER, trials.folder))


PROOFS: dict[str, Proof] = {
    "kills": prove_kills,
    "workers": prove_workers,
    "mail": prove_mail,
    "races": prove_races,
    "disk": prove_disk,
    "timing": prove_timing,
    "trail": prove_trail,
    "crawl": prove_crawl,
    "walks": prove_walks,
    "access": prove_access,
    "repeats": prove_repeats,
    "matching": prove_matching,
    "ledger": prove_ledger,
}


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="make prove", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full number of rounds")
    parser.add_argument("--only", default=",".join(PROOFS), help=f"some of: {', '.join(PROOFS)}")
    parser.add_argument("--database", default=",".join(DIALECTS), help="sqlite, postgresql or both")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="weft-prove-"))
    trials = Trials(folder, chosen.scale, tuple(chosen.database.split(",")))
    lines: list[Line] = []
    try:
        for name in chosen.only.split(","):
            _say(f"proving {name}")
            for line in PROOFS[name](trials):
                _say(f"  {line.what}: {line.figure}: {line.verdict}")
                lines.append(line)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    held = print_table("Promises of reliability", ("promise", "figure", "target"), lines)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

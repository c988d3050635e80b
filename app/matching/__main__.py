"""On the console, for whoever has a batch in a file:

    python -m app.matching solve FILE.json [--fairness relative_floor] [--out RUN.json]
    python -m app.matching replay RUN.json

A run can be stopped with Ctrl-C: it then says what it had, and records that.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.matching.assign import finish, prepare
from app.matching.assignment import Assignment
from app.matching.errors import MatchingError
from app.matching.fairness import Fairness
from app.matching.files import arguments, read_batch, read_run, write_run
from app.matching.replay import replay
from app.matching.solve import Progress, Run, Stopped, solve

FINE, DIFFERENT, WRONG, STOPPED = 0, 1, 2, 3
BEAT_SECONDS = 5.0  # a sign of life at least this often
GRACE_SECONDS = 1.0  # how long a stopped run may take to come back by itself


class _Solving:
    """A run in a thread of its own, so that it can be stopped while a solver is busy."""

    def __init__(self, run: Run, seed: int) -> None:
        self.run, self.seed = run, seed
        self.stopping = threading.Event()
        self.ended = threading.Event()
        self.result: Assignment | None = None
        self.error: BaseException | None = None
        self.begun = time.monotonic()
        self.run.watch = self._watch

    def _watch(self, progress: Progress) -> None:
        bound = "" if progress.floor_bound is None else f", floor at most {progress.floor_bound:g}"
        _say(f"{self._seconds():6.1f} s  {progress.stage}: {len(progress.pairs)} pairs{bound}")
        if self.stopping.is_set():
            raise Stopped

    def _seconds(self) -> float:
        return time.monotonic() - self.begun

    def _solve(self) -> None:
        try:
            self.result = finish(self.run, solve(self.run), self.seed)
        except BaseException as error:  # handed over to the thread that waits
            self.error = error
        finally:
            self.ended.set()

    def wait(self) -> Assignment:
        """The result, or, once stopped, what there is."""
        threading.Thread(target=self._solve, daemon=True).start()
        last = time.monotonic()
        while not self.ended.wait(0.05):
            if self.stopping.is_set():
                self.ended.wait(GRACE_SECONDS)
                break
            if time.monotonic() - last > BEAT_SECONDS:
                last = time.monotonic()
                _say(f"{self._seconds():6.1f} s  still at work")
        if self.error is not None:
            raise self.error
        if self.result is not None:
            return self.result
        held = replace(self.run.outcome, pairs=np.array(self.run.outcome.pairs), stopped=True)
        return finish(self.run, held, self.seed)


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def solve_file(path: Path, out: Path | None, fairness: str | None, seconds: float | None) -> int:
    """Solve a batch file, show the result and record it."""
    batch = read_batch(path)
    batch |= {"fairness": fairness} if fairness else {}
    batch |= {"time_limit": seconds} if seconds is not None else {}
    given: dict[str, Any] = arguments(batch)
    seed = int(given.get("seed", 0))
    solving = _Solving(prepare(given.pop("scores"), **given), seed)
    before = {
        name: signal.signal(name, lambda *_: solving.stopping.set())
        for name in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        result = solving.wait()
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    if out is not None:
        write_run(out, batch, result)
    _show(result)
    if result.stopped and not solving.ended.is_set():
        sys.stdout.flush()
        os._exit(STOPPED)  # the solver is still busy in its thread, and nobody waits for it
    return STOPPED if result.stopped else FINE


def _show(result: Assignment) -> None:
    certificate = result.certificate
    proved = "proved" if certificate.proved else "not proved"
    lines = [
        f"{result.filled} of {result.slots} slots filled",
        f"total {result.total:g}, objective {result.objective:g}",
        "stopped: this is what there was" if result.stopped else proved,
    ]
    if certificate.floor is not None:
        most = certificate.floor_bound
        lines.append(f"{result.fairness} {certificate.floor:.6g}, at most {most:.6g}")
    if result.gap is not None:
        lines.append(f"gap {result.gap:.6%}")
    for cause in sorted({one.cause for one in result.unfilled}):
        count = sum(one.slots for one in result.unfilled if one.cause == cause)
        lines.append(f"empty because of {cause}: {count}")
    sys.stdout.write("\n".join(lines) + "\n")


def replay_file(path: Path) -> int:
    """Solve the batch of a record again, and compare."""
    batch, recorded = read_run(path)
    told = replay(batch, recorded)
    if told.versions:
        _say(f"other versions than then: {', '.join(told.versions)}")
    how = "solved again" if recorded.certificate.proved else "recorded incumbent, checked"
    sys.stdout.write(f"identical ({how})\n" if told.is_identical else f"different: {told.differs}\n")
    return FINE if told.is_identical else DIFFERENT


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m app.matching",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    solving = verbs.add_parser("solve", help="solve a batch file")
    solving.add_argument("file", type=Path)
    solving.add_argument("--fairness", choices=[mode.value for mode in Fairness])
    solving.add_argument("--time-limit", type=float, metavar="SECONDS")
    solving.add_argument("--out", type=Path, help="where the record of the run is written")
    again = verbs.add_parser("replay", help="solve a recorded run again, and compare")
    again.add_argument("file", type=Path)
    chosen = parser.parse_args(words)
    try:
        if chosen.verb == "replay":
            return replay_file(chosen.file)
        return solve_file(chosen.file, chosen.out, chosen.fairness, chosen.time_limit)
    except MatchingError as error:
        _say(f"{error.code}: {error}")
        return WRONG


if __name__ == "__main__":
    sys.exit(main())

"""The disk: each commit waits for it, and when it is full people are told so and nothing is half written."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select, text

from app.kernel.database import db
from app.membership.models import Application
from benchmarks.installation import TRIAL_APP, Installation
from benchmarks.prove.people import signed_in
from benchmarks.table import NOT_RUN, Line, judged
from benchmarks.visitor import Answer, Visitor

START_PATH = "/en/n/idpc/apply"
SPARE_BYTES = 6_000_000
MOST_TRIES = 600
OPEN: dict[str, object] = {"RATELIMIT_ENABLED": False}


def counted_syncs(trial: Installation, commits: int, *, app: str = TRIAL_APP) -> Line:
    """How often the server's process makes the disk write, while `commits` forms are sent one by one."""
    what = f"survives a power cut: syncs for each commit, {trial.dialect}"
    target = ">= 1 per commit"
    if shutil.which("strace") is None:
        return Line(what, "strace is missing: apt install strace", target, NOT_RUN)
    running = trial.with_settings({}, **OPEN).serve(app=app, worker=False)
    try:
        visitor = signed_in(running.url, "applicant-en")
        with tempfile.NamedTemporaryFile(prefix="weft-syncs-") as told:
            tracer = _trace(running.process.pid, told.name)
            if tracer is None:
                return Line(what, "strace may not attach to a process here", target, NOT_RUN)
            done = sum(_start(visitor).status == 303 for _ in range(commits))
            tracer.send_signal(signal.SIGINT)
            tracer.wait(20)
            syncs = len(re.findall(r"^\d+ +f(?:data)?sync\(", Path(told.name).read_text(), re.MULTILINE))
    finally:
        running.kill()
    figure = f"{syncs} syncs for {done} commits: {syncs / max(done, 1):.1f} each"
    return judged(what, figure, target, done == commits and syncs >= done)


def _trace(pid: int, output: str) -> subprocess.Popen[bytes] | None:
    command = ["strace", "-f", "-p", str(pid), "-e", "trace=fsync,fdatasync", "-o", output]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(1.5)
    return tracer if tracer.poll() is None else None


def _start(visitor: Visitor, name: str | None = None, language: str = "en") -> Answer:
    path = START_PATH.replace("/en/", f"/{language}/")
    given = {"known_as": name or f"Disk {secrets.token_hex(6)}", "country": "BR", "organisation": "new"}
    return visitor.send_form(path, "known_as", **given)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A disk of its own in memory. Raises PermissionError or OSError where it may not be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="weft-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        folder.rmdir()
        raise PermissionError("a small disk can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
        folder.rmdir()


def full_disk(trial: Installation, wanted: int) -> Line:
    """Fill the disk under the server, send forms in three languages until `wanted` were refused (SQLite first
    uses the room that its log has), read pages, free the disk, send again."""
    what, target = "full disk, SQLite", "503 in the reader's language, 0 half rows, reads work"
    size = sum(file.stat().st_size for file in trial.data_dir.rglob("*") if file.is_file())
    try:
        with small_disk((size + SPARE_BYTES) // 1_000_000 + 1) as disk:
            figure, fine = _fill_and_try(trial.copy_to(disk / "data"), disk, wanted)
    except PermissionError as refusal:
        return Line(what, str(refusal), target, NOT_RUN)
    return judged(what, figure, target, fine)


def _fill_and_try(trial: Installation, disk: Path, wanted: int) -> tuple[str, bool]:
    running = trial.with_settings({}, **OPEN).serve(app=TRIAL_APP, worker=False)
    try:
        visitor = signed_in(running.url, "applicant-en")
        before = _count(trial)
        ballast = disk / "ballast"
        answers: list[Answer] = []
        refused: list[Answer] = []
        while len(refused) < wanted and len(answers) < MOST_TRIES:
            _fill(ballast)
            answers.append(_start(visitor, language=("en", "es", "fr")[len(refused) % 3]))
            refused += [answer for answer in answers[-1:] if answer.status != 303]
        accepted = len(answers) - len(refused)
        reads = [visitor.get(path).status for path in ("/en/desk", "/es/", "/fr/n/idpc/directory/")]
        half = _count(trial) - before - accepted
        translated = sorted({_language(answer) for answer in refused})
        ballast.unlink()
        afterwards = _start(visitor).status
        sound = _integrity(trial)
    finally:
        running.kill()
    figure = (
        f"{len(refused)} of {len(answers)} answered {_statuses(refused)} in {'/'.join(translated)}, "
        f"{accepted} still fitted, {half} half rows, reads {sorted(set(reads))}, freed: {afterwards}, {sound}"
    )
    fine = _statuses(refused) == "503" and half == 0 and set(reads) == {200}
    fine = fine and afterwards == 303 and sound == "ok"
    return figure, fine and translated == ["en", "es", "fr"]


def _language(answer: Answer) -> str:
    found = re.search(r'<html lang="(..)"', answer.text)
    return found.group(1) if found else "?"


def _statuses(answers: list[Answer]) -> str:
    return "/".join(sorted({str(answer.status) for answer in answers}))


def _fill(ballast: Path) -> None:
    """Write until nothing more fits."""
    handle = os.open(ballast, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        for size in (1_000_000, 4096, 1):
            while True:
                try:
                    os.write(handle, b"x" * size)
                except OSError:
                    break
    finally:
        os.close(handle)


def _count(trial: Installation) -> int:
    with trial.looking():
        return int(db.session.execute(select(func.count()).select_from(Application)).scalar_one())


def _integrity(trial: Installation) -> str:
    with trial.looking():
        return str(db.session.execute(text("PRAGMA integrity_check")).scalar_one())

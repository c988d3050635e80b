"""The worker is killed with -9 in the middle of a job, and between handing a letter over and noting it."""

from __future__ import annotations

import collections
import email
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import func, select, text

from app.kernel import jobs
from app.kernel.database import db
from app.kernel.jobs import Job, JobState
from app.kernel.outbox import MailState, OutboxMessage, queue_mail
from benchmarks.installation import HOST, TRIAL_APP, Installation, Running, free_port
from benchmarks.table import Line, judged
from benchmarks.trial import SLOW_JOB

LEASE_SECONDS = 2
QUICK = {"LEASE_SECONDS": LEASE_SECONDS, "WORKER_PAUSE_SECONDS": 0.05, "MAIL_RETRY_SECONDS": [1] * 50}
PATIENCE_SECONDS = 120


@dataclass
class JobTally:
    jobs: int = 0
    kills: int = 0
    run_again: int = 0
    effects: list[int] = field(default_factory=list)  # how often each job took effect


def kill_workers(trial: Installation, count: int, seed: int = 1) -> JobTally:
    """`count` jobs; for each a worker is killed once in its middle, until all are done."""
    quick = trial.with_settings({}, **QUICK)
    with quick.inside():
        db.session.execute(text("CREATE TABLE IF NOT EXISTS trial_effect (number INTEGER NOT NULL)"))
        for number in range(count):
            jobs.enqueue(SLOW_JOB, number=number)
    tally, dice = JobTally(jobs=count), random.Random(seed)
    deadline = time.monotonic() + PATIENCE_SECONDS + 10 * count
    killed: set[int] = set()
    while _left(quick) and time.monotonic() < deadline:
        worker = quick.work()
        try:
            found = _wait_for_new(quick, killed, worker)
            if found:
                killed |= found
                time.sleep(dice.random() * 0.3)
                worker.kill()
                tally.kills += 1
                time.sleep(LEASE_SECONDS * dice.random())
            else:
                _wait_until(lambda: not _left(quick), worker)
        finally:
            worker.kill()
    with quick.looking():
        rows = db.session.execute(text("SELECT number, count(*) FROM trial_effect GROUP BY number")).all()
        done = {row[0]: row[1] for row in rows}
        tally.effects = [done.get(number, 0) for number in range(count)]
        tally.run_again = db.session.execute(
            select(func.count()).where(Job.name == SLOW_JOB, Job.attempts > 1)
        ).scalar_one()
    return tally


def _left(trial: Installation) -> int:
    with trial.looking():
        waiting = select(func.count()).where(Job.name == SLOW_JOB, Job.state == JobState.WAITING)
        return int(db.session.execute(waiting).scalar_one())


def _under_way(trial: Installation) -> set[int]:
    """Jobs that some worker has taken and not ended."""
    with trial.looking():
        taken = select(Job.id).where(
            Job.name == SLOW_JOB, Job.state == JobState.WAITING, Job.lease.is_not(None)
        )
        return set(db.session.execute(taken).scalars())


def _wait_for_new(trial: Installation, known: set[int], worker: Running) -> set[int]:
    """Jobs under way that were not known yet; nothing when none comes or the worker ends."""
    found: set[int] = set()

    def look() -> bool:
        found.update(_under_way(trial) - known)
        return bool(found)

    _wait_until(look, worker)
    return found


def _wait_until(come: Callable[[], Any], worker: Running, patience: float = 20) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end and worker.process.poll() is None:
        if come():
            return True
        time.sleep(0.03)
    return False


def job_line(trial: Installation, tally: JobTally) -> Line:
    twice, never = sum(one > 1 for one in tally.effects), tally.effects.count(0)
    figure = (
        f"{tally.jobs} jobs, {tally.kills} kills, {tally.run_again} run again; "
        f"{twice} took effect twice, {never} never"
    )
    fine = not twice and not never and tally.kills > 0 and tally.run_again > 0
    return judged(
        f"worker killed with -9 in mid-job, {trial.dialect}", figure, "run after the lease, effect once", fine
    )


class Mailboxes:
    """A mail server that counts what arrives, and can kill the sender right after it took a letter."""

    def __init__(self) -> None:
        self.arrived: dict[str, list[str]] = collections.defaultdict(list)
        self.sender: Running | None = None
        self.kill_every = 0
        self.kills = 0
        self.port = free_port()
        self._controller = Controller(self, hostname=HOST, port=self.port)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        message_id = email.message_from_bytes(envelope.content)["Message-ID"]
        for recipient in envelope.rcpt_tos:
            self.arrived[recipient].append(message_id)
        if self.kill_every and self.sender and sum(map(len, self.arrived.values())) % self.kill_every == 0:
            self.kills += 1
            self.sender.kill()
        return "250 taken"

    def __enter__(self) -> Mailboxes:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def settings(self) -> dict[str, str]:
        return mail_settings(self.port)

    @property
    def deliveries(self) -> int:
        return sum(map(len, self.arrived.values()))

    @property
    def shown(self) -> list[int]:
        """How many messages each mailbox shows: one per Message-ID."""
        return [len(set(ids)) for ids in self.arrived.values()]


def mail_settings(port: int) -> dict[str, str]:
    return {
        "MAIL_SERVER": HOST,
        "MAIL_PORT": str(port),
        "MAIL_USE_TLS": "0",
        "MAIL_SENDER": "weft@trial.example",
    }


@dataclass
class MailTally:
    letters: int
    kills: int
    deliveries: int
    mailboxes: int
    shown_twice: int
    unsent: int


def kill_senders(
    trial: Installation, letters: int, *, kill_every: int = 3, app: str = TRIAL_APP
) -> MailTally:
    """Each time the mail server has taken a third letter, the worker dies before it can note it."""
    with Mailboxes() as boxes:
        quick = trial.with_settings(boxes.settings(), **QUICK)
        with quick.inside():
            forget_letters()
            write_letters(letters)
        boxes.kill_every = kill_every
        deadline = time.monotonic() + PATIENCE_SECONDS + 5 * letters
        while unsent(quick) and time.monotonic() < deadline:
            boxes.sender = quick.work(app=app)
            try:
                _wait_until(lambda: not unsent(quick), boxes.sender, patience=60)
            finally:
                boxes.sender.kill()
        return MailTally(
            letters,
            boxes.kills,
            boxes.deliveries,
            len(boxes.arrived),
            sum(one > 1 for one in boxes.shown),
            unsent(quick),
        )


def forget_letters() -> None:
    """What the example network had queued is not part of the count."""
    db.session.execute(text("DELETE FROM outbox_message"))


def write_letters(count: int) -> None:
    for number in range(count):
        queue_mail(
            to=f"reader-{number}@trial.example", subject="A message", text="…", language="en", about="trial"
        )


def unsent(trial: Installation) -> int:
    """Letters that still wait."""
    with trial.looking():
        waiting = select(func.count()).where(OutboxMessage.state == MailState.QUEUED)
        return int(db.session.execute(waiting).scalar_one())


def mail_line(trial: Installation, tally: MailTally) -> Line:
    figure = (
        f"{tally.letters} letters, {tally.kills} kills, {tally.deliveries} deliveries; "
        f"{tally.shown_twice} mailboxes show two, {tally.letters - tally.mailboxes} none"
    )
    fine = not tally.shown_twice and not tally.unsent and tally.mailboxes == tally.letters and tally.kills > 0
    return judged(
        f"worker killed as the mail server takes a letter, {trial.dialect}",
        figure,
        "each mailbox shows one message",
        fine,
    )

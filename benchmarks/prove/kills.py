"""Acknowledged means stored: the server is killed with -9 while several people send forms."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select, text

from app.kernel import audit
from app.kernel.database import db
from app.membership.models import Application
from benchmarks.installation import REAL_APP, Installation, Running
from benchmarks.prove.people import signed_in
from benchmarks.table import Line, judged
from benchmarks.visitor import GONE, Visitor

STARTERS = ("applicant-es", "applicant-en", "applicant-fr", "applicant-without-mail")
WRITER = "applicant-lanpud"
FIRST_ANSWER_SECONDS = 20
SETTLES_SECONDS = 1
START_PATH = "/en/n/idpc/apply"


@dataclass
class Told:
    """What the server acknowledged, and what was sent when it died."""

    started: dict[str, str] = field(default_factory=dict)  # application's reference → name sent
    saves: int = 0
    last_saved: int = 0
    last_sent: int = 0
    refused: list[str] = field(default_factory=list)
    first: threading.Event = field(default_factory=threading.Event)


@dataclass
class Tally:
    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Senders:
    """People who send forms one after another, from several threads, until the server is gone."""

    def __init__(self, url: str) -> None:
        self.starters = [signed_in(url, name) for name in STARTERS]
        self.writer = signed_in(url, WRITER)
        self.start_form = self.starters[0].get(START_PATH).page.form_with("known_as")
        tokens = [one.get(START_PATH).page.form_with("known_as").value("csrf_token") for one in self.starters]
        self.tokens = dict(zip(map(id, self.starters), tokens, strict=True))
        self.section = self._open_draft()
        self.numbers = 0

    def _open_draft(self) -> str:
        """A draft of the writer's own with a page of questions that has a long text."""
        answer = self.writer.send_form(
            START_PATH,
            "known_as",
            organisation=self._new_choice(),
            known_as="In mid-word",
            country="BR",
        )
        assert answer.status == 303, answer.status
        time.sleep(SETTLES_SECONDS)  # a canary commits late
        page = self.writer.get(answer.location).text
        codes = [part.split('"', 1)[0] for part in page.split(f'href="{answer.location}section/')[1:]]
        for code in dict.fromkeys(codes):
            path = f"{answer.location}section/{code}"
            for form in self.writer.get(path).page.forms:
                free = [name for name, _ in form.fields if name not in form.choices and not _is_hidden(name)]
                if free:
                    self.field = free[0]
                    return path
        raise LookupError("no page of questions has a text")

    def _new_choice(self) -> str | None:
        offered = self.writer.get(START_PATH).page.form_with("known_as").choices
        return "new" if "organisation" in offered else None

    def run(self, told: Told) -> list[threading.Thread]:
        jobs: list[Callable[[], None]] = [partial(self._start, one, told) for one in self.starters]
        jobs.append(partial(self._save, told))
        threads = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        return threads

    def _start(self, visitor: Visitor, told: Told) -> None:
        while True:
            name = f"Group {secrets.token_hex(8)}"
            given = self.start_form.filled(
                csrf_token=self.tokens[id(visitor)],
                submission_key=secrets.token_urlsafe(24),
                organisation="new",
                known_as=name,
                country="BR",
            )
            try:
                answer = visitor.post(START_PATH, given)
            except GONE:
                return
            if answer.status == 303 and "/apply/" in answer.location:
                told.started[answer.location.rstrip("/").rsplit("/", 1)[1]] = name
                told.first.set()
            else:
                told.refused.append(f"start: {answer.status} {answer.location}")

    def _save(self, told: Told) -> None:
        while True:
            self.numbers += 1
            try:
                form = self.writer.get(self.section).page.form_with(self.field)
                told.last_sent = self.numbers
                answer = self.writer.post(
                    self.section, form.filled(**{self.field: f"Version {self.numbers}"})
                )
            except GONE:
                return
            if answer.status == 303 and "sign-in" not in answer.location:
                told.saves, told.last_saved = told.saves + 1, self.numbers
                told.first.set()
            else:
                told.refused.append(f"save: {answer.status} {answer.location}")

    def has_saved(self, told: Told) -> bool:
        """Whether the page of questions holds what was acknowledged last, or what was sent after it."""
        if not told.last_saved:
            return True
        held = self.writer.get(self.section).page.form_with(self.field).value(self.field)
        number = held.removeprefix("Version ")
        return number.isdecimal() and told.last_saved <= int(number) <= told.last_sent


def _is_hidden(name: str) -> bool:
    return name in ("csrf_token", "submission_key", "version")


def kill_rounds(
    trial: Installation,
    rounds: int,
    *,
    server: str = "waitress",
    app: str = REAL_APP,
    seed: int = 1,
    until_lost: bool = False,
) -> Tally:
    """Start, send, kill at a random moment, look; `rounds` times, or until the first loss."""
    dice, tally = random.Random(seed), Tally()
    running = trial.serve(app=app, server=server)
    try:
        senders = Senders(running.url)
        for _ in range(rounds):
            told = _send_until_killed(running, senders, dice)
            running = trial.serve(app=app, server=server)
            _look(trial, senders, told, tally)
            if until_lost and tally.lost:
                break
    finally:
        running.kill()
    with trial.looking():
        tally.damaged.extend(audit.verify())
    return tally


def _send_until_killed(running: Running, senders: Senders, dice: random.Random) -> Told:
    told = Told()
    threads = senders.run(told)
    told.first.wait(FIRST_ANSWER_SECONDS)
    time.sleep(dice.random() * 0.6)
    running.kill()
    for thread in threads:
        thread.join(30)
    return told


def _look(trial: Installation, senders: Senders, told: Told, tally: Tally) -> None:
    """Compare what was acknowledged with what is there after the restart."""
    tally.rounds += 1
    tally.acknowledged += len(told.started) + told.saves
    tally.refused.extend(told.refused)
    if not senders.has_saved(told):
        tally.lost += 1
    with trial.looking():
        names = list(told.started.values())
        found = db.session.execute(
            select(Application.ref, Application.title).where(Application.title.in_(names))
        )
        there = {row.ref: row.title for row in found}
        tally.lost += sum(there.get(ref) != name for ref, name in told.started.items())
        tally.damaged.extend(_damage())


def _damage() -> list[str]:
    """Faults that the database itself reports, and half-written applications."""
    found: list[str] = []
    if db.engine.dialect.name == "sqlite":
        told = db.session.execute(text("PRAGMA integrity_check")).scalars().all()
        found += [one for one in told if one != "ok"]
        found += [str(row) for row in db.session.execute(text("PRAGMA foreign_key_check")).all()]
    half = db.session.execute(text(_HALF)).scalar_one()
    return found + ([f"{half} applications without their trail"] if half else [])


_HALF = """SELECT count(*) FROM membership_application a WHERE NOT EXISTS (SELECT 1 FROM audit_event e
WHERE e.subject = 'application' AND e.subject_id = a.id)"""


def line(trial: Installation, tally: Tally, server: str, wanted: int) -> Line:
    """The row of the table."""
    figure = f"{tally.lost} lost of {tally.acknowledged} acknowledged, {tally.rounds} kills"
    if tally.damaged:
        figure += f"; damaged: {tally.damaged[0]}"
    if tally.refused:
        figure += f"; {len(tally.refused)} refused, first {tally.refused[0]}"
    fine = not (tally.lost or tally.damaged or tally.refused) and tally.rounds >= wanted
    return judged(
        f"server killed with -9 in mid-submit, {trial.dialect}, {server}",
        figure if tally.acknowledged else "nothing was acknowledged",
        f"0 lost, trail whole, {wanted} kills",
        fine and tally.acknowledged > 0,
    )

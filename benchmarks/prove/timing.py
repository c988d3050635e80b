"""Nobody learns from signing in who has an account: not from the words, the status, nor the time."""

from __future__ import annotations

import re
import statistics
import time
from dataclasses import dataclass, field

from sqlalchemy import select

from app.accounts.models import Person
from app.kernel.database import db
from benchmarks.installation import TRIAL_APP, Installation
from benchmarks.table import Line, judged
from benchmarks.visitor import Visitor

SIGN_IN = "/en/account/sign-in"
MOST_APART_MS = 10.0
OPEN: dict[str, object] = {"RATELIMIT_ENABLED": False}
CHANGING = re.compile(r'(name="(?:csrf_token|submission_key)"[^>]*value=")[^"]*')


@dataclass
class Told:
    """What the answers for one kind of names were, and how long they took."""

    bodies: set[str] = field(default_factory=set)
    statuses: set[int] = field(default_factory=set)
    milliseconds: list[float] = field(default_factory=list)


def compare(trial: Installation, each: int, *, app: str = TRIAL_APP) -> tuple[Told, Told]:
    """`each` wrong passphrases for names that exist, as many for names that do not, one after the other."""
    _make_known(trial, each)
    known, unknown = Told(), Told()
    running = trial.with_settings({}, **OPEN).serve(app=app, worker=False)
    try:
        visitor = Visitor(running.url)
        _try(visitor, "nobody-99999", Told())  # the first hash of a process is made twice
        _try(visitor, "known-99999", Told())
        for number in range(each):
            pair = [(f"known-{number:05}", known), (f"nobody-{number:05}", unknown)]
            for name, told in pair if number % 2 else reversed(pair):
                _try(visitor, name, told)
    finally:
        running.kill()
    return known, unknown


def _try(visitor: Visitor, name: str, told: Told) -> None:
    form = visitor.get(SIGN_IN).page.form_with("passphrase")
    given = form.filled(name=name, passphrase="not the passphrase of anybody")
    began = time.perf_counter()
    answer = visitor.post(form.action or SIGN_IN, given)
    told.milliseconds.append(1000 * (time.perf_counter() - began))
    told.statuses.add(answer.status)
    told.bodies.add(CHANGING.sub(r"\1", answer.text.replace(name, "NAME")))


def _make_known(trial: Installation, each: int) -> None:
    with trial.inside():
        example = select(Person.password).where(Person.sign_in_name == "administrator")
        password = db.session.execute(example).scalar_one()
        for number in [*range(each), 99999]:
            name = f"known-{number:05}"
            db.session.add(Person(sign_in_name=name, chosen_name=name, language="en", password=password))
        db.session.flush()
        for person in db.session.execute(select(Person).where(Person.sign_in_name.like("known-%"))).scalars():
            person.confirmed_at = person.created_at


def apart(known: Told, unknown: Told) -> float:
    """How far the medians lie apart, in milliseconds."""
    return abs(statistics.median(known.milliseconds) - statistics.median(unknown.milliseconds))


def line(trial: Installation, known: Told, unknown: Told) -> Line:
    same = len(known.bodies | unknown.bodies) == 1 and len(known.statuses | unknown.statuses) == 1
    figure = (
        f"{len(known.milliseconds)} known, {len(unknown.milliseconds)} unknown: "
        f"{'same' if same else 'DIFFERENT'} body and status {sorted(known.statuses | unknown.statuses)}, "
        f"medians {apart(known, unknown):.1f} ms apart"
    )
    target = f"same answer, medians < {MOST_APART_MS:.0f} ms apart"
    return judged(
        f"who has an account, {trial.dialect}", figure, target, same and apart(known, unknown) < MOST_APART_MS
    )

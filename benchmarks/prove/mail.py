"""The mail server hangs, or is not there: a submit answers at once, and the letter goes when mail works."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.installation import TRIAL_APP, Installation, free_port, listening
from benchmarks.prove.workers import PATIENCE_SECONDS, QUICK, Mailboxes, forget_letters, mail_settings, unsent
from benchmarks.table import Line, judged
from benchmarks.visitor import Visitor

LONGEST_SECONDS = 2.0
REGISTER = "/en/account/register/with-email"
PASSPHRASE = "five slow boats on the morning lake"
OPEN = {"RATELIMIT_ENABLED": False, "MAIL_TIMEOUT_SECONDS": 2}


@contextmanager
def black_hole() -> Iterator[int]:
    """A port that takes every connection and never says a word."""
    with listening(free_port()) as listener:
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            for one in held:
                one.close()


@dataclass(frozen=True)
class Outcome:
    """How long submits took, how many letters waited, and what each mailbox shows once mail works again."""

    took: list[float]
    waiting: int
    shown: list[int]


def submit_without_mail(trial: Installation, rounds: int, kind: str) -> Outcome:
    """`rounds` submits that write a letter each while mail is "hanging" or "refused"; then it works."""
    with trial.inside():
        forget_letters()
    if kind == "hanging":
        with black_hole() as port:
            took, waiting = _submits(trial, port, rounds)
    else:
        took, waiting = _submits(trial, free_port(), rounds)
    with Mailboxes() as boxes:
        later = trial.with_settings(boxes.settings(), **QUICK)
        worker = later.work()
        try:
            end = time.monotonic() + PATIENCE_SECONDS
            while unsent(later) and time.monotonic() < end:
                time.sleep(0.1)
        finally:
            worker.stop()
        return Outcome(took, waiting, boxes.shown)


def line(trial: Installation, kind: str, outcome: Outcome) -> Line:
    rounds, shown = len(outcome.took), outcome.shown
    figure = (
        f"{rounds} submits, slowest {max(outcome.took):.2f} s, "
        f"median {statistics.median(outcome.took):.2f} s; "
        f"{outcome.waiting} waited, {sum(shown)} arrived later, {sum(one > 1 for one in shown)} twice"
    )
    fine = max(outcome.took) < LONGEST_SECONDS and outcome.waiting >= rounds and shown == [1] * rounds
    target = "submit < 2 s, queued, sent later, once"
    return judged(f"mail server {kind}, {trial.dialect}", figure, target, fine)


def _submits(trial: Installation, port: int, rounds: int) -> tuple[list[float], int]:
    """How long each submit took, and how many letters wait at the end. The worker runs beside, and tries."""
    hanging = trial.with_settings(mail_settings(port), **QUICK, **OPEN)
    running = hanging.serve(app=TRIAL_APP)
    took = []
    try:
        for number in range(rounds):
            visitor = Visitor(running.url)
            form = visitor.get(REGISTER).page.form_with("email")
            given = form.filled(
                email=f"new-{port}-{number}@example.org",
                chosen_name="Trial",
                passphrase=PASSPHRASE,
                passphrase_again=PASSPHRASE,
            )
            began = time.monotonic()
            answer = visitor.post(form.action or REGISTER, given)
            took.append(time.monotonic() - began)
            if answer.status != 303:
                raise RuntimeError(f"registering answered {answer.status}")
        time.sleep(1)
        return took, unsent(hanging)
    finally:
        running.kill()

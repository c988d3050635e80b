"""The worker: sends mail and runs jobs one at a time, each under a lease committed before it acts."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from flask import Flask, current_app

from app.kernel import ids, jobs, outbox, search
from app.kernel.database import db, writing

log = logging.getLogger("weft.worker")


class Worker:
    """`run_once` sends one message or runs one job, and says if there was any; `run` repeats it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.name = ids.new_token()[:16]
        self.mail = outbox.MailSettings.from_config(app.config)
        self.lease: timedelta = timedelta(seconds=app.config["LEASE_SECONDS"])
        self.pause: float = float(app.config["WORKER_PAUSE_SECONDS"])
        self.retries: tuple[timedelta, ...] = tuple(
            timedelta(seconds=period) for period in app.config["JOB_RETRY_SECONDS"]
        )
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                busy = self.run_once()
            except Exception:
                log.exception("worker.round_failed")
                busy = False
            if not busy:
                self._stopping.wait(self.pause)

    def stop(self) -> None:
        self._stopping.set()

    def run_once(self) -> bool:
        """Queue what the schedules ask, send one message if mail can leave, run one job."""
        with self.app.app_context(), writing():
            if jobs.queue_schedules():
                db.session.commit()
            else:
                db.session.rollback()
            sent = self._send_one() if self.mail.server else False
            return self._run_one() or sent

    def run_all(self) -> None:
        """Everything that is due now, then stop: for tests and `flask worker --once`."""
        while self.run_once():
            pass

    def _send_one(self) -> bool:
        message_id = outbox.lease_next(self.mail.lease)
        db.session.commit()
        if message_id is None:
            return False
        try:
            letter = outbox.read_letter(message_id, self.mail)
            db.session.rollback()
            outbox.send(letter, self.mail)
        except Exception as error:  # a letter that cannot even be written must end as given up, too
            db.session.rollback()
            log.warning("mail.failed", extra={"letter": message_id, "error": type(error).__name__})
            outbox.mark_failed(message_id, error, self.mail)
        else:
            outbox.mark_sent(letter.id)
        db.session.commit()
        return True

    def _run_one(self) -> bool:
        leased = jobs.lease_next(self.name, self.lease)
        db.session.commit()
        if leased is None:
            return False
        try:
            jobs.runner(leased.name, leased.arguments)(**leased.arguments)
            if jobs.finish(leased):
                db.session.commit()
            else:
                db.session.rollback()
                log.warning("job.lease_lost", extra={"job": leased.id, "job_name": leased.name})
        except jobs.UnknownJob as error:
            log.warning("job.unknown", extra={"job": leased.id, "job_name": leased.name})
            self._fail(leased, error)
        except Exception as error:
            log.exception("job.failed", extra={"job": leased.id, "job_name": leased.name})
            self._fail(leased, error)
        return True

    def _fail(self, leased: jobs.LeasedJob, error: Exception) -> None:
        db.session.rollback()
        jobs.fail(leased, error, self.retries)
        db.session.commit()


def start_in_process(app: Flask) -> Worker:
    """A worker in a thread of this process, for the one-command start."""
    worker = Worker(app)
    threading.Thread(target=worker.run, name="weft-worker", daemon=True).start()
    return worker


@jobs.every("outbox.erase", timedelta(hours=1))
def erase_sent_mail() -> None:
    """Erase address and text of sent mail as soon as nobody needs to ask whether it went."""
    outbox.erase_old(timedelta(seconds=current_app.config["OUTBOX_KEEP_SECONDS"]))


@jobs.every("jobs.forget", timedelta(days=1))
def forget_ended_jobs() -> None:
    """What was done, and what failed for good, is kept for a while for whoever runs Weft."""
    jobs.forget_ended(timedelta(seconds=current_app.config["JOB_HISTORY_SECONDS"]))


@jobs.every("search.compact", timedelta(days=1))
def compact_search() -> None:
    """Words that no text holds any more leave every index and its files too: part of erasure."""
    for index in search.INDEXES:
        index.compact()

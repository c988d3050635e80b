"""Letters and jobs are done once, again after a death, and given up in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel import clock, jobs, outbox
from app.kernel.jobs import Job, JobState, ScheduledRun
from app.kernel.outbox import MailSettings, MailState, OutboxMessage
from app.kernel.worker import Worker

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(minutes=5)
ran: list[Any] = []


@jobs.job("test.note")
def _note(number: int) -> None:
    ran.append(number)


@jobs.job("test.fail")
def _fail() -> None:
    raise RuntimeError("no")


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    ran.clear()
    with clock.at(MOMENT):
        yield


@pytest.fixture
def mail(app: Flask) -> MailSettings:
    return MailSettings.from_config(dict(app.config) | {"MAIL_SERVER": "mail.example.org"})


def write(**changes: str) -> OutboxMessage:
    words = {"to": "ana@example.org", "subject": "News", "text": "Words", "language": "es", "about": "test"}
    outbox.queue_mail(**(words | changes))
    return _only(OutboxMessage)


def _only(table: type[Any]) -> Any:
    session = outbox.db.session
    session.flush()
    return session.scalars(select(table).order_by(table.id.desc()).limit(1)).one()


def test_letter_is_leased_once_until_its_lease_ends(session: Session) -> None:
    row = write()
    assert outbox.lease_next(LEASE) == row.id
    assert outbox.lease_next(LEASE) is None
    with clock.at(MOMENT + LEASE):
        assert outbox.lease_next(LEASE) == row.id


def test_letter_keeps_its_name_however_often_it_is_tried(session: Session, mail: MailSettings) -> None:
    row = write()
    names = set()
    for attempt in range(3):
        with clock.at(MOMENT + attempt * LEASE):
            assert outbox.lease_next(LEASE) == row.id
            names.add(outbox.read_letter(row.id, mail).email["Message-ID"])
    assert len(names) == 1


def test_letter_is_tried_later_each_time_and_given_up(session: Session, mail: MailSettings) -> None:
    row = write()
    waited = []
    moment = MOMENT
    while row.state is MailState.QUEUED:
        with clock.at(moment):
            assert outbox.lease_next(LEASE) == row.id
            session.refresh(row)
            outbox.mark_failed(row.id, TimeoutError(), mail)
            session.flush()
            if row.state is MailState.QUEUED:
                waited.append(row.next_attempt_at - moment)
                moment = row.next_attempt_at
    assert tuple(waited) == mail.retries
    assert (row.state, row.last_error) == (MailState.GIVEN_UP, "TimeoutError")


def test_sent_letter_loses_its_words_after_a_day(session: Session) -> None:
    row = write()
    outbox.lease_next(LEASE)
    outbox.mark_sent(row.id)
    session.flush()
    keep = timedelta(hours=24)
    assert outbox.erase_old(keep) == 0
    with clock.at(MOMENT + keep + LEASE + timedelta(seconds=1)):
        assert outbox.erase_old(keep) == 1
        assert outbox.erase_old(keep) == 0
    session.refresh(row)
    assert (row.recipient, row.subject, row.text) == (None, None, None)


def test_waiting_letter_is_never_erased(session: Session) -> None:
    write()
    with clock.at(MOMENT + timedelta(days=90)):
        assert outbox.erase_old(timedelta(hours=24)) == 0


def test_subject_is_one_line(session: Session, mail: MailSettings) -> None:
    row = write(subject="News\r\nBcc: everybody@example.org")
    letter = outbox.read_letter(row.id, mail)
    assert letter.email["Subject"] == "News Bcc: everybody@example.org"
    assert letter.email["Bcc"] is None


@pytest.mark.parametrize("address", ["ana@example.org\nBcc: x@y.org", "ñandú@\x01.org", ""])
def test_letter_that_cannot_be_written_is_given_up_like_any_other(
    app: Flask, session: Session, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = write(to=address)
    session.commit()
    monkeypatch.setattr(outbox, "send", _refuse)
    worker = Worker(app)
    worker.mail = MailSettings.from_config(dict(app.config) | {"MAIL_SERVER": "mail.example.org"})
    for attempt in range(8):
        with clock.at(MOMENT + timedelta(days=attempt * 2)):
            worker.run_once()
    session.expire_all()
    assert session.get_one(OutboxMessage, row.id).state is MailState.GIVEN_UP


def _refuse(*_given: Any) -> None:
    raise ConnectionRefusedError


def test_job_runs_once(app: Flask, session: Session) -> None:
    jobs.enqueue("test.note", number=7)
    session.commit()
    Worker(app).run_all()
    assert ran == [7]


def test_job_with_a_name_of_its_own_is_queued_once(session: Session) -> None:
    assert jobs.enqueue("test.note", unique="seven", number=7)
    assert not jobs.enqueue("test.note", unique="seven", number=7)


@pytest.mark.parametrize(
    ("name", "ids"), [("test.nobody", {}), ("test.note", {"letter": 1}), ("test.note", {})]
)
def test_a_job_that_nobody_could_run_is_not_queued(session: Session, name: str, ids: dict[str, int]) -> None:
    with pytest.raises(jobs.UnknownJob, match=name):
        jobs.enqueue(name, **ids)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Job)) == 0


@pytest.mark.parametrize(
    ("name", "ids"), [("test.nobody", {}), ("test.note", {"letter": 1}), ("casework.remind", {"wait_id": 1})]
)
def test_a_job_of_another_version_is_given_up_at_once_and_the_next_one_runs(
    app: Flask, session: Session, caplog: pytest.LogCaptureFixture, name: str, ids: dict[str, int]
) -> None:
    session.add(Job(name=name, arguments=ids, run_at=MOMENT - LEASE, created_at=MOMENT))
    jobs.enqueue("test.note", number=7)
    session.commit()
    Worker(app).run_all()
    assert ran == [7]
    foreign = session.scalars(select(Job).where(Job.name == name).order_by(Job.id)).first()
    assert foreign is not None
    assert (foreign.state, foreign.last_error, foreign.attempts) == (JobState.GIVEN_UP, "UnknownJob", 1)
    told = [one.getMessage() for one in caplog.records if one.name == "weft.worker"]
    assert told == ["job.unknown"], "a warning, and no trace of a fault"


def test_job_of_a_dead_worker_is_taken_again_and_the_dead_cannot_end_it(session: Session) -> None:
    jobs.enqueue("test.note", number=7)
    session.flush()
    first = jobs.lease_next("first", LEASE)
    assert first is not None
    assert jobs.lease_next("second", LEASE) is None
    with clock.at(MOMENT + LEASE):
        second = jobs.lease_next("second", LEASE)
        assert second is not None
        assert (second.id, second.attempts) == (first.id, 2)
        assert not jobs.finish(first)
        assert jobs.finish(second)
        assert jobs.lease_next("third", LEASE) is None


def test_failing_job_is_tried_later_each_time_and_given_up(app: Flask, session: Session) -> None:
    jobs.enqueue("test.fail")
    session.commit()
    worker = Worker(app)
    row = _only(Job)
    key, tried = row.id, 0
    moment = MOMENT
    while session.get_one(Job, key).state is JobState.WAITING:
        with clock.at(moment):
            worker.run_all()
        session.expire_all()
        tried += 1
        moment = session.get_one(Job, key).run_at
    row = session.get_one(Job, key)
    assert (row.state, row.last_error, row.attempts) == (JobState.GIVEN_UP, "RuntimeError", tried)
    assert tried == len(worker.retries) + 1


def test_schedules_queue_each_run_once(session: Session) -> None:
    queued = jobs.queue_schedules()
    assert queued > 0
    session.flush()
    assert jobs.queue_schedules() == 0
    with clock.at(MOMENT + timedelta(days=1)):
        assert jobs.queue_schedules() == queued
    assert session.scalar(select(func.count()).select_from(ScheduledRun)) == 2 * queued

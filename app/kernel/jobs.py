"""Work outside requests: jobs are rows with leases, and schedules are rows with a unique (name, due).

A job's arguments are ids. Its effect and its end are one transaction, so a worker that is killed leaves
either nothing done or all of it; once the lease ends, another takes the job.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of, db

Runner = Callable[..., None]


class JobState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


class Job(Base):
    """One piece of work. `lease` names the worker that holds it, until `run_at`."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "run_at", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    unique_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[JobState] = mapped_column(choice_of(JobState), default=JobState.WAITING)
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(200))


class ScheduledRun(Base):
    """Notes that a schedule's run of `due` is in the queue, so that two workers do not queue it twice."""

    __tablename__ = "scheduled_run"
    __table_args__ = (UniqueConstraint("name", "due"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    due: Mapped[datetime] = mapped_column(UtcDateTime)


_runners: dict[str, Runner] = {}
_schedules: dict[str, timedelta] = {}


def job(name: str) -> Callable[[Runner], Runner]:
    """Register what runs for jobs of this name. It gets the job's ids, and neither commits nor rolls back."""

    def register(runner: Runner) -> Runner:
        if _runners.get(name, runner).__qualname__ != runner.__qualname__:
            raise ValueError(f"two runners are named {name}")
        _runners[name] = runner
        return runner

    return register


def every(name: str, period: timedelta) -> Callable[[Runner], Runner]:
    """Register a job that runs once each `period`, counted from the epoch in UTC."""

    def register(runner: Runner) -> Runner:
        _schedules[name] = period
        return job(name)(runner)

    return register


class UnknownJob(LookupError):
    """There is no such job, or it does not take these ids."""


def runner(name: str, ids: Mapping[str, Any]) -> Runner:
    """The function registered for jobs of this name and with these ids. Raises UnknownJob: another version of
    the program queued it, or meant another."""
    found = _runners.get(name)
    if found is None:
        raise UnknownJob(name)
    try:
        inspect.signature(found).bind(**ids)
    except TypeError as error:
        raise UnknownJob(f"{name}: {error}") from error
    return found


def enqueue(name: str, *, unique: str | None = None, run_at: datetime | None = None, **ids: Any) -> bool:
    """Put a job in the queue. False when one with the same `unique` key is there, or ended
    so lately that it is not yet forgotten. Raises UnknownJob."""
    runner(name, ids)
    moment = clock.now()
    row = Job(name=name, unique_key=unique, arguments=ids, run_at=run_at or moment, created_at=moment)
    if unique is None:
        db.session.add(row)
        return True
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def due_moment(moment: datetime, period: timedelta) -> datetime:
    """The latest multiple of `period` since the epoch that is not after `moment`."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return epoch + (moment - epoch) // period * period


def queue_schedules() -> int:
    """Queue every schedule whose run is due and not yet queued; answers how many it queued."""
    queued = 0
    for name, period in sorted(_schedules.items()):
        due = due_moment(clock.now(), period)
        known = select(ScheduledRun.id).where(ScheduledRun.name == name, ScheduledRun.due == due)
        if db.session.execute(known).first() is not None:
            continue
        try:
            with db.session.begin_nested():
                db.session.add(ScheduledRun(name=name, due=due))
        except IntegrityError:
            continue
        enqueue(name)
        queued += 1
    return queued


@dataclass(frozen=True)
class LeasedJob:
    """A job taken by one worker."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    lease: str


def lease_next(worker: str, lease: timedelta) -> LeasedJob | None:
    """Take the next due job. The caller commits before it runs it."""
    moment = clock.now()
    due = (
        select(Job.id)
        .where(Job.state == JobState.WAITING, Job.run_at <= moment)
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = db.session.execute(
        update(Job)
        .where(Job.id == due.scalar_subquery())
        .values(run_at=moment + lease, attempts=Job.attempts + 1, lease=worker)
        .returning(Job.id, Job.name, Job.arguments, Job.attempts)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return LeasedJob(row.id, row.name, row.arguments, row.attempts, worker) if row else None


def finish(leased: LeasedJob) -> bool:
    """End the job in the transaction of its effect. False when the lease was lost: then roll back."""
    result = db.session.execute(
        update(Job)
        .where(Job.id == leased.id, Job.lease == leased.lease, Job.state == JobState.WAITING)
        .values(state=JobState.DONE, ended_at=clock.now(), last_error=None)
        .execution_options(synchronize_session=False)
    )
    return bool(getattr(result, "rowcount", 0))


def fail(leased: LeasedJob, error: Exception, retries: tuple[timedelta, ...]) -> None:
    """Run it again later; give up after the last period, and at once what no repetition makes known. The
    trace is in the log, only its kind here."""
    row = db.session.get_one(Job, leased.id)
    row.last_error = type(error).__name__
    if isinstance(error, UnknownJob) or leased.attempts > len(retries):
        row.state, row.ended_at = JobState.GIVEN_UP, clock.now()
    else:
        row.run_at = clock.now() + retries[leased.attempts - 1]


def forget_ended(keep: timedelta) -> int:
    """Delete jobs that ended more than `keep` ago, and the notes of schedules that can no longer be due."""
    moment = clock.now()
    ended = db.session.execute(
        delete(Job)
        .where(Job.state != JobState.WAITING, Job.ended_at < moment - keep)
        .execution_options(synchronize_session=False)
    )
    oldest = moment - max(keep, *_schedules.values())
    db.session.execute(
        delete(ScheduledRun).where(ScheduledRun.due < oldest).execution_options(synchronize_session=False)
    )
    return int(getattr(ended, "rowcount", 0))

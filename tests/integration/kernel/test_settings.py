"""Settings reach what they say they steer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.kernel import clock, jobs, outbox
from app.kernel.jobs import Job, JobState, ScheduledRun
from app.kernel.outbox import MailSettings, OutboxMessage
from app.organisations import queries
from tests.organisation_factories import make_body


@contextmanager
def changed(app: Flask, **settings: Any) -> Iterator[None]:
    """The app with these settings, put back afterwards."""
    before = {name: app.config[name] for name in settings}
    app.config.update(settings)
    try:
        yield
    finally:
        app.config.update(before)


def test_home_body_is_the_first_page(app: Flask, session: Session, client: Any) -> None:
    make_body("inpud", is_home=True)
    other = make_body("idpc")
    assert queries.home_body() != other
    with changed(app, HOME_BODY=other.slug):
        assert queries.home_body() == other
        assert queries.list_bodies()[0] == other
        assert other.name_in("en") in client.get("/en/").text


def test_an_unknown_home_body_leaves_the_marked_one(app: Flask, session: Session) -> None:
    make_body("idpc")
    home = make_body("inpud", is_home=True)
    with changed(app, HOME_BODY="nobody"):
        assert queries.home_body() == home


def test_installation_name_frames_pages_of_no_network(app: Flask, session: Session, client: Any) -> None:
    with changed(app, INSTALLATION_NAME="Red de Apoyo"):
        assert "– Red de Apoyo</title>" in client.get("/en/networks/").text


def test_installation_name_is_the_sender_of_mail(app: Flask, session: Session) -> None:
    outbox.queue_mail(to="ana@example.org", subject="Hello", text="Hello", language="en", about="test")
    session.flush()
    [row] = session.execute(select(OutboxMessage)).scalars()
    with changed(app, INSTALLATION_NAME="Red de Apoyo", MAIL_SENDER="weft@example.org"):
        letter = outbox.read_letter(row.id, MailSettings.from_config(app.config))
    assert letter.email["From"] == "Red de Apoyo <weft@example.org>"
    assert letter.email["Message-ID"].endswith("@example.org>")


def test_a_writer_waits_as_long_as_the_settings_say(app: Flask, session: Session) -> None:
    if session.connection().dialect.name != "sqlite":
        return
    waits = session.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert waits == app.config["SQLITE_BUSY_TIMEOUT_SECONDS"] * 1000


def test_a_public_page_is_made_again_after_a_while(app: Flask, session: Session, client: Any) -> None:
    kept = app.extensions["weft_public_pages"]

    def moment_made() -> Any:
        assert client.get("/en/networks/").status_code == 200
        [page] = kept._pages.values()
        return page.made_at

    begun = clock.now()
    lasts = timedelta(seconds=app.config["PUBLIC_CACHE_SECONDS"])
    with clock.at(begun):
        assert moment_made() == begun
    with clock.at(begun + lasts - timedelta(seconds=1)):
        assert moment_made() == begun
    with clock.at(begun + lasts):
        assert moment_made() == begun + lasts


def test_ended_jobs_are_forgotten_once_their_history_is_over(session: Session) -> None:
    keep, now = timedelta(days=30), clock.now()
    old, new = now - keep - timedelta(seconds=1), now - keep + timedelta(minutes=1)

    def note(state: JobState, ended: Any) -> None:
        session.add(Job(name="x", arguments={}, state=state, run_at=old, created_at=old, ended_at=ended))

    note(JobState.DONE, old)
    note(JobState.GIVEN_UP, old)
    note(JobState.DONE, new)
    note(JobState.WAITING, None)
    longest = max(keep, *jobs._schedules.values())
    session.add(ScheduledRun(name="a", due=now - longest - timedelta(days=1)))
    session.add(ScheduledRun(name="b", due=now - longest + timedelta(days=1)))
    session.flush()
    with clock.at(now):
        assert jobs.forget_ended(keep) == 2
    left = session.execute(select(Job.state, Job.ended_at).order_by(Job.id)).all()
    assert left == [(JobState.DONE, new), (JobState.WAITING, None)]
    assert session.execute(select(ScheduledRun.name)).scalars().all() == ["b"]

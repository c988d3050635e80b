"""Two people write the same at once: whoever is second reads so, in their language, with what they typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, flash, request
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, OperationalError

from app import create_app
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.jobs import ScheduledRun
from app.web.access import public
from tests.clients import WeftClient
from tests.conftest import Databases
from tests.databases import DIALECTS, Database

WORDS = {
    "en": "Somebody changed this while you were writing.",
    "es": "Alguien cambió esto mientras escribías.",
    "fr": "Une autre personne a modifié cette page pendant que vous écriviez.",
}


@public
def _write() -> str:
    """What two people at once come to: both found nothing there, and both write it."""
    db.session.add(ScheduledRun(name="mine", due=now()))
    moment = now() if request.form["due"] == "there" else None
    db.session.add_all([ScheduledRun(name="same", due=moment) for _who in range(2)])
    if request.form["when"] == "in the view":
        db.session.flush()
    if request.form["when"] == "on a full disk":
        event.listen(db.session(), "before_commit", _disk_is_full, once=True)
    flash("All of it is kept.", "success")
    return "written"


def _disk_is_full(_session: Any) -> None:
    raise OperationalError("COMMIT", None, Exception("disk I/O error"))


@pytest.fixture(params=DIALECTS)
def trial(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """A second app on the same database, with a page of its own."""
    app = create_app(dict(databases.get(request.param).app.config))
    app.test_client_class = WeftClient
    app.add_url_rule("/<any(en, es, fr):lang>/write", "write", _write, methods=["POST"])
    with Database(request.param, app).rolled_back():
        yield app


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("when", ["in the view", "at the end"])
def test_whoever_is_second_reads_so_and_loses_nothing(trial: Flask, language: str, when: str) -> None:
    sent = {"due": "there", "when": when, "story": "What I wrote for an hour."}
    answer = trial.test_client().post(f"/{language}/write", data=sent)
    assert answer.status_code == 409
    assert WORDS[language] in answer.text
    assert "What I wrote for an hour." in answer.text
    with trial.app_context():
        assert db.session.scalars(select(ScheduledRun.name)).all() == []


@pytest.mark.parametrize(("when", "status"), [("at the end", 409), ("on a full disk", 503)])
def test_what_could_not_be_kept_is_not_said_to_be(trial: Flask, when: str, status: int) -> None:
    client = trial.test_client()
    answer = client.post("/en/write", data={"due": "there", "when": when})
    assert answer.status_code == status
    for page in (answer, client.get("/en/account/sign-in")):
        assert "All of it is kept." not in page.text


def test_a_column_left_empty_is_no_race(trial: Flask) -> None:
    with pytest.raises(IntegrityError):
        trial.test_client().post("/en/write", data={"due": "none", "when": "in the view"})

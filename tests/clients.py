"""A test client that behaves like a browser on another machine, and fails when a request loses a write."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import globals as flask_globals
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session
from werkzeug.test import TestResponse

from app.accounts.enums import Device
from app.accounts.models import Person
from app.accounts.security import SESSION_KEY
from app.accounts.services import begin_session
from app.kernel.database import db

SAFE = ("GET", "HEAD", "OPTIONS")
WRITES = "writes_of_this_request"


HIDDEN_FIELD = re.compile(r'name="(csrf_token|submission_key|version|seen)"[^>]*value="([^"]*)"')


def hidden_fields(page: str) -> dict[str, str]:
    """What the forms of a page send along without anybody typing it."""
    return dict(HIDDEN_FIELD.findall(page))


def fill_in(client: WeftClient, url: str, **data: Any) -> TestResponse:
    """Open a page and send its form with this."""
    answer: TestResponse = client.post(url, data={**hidden_fields(client.get(url).text), **data})
    return answer


class LostWrite(AssertionError):
    """A request wrote and its writes were not committed, though its answer says that all went well."""


class WeftClient(FlaskClient):
    """Each request runs without the test's app context, as it would in a server.

    The test's own session is committed before a request, so that the request sees what was prepared, and is
    expired after it, so that the test sees what the request did.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        holds_context = flask_globals._cv_app.get(None) is not None
        if holds_context:
            db.session.commit()
        with _watched_writes() as lost:
            response: TestResponse = contextvars.copy_context().run(self._open_apart, *args, **kwargs)
        if holds_context:
            db.session.expire_all()
        if lost and response.status_code < 400:
            raise LostWrite(
                f"{response.request.method} {response.request.path} answered {response.status_code}, but "
                f"did not commit: {', '.join(sorted(set(lost)))}"
            )
        return response

    def _open_apart(self, *args: Any, **kwargs: Any) -> TestResponse:
        for current in (flask_globals._cv_app, flask_globals._cv_request):
            current.set(None)  # type: ignore[arg-type]
        return super().open(*args, **kwargs)


@dataclass(eq=False)  # two requests at once that wrote the same are two
class Watch:
    """What one request flushed, and what of it was then rolled back or forgotten: names of models."""

    lost: list[str] = field(default_factory=list)
    unsaved: dict[int, list[str]] = field(default_factory=dict)

    def note_flush(self, session: Session) -> None:
        rows = [*session.new, *session.dirty, *session.deleted]
        self.unsaved.setdefault(id(session), []).extend(type(row).__name__ for row in rows)

    def note_bulk(self, state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            self.unsaved.setdefault(id(state.session), []).append("a bulk statement")

    def note_commit(self, session: Session) -> None:
        if not session.in_nested_transaction():
            self.unsaved.pop(id(session), None)

    def note_end(self, session: Session, transaction: Any) -> None:
        if transaction.parent is None:
            self.lost.extend(self.unsaved.pop(id(session), ()))


_watches: list[Watch] = []


@contextmanager
def _watched_writes() -> Iterator[list[str]]:
    """Names of what was flushed, or waited to be, and then rolled back or forgotten."""
    watch = Watch()
    _watches.append(watch)
    try:
        yield watch.lost
    finally:
        _watches.remove(watch)
        watch.lost.extend(name for names in watch.unsaved.values() for name in names)


def _listen() -> None:
    """Once for all requests: to add and remove listeners at each of them would take longer than they do."""

    @event.listens_for(Session, "after_flush")
    def note_flush(session: Session, _context: Any) -> None:
        for watch in _watches:
            watch.note_flush(session)

    @event.listens_for(Session, "do_orm_execute")
    def note_bulk(state: ORMExecuteState) -> None:
        for watch in _watches:
            watch.note_bulk(state)

    @event.listens_for(Session, "after_commit")
    def note_commit(session: Session) -> None:
        for watch in _watches:
            watch.note_commit(session)

    @event.listens_for(Session, "after_transaction_end")
    def note_end(session: Session, transaction: Any) -> None:
        for watch in _watches:
            watch.note_end(session, transaction)


_listen()


def sign_in(client: FlaskClient, person: Person) -> None:
    """Sign this person in, second step done, without the pages that ask for it.

    Call it in the app context of the test's `session`.
    """
    key = begin_session(person, device=Device.COMPUTER, second_step_done=True)
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie[SESSION_KEY] = key
        cookie["_user_id"] = person.get_id()
        cookie["_fresh"] = True

"""A test client that behaves like a browser on another machine, and fails when a request loses a write."""

from __future__ import annotations

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def _watched_writes() -> Iterator[list[str]]:
    """Names of what was flushed, or waited to be, and then rolled back or forgotten."""
    lost: list[str] = []
    unsaved: dict[int, list[str]] = {}

    def note_flush(session: Session, _context: Any) -> None:
        rows = [*session.new, *session.dirty, *session.deleted]
        unsaved.setdefault(id(session), []).extend(type(row).__name__ for row in rows)

    def note_bulk(state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            unsaved.setdefault(id(state.session), []).append("a bulk statement")

    def note_commit(session: Session) -> None:
        if not session.in_nested_transaction():
            unsaved.pop(id(session), None)

    def note_end(session: Session, transaction: Any) -> None:
        if transaction.parent is None:
            lost.extend(unsaved.pop(id(session), ()))

    listeners = (
        ("after_flush", note_flush),
        ("do_orm_execute", note_bulk),
        ("after_commit", note_commit),
        ("after_transaction_end", note_end),
    )
    for name, listener in listeners:
        event.listen(Session, name, listener)
    try:
        yield lost
    finally:
        for name, listener in listeners:
            event.remove(Session, name, listener)
        lost.extend(name for names in unsaved.values() for name in names)


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

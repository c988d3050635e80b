"""Apps that break one promise each. A proof that does not notice them proves nothing."""

from __future__ import annotations

import threading
from typing import Any

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.wrappers import Response

from app.accounts.services import sign_in
from app.kernel import outbox
from app.kernel.database import db
from app.web import submissions, transaction
from benchmarks.trial import make_app

LATE_SECONDS = 0.4


def answers_before_committing() -> Flask:
    """The edge of the request answers first and commits a moment later."""
    real = transaction._end

    def end_too_early(response: Response) -> Response:
        if not transaction._writes() or "/apply" not in response.headers.get("Location", ""):
            return real(response)
        submissions.remember(response)
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        held: Any = db.session()
        held.flush()
        db.session.registry.clear()

        def commit() -> None:
            with app.app_context():
                held.commit()
                held.close()

        threading.Timer(LATE_SECONDS, commit).start()
        return response

    transaction._end = end_too_early
    return make_app()


def forgets_submissions() -> Flask:
    """No receipt is written, so a form sent twice is written twice."""

    def forget(response: Response) -> None:
        """Write nothing."""

    submissions.remember = forget
    return make_app()


def sends_under_new_names() -> Flask:
    """Each attempt at a letter has a Message-ID of its own, so a mailbox shows it twice."""
    real = outbox.read_letter

    def read_again(message_id: int, settings: Any) -> Any:
        letter = real(message_id, settings)
        del letter.email["Message-ID"]
        letter.email["Message-ID"] = f"<{threading.get_native_id()}.{message_id}@weft>"
        return letter

    outbox.read_letter = read_again
    return make_app()


def hashes_only_for_members() -> Flask:
    """A sign-in that does no work for names that do not exist."""
    unfair: Any = sign_in
    real = unfair.verify_passphrase
    unfair.verify_passphrase = lambda passphrase, stored: stored is not None and real(passphrase, stored)
    return make_app()


def does_not_wait_for_the_disk() -> Flask:
    """SQLite answers before what it wrote has reached the disk."""

    def let_go(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    event.listen(Engine, "connect", let_go)
    return make_app()

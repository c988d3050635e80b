"""A form sent twice (double click, Back, a lost reply) is written once and answered twice.

Every form carries a random key. The answer, a redirect, is remembered under (person; key, address, content)
in the transaction of its effect; the second sending gets that same answer. The same form with other content
(stopped on a slow line, corrected, sent again) is another one, and so is another button of the same page: its
writer would believe that it was saved. Of a form, only the last content is remembered: whoever goes back to
what they said first says it again.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from flask import abort, current_app, g, redirect, request, session
from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from app.kernel import clock
from app.kernel.database import Base, UtcDateTime, db
from app.kernel.jobs import every
from app.web.actor import current_actor

FIELD = "submission_key"
CHANGES_AT_SIGN_IN = "csrf_token"
VISITOR, SIGNED_IN = "-", "_user_id"
PLAIN_FORM = "application/x-www-form-urlencoded"


class SubmissionReceipt(Base):
    """Where the form with this content led. `holder` is the person's key, or "-" for a visitor. `key` is made
    of what was sent and of the form's random key, which is not kept: nobody can guess content from it. `form`
    is made of that key and the address: it holds the sendings of one form together."""

    __tablename__ = "submission_receipt"

    holder: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    form: Mapped[str | None] = mapped_column(String(64), index=True)
    location: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def refuse_unstorable() -> None:
    """First of all: a plain form no larger than ours are (the framework measures only those with files),
    and no NUL in any text: PostgreSQL cannot keep it, and nobody types it."""
    most = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.mimetype == PLAIN_FORM and (request.content_length or 0) > most:
        abort(413)
    sent = [request.path, *(part for pair in request.args.items(multi=True) for part in pair)]
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        sent += [part for pair in request.form.items(multi=True) for part in pair]
        sent += [upload.filename or "" for upload in request.files.values()]
    if any("\0" in text for text in sent):
        abort(400)


def note_holder() -> Response | None:
    """Before the view of an unsafe request: remember whose form it is; answer at once if it was answered."""
    if request.method in ("GET", "HEAD", "OPTIONS") or not 16 <= len(request.form.get(FIELD, "")) <= 64:
        return None
    actor_id = current_actor().actor_id
    g.submission = (VISITOR if actor_id is None else str(actor_id), _key_of_content(), _key_of_form())
    answer = answer_given_before()
    if answer is not None:
        del g.submission  # it is remembered already
    return answer


def answer_given_before() -> Response | None:
    """The answer that this form got already, or None."""
    if "submission" not in g:  # absent when the form itself could not be read: too large
        return None
    holder, key, _form = g.submission
    given = select(SubmissionReceipt.location).where(
        SubmissionReceipt.holder == holder, SubmissionReceipt.key == key
    )
    location = db.session.execute(given).scalar_one_or_none()
    return None if location is None else redirect(location, 303)


def remember(response: Response) -> None:
    """Write the answer beside its effect, in place of those to earlier contents of the form. Not where
    somebody signed in: without what the browser was given with it, that answer leads nowhere."""
    if "submission" not in g or not 300 <= response.status_code < 400:
        return
    holder, key, form = g.submission
    if holder == VISITOR and SIGNED_IN in session:
        return
    location = response.location or ""
    of_form = SubmissionReceipt.holder == holder, SubmissionReceipt.form == form
    db.session.execute(delete(SubmissionReceipt).where(*of_form, SubmissionReceipt.key != key))
    if len(location) <= 2000:
        db.session.add(
            SubmissionReceipt(holder=holder, key=key, form=form, location=location, created_at=clock.now())
        )


def _key_of_form() -> str:
    """One value for a form: its random key, and where it was sent, since one page can have several buttons
    with nothing in them. 64 characters."""
    sent = f"{request.full_path} {request.form[FIELD]}"
    return hashlib.sha256(sent.encode("utf-8", "surrogatepass")).hexdigest()


def _key_of_content() -> str:
    """One value for all that was sent with a form, documents too. The token that protects the form is new
    after each sign-in, so it does not count."""
    content = hashlib.sha256(_key_of_form().encode())
    for name, value in request.form.items(multi=True):
        if name != CHANGES_AT_SIGN_IN:
            content.update(f"{len(name)} {name} {len(value)} {value}".encode("utf-8", "surrogatepass"))
    for name, upload in request.files.items(multi=True):
        content.update(f"{name} {upload.filename}".encode("utf-8", "surrogatepass"))
        content.update(hashlib.file_digest(upload.stream, "sha256").digest())  # type: ignore[arg-type]
        upload.stream.seek(0)
    return content.hexdigest()


@every("submissions.forget", timedelta(hours=6))
def forget_old_receipts() -> None:
    """A key older than this belongs to a page nobody sends any more."""
    before = clock.now() - timedelta(seconds=current_app.config["SUBMISSION_KEY_SECONDS"])
    db.session.execute(delete(SubmissionReceipt).where(SubmissionReceipt.created_at < before))

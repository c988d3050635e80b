"""A page that was sent after the session had ended is kept for its person and offered after sign-in.

Nobody should write a long answer twice because the bus ride was longer than the session. Only the person
whose session it was is offered the page again; documents are not kept, and the offer says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import current_app, g, request, url_for
from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock, ids
from app.kernel.database import Base, Key, UtcDateTime, db, separate_transaction
from app.kernel.encryption import EncryptedJson
from app.kernel.errors import NotFound
from app.kernel.jobs import every
from app.web.errors import WebRefusal
from app.web.filters import period

LONGEST_PATH = 2000  # characters
NEVER_KEPT = ("csrf_token", "password", "passphrase", "code")


class InterruptedPost(Base):
    """What was sent, encrypted, for an hour."""

    __tablename__ = "interrupted_post"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(Key, index=True)
    path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    fields: Mapped[list[Any]] = mapped_column(EncryptedJson)
    had_documents: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def keep() -> str | None:
    """Keep this request's form; answers the page that offers it, or None when nobody's session ended."""
    person_id: int | None = g.get("expired_person_id")
    path = request.full_path.rstrip("?")
    if person_id is None or not request.form or len(path) > LONGEST_PATH:
        return None
    row = InterruptedPost(
        token=ids.new_token(),
        person_id=person_id,
        path=path,
        fields=[
            [n, v] for n, v in request.form.items(multi=True) if not any(never in n for never in NEVER_KEPT)
        ],
        had_documents=any(upload.filename for upload in request.files.values()),
        created_at=clock.now(),
    )
    with separate_transaction() as session:
        session.add(row)
    return url_for("pages.interrupted_post", token=row.token)


def get_kept(token: str, person_id: int) -> InterruptedPost:
    """What was kept for this person. Raises NotFound."""
    kept_for = current_app.config["INTERRUPTED_POST_SECONDS"]
    newest = clock.now() - timedelta(seconds=kept_for)
    found = db.session.execute(
        select(InterruptedPost).where(
            InterruptedPost.token == token,
            InterruptedPost.person_id == person_id,
            InterruptedPost.created_at >= newest,
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(WebRefusal.INTERRUPTED_POST_GONE, period=period(kept_for))
    return found


def forget(token: str, person_id: int) -> None:
    """Throw one away."""
    db.session.execute(
        delete(InterruptedPost).where(InterruptedPost.token == token, InterruptedPost.person_id == person_id)
    )


@every("interrupted_posts.forget", timedelta(minutes=10))
def forget_old_posts() -> None:
    """Nothing is kept longer than promised."""
    before = clock.now() - timedelta(seconds=current_app.config["INTERRUPTED_POST_SECONDS"])
    db.session.execute(delete(InterruptedPost).where(InterruptedPost.created_at < before))

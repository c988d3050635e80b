"""Signed-in browsers: begun, ended, and the role they act in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from app.accounts import queries
from app.accounts.enums import AccountRefusal, Device
from app.accounts.models import Person, SignInSession
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.database import db, separate_transaction
from app.kernel.errors import DomainError
from app.kernel.ids import new_token
from app.kernel.permissions import Role


def begin_session(person: Person, *, device: Device, second_step_done: bool = False) -> str:
    """Begin a session and answer its key, which only the browser keeps."""
    key = new_token()
    moment = now()
    db.session.add(
        SignInSession(
            key_hash=queries.token_hash(key),
            person=person,
            device=device,
            second_step_at=moment if second_step_done else None,
            created_at=moment,
            last_seen_at=moment,
        )
    )
    audit.record("person.signed_in", subject="person", subject_id=person.id, actor=person)
    return key


def note_seen(session_id: int, moment: datetime) -> None:
    """The browser was here. A transaction of its own, because pages that are only read roll back."""
    with separate_transaction() as session:
        session.execute(
            update(SignInSession).where(SignInSession.id == session_id).values(last_seen_at=moment)
        )


def end_session(record: SignInSession, *, actor: Actor) -> None:
    """End one session. Ending it twice changes nothing."""
    if record.ended_at is None:
        record.ended_at = now()
        audit.record("person.session_ended", subject="person", subject_id=record.person_id, actor=actor)


def end_session_by_key(key: str) -> None:
    """End the session of this browser, without asking whose it is: for leaving quickly."""
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.key_hash == queries.token_hash(key), SignInSession.ended_at.is_(None))
        .values(ended_at=now())
    )


def end_all_sessions(person: Person, *, actor: Actor, but_key: str | None = None) -> int:
    """End every session of this person, or every other one. Answers how many."""
    statement = (
        update(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
        .values(ended_at=now())
    )
    if but_key is not None:
        statement = statement.where(SignInSession.key_hash != queries.token_hash(but_key))
    ended = int(getattr(db.session.execute(statement), "rowcount", 0))
    if ended:
        audit.record("person.sessions_ended", subject="person", subject_id=person.id, actor=actor)
    return ended


def act_as(record: SignInSession, role: Role | None) -> None:
    """Act in one of the held roles, or in all of them. Raises DomainError."""
    if role is not None and role not in record.person.roles_in_force():
        raise DomainError(AccountRefusal.NOT_YOUR_ROLE)
    record.acting_as = role
    record.person.acting_as = role


def forget_old_sessions(*, older_than: timedelta) -> None:
    """Delete what can no longer be signed in with: when somebody was here is not kept for longer."""
    before = now() - older_than
    db.session.execute(delete(SignInSession).where(SignInSession.created_at < before))

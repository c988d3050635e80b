"""Mail is a row written in the same transaction as what it tells of; the worker sends it afterwards.

Address and words are encrypted, and erased some hours after sending. A Message-ID is fixed when the row is
written: a second attempt after a lost reply carries the same one, so a mailbox shows one message.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock, ids
from app.kernel.database import Base, Key, UtcDateTime, choice_of, db
from app.kernel.encryption import EncryptedText


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    GIVEN_UP = "given_up"


class OutboxMessage(Base):
    """One message to one address. `about` is a code such as `application.information_requested`."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "state", "next_attempt_at", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    about: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(2))
    recipient: Mapped[str | None] = mapped_column(EncryptedText)
    subject: Mapped[str | None] = mapped_column(EncryptedText)
    text: Mapped[str | None] = mapped_column(EncryptedText)
    state: Mapped[MailState] = mapped_column(choice_of(MailState), default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(120))


@dataclass(frozen=True)
class MailSettings:
    """How mail leaves, and how long each step may take."""

    server: str | None
    port: int
    username: str | None
    password: str | None
    use_tls: bool
    sender: str
    sender_name: str
    timeout: float
    lease: timedelta
    retries: tuple[timedelta, ...]
    host: str

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> MailSettings:
        return cls(
            server=config["MAIL_SERVER"],
            port=config["MAIL_PORT"],
            username=config["MAIL_USERNAME"],
            password=config["MAIL_PASSWORD"],
            use_tls=config["MAIL_USE_TLS"],
            sender=config["MAIL_SENDER"],
            sender_name=config["INSTALLATION_NAME"],
            timeout=config["MAIL_TIMEOUT_SECONDS"],
            lease=timedelta(seconds=config["LEASE_SECONDS"]),
            retries=tuple(timedelta(seconds=period) for period in config["MAIL_RETRY_SECONDS"]),
            host=config["MAIL_SENDER"].rpartition("@")[2] or "localhost",
        )


def queue_mail(*, to: str, subject: str, text: str, language: str, about: str) -> None:
    """Put a message in the outbox; it leaves only if this transaction commits."""
    moment = clock.now()
    db.session.add(
        OutboxMessage(
            message_id=f"{ids.new_token()[:32]}@weft",
            about=about,
            language=language,
            recipient=to,
            subject=" ".join(subject.split()),
            text=text,
            created_at=moment,
            next_attempt_at=moment,
        )
    )


def lease_next(lease: timedelta) -> int | None:
    """Take the next due message for `lease`, or None. The caller commits before it sends.

    The lease is the next attempt's time itself: a worker that dies leaves a message that is simply due again.
    """
    moment = clock.now()
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state == MailState.QUEUED, OutboxMessage.next_attempt_at <= moment)
        .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == due.scalar_subquery())
        .values(next_attempt_at=moment + lease, attempts=OutboxMessage.attempts + 1)
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()


@dataclass(frozen=True)
class Letter:
    """A leased message as plain values, so that no transaction stays open while it is sent."""

    id: int
    attempts: int
    email: EmailMessage


def read_letter(message_id: int, settings: MailSettings) -> Letter:
    """The leased message, decrypted and ready to send."""
    row = db.session.get_one(OutboxMessage, message_id)
    email = EmailMessage()
    email["From"] = formataddr((settings.sender_name, settings.sender))
    email["To"], email["Subject"] = row.recipient or "", row.subject or ""
    email["Message-ID"] = f"<{row.message_id.partition('@')[0]}@{settings.host}>"
    email["Date"] = format_datetime(row.created_at)
    email["Auto-Submitted"] = "auto-generated"
    email["Content-Language"] = row.language
    email.set_content(row.text or "")
    return Letter(row.id, row.attempts, email)


def send(letter: Letter, settings: MailSettings) -> None:
    """Hand the letter to the mail server. Raises OSError or SMTPException."""
    if settings.server is None:
        raise OSError("no mail server is set")
    with smtplib.SMTP(settings.server, settings.port, timeout=settings.timeout) as smtp:
        if settings.use_tls:
            smtp.starttls(context=ssl.create_default_context())
        if settings.username:
            smtp.login(settings.username, settings.password or "")
        smtp.send_message(letter.email)


def mark_sent(letter_id: int) -> None:
    row = db.session.get_one(OutboxMessage, letter_id)
    row.state, row.sent_at, row.last_error = MailState.SENT, clock.now(), None


def mark_failed(letter_id: int, error: Exception, settings: MailSettings) -> None:
    """Try again later, longer each time; give up after the last period."""
    row = db.session.get_one(OutboxMessage, letter_id)
    row.last_error = type(error).__name__
    if row.attempts > len(settings.retries):
        row.state = MailState.GIVEN_UP
    else:
        row.next_attempt_at = clock.now() + settings.retries[row.attempts - 1]


def erase_old(keep: timedelta) -> int:
    """Erase address and words of what was sent or given up more than `keep` ago."""
    before = clock.now() - keep
    result = db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.erased_at.is_(None),
            OutboxMessage.state != MailState.QUEUED,
            OutboxMessage.next_attempt_at < before,
        )
        .values(recipient=None, subject=None, text=None, erased_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return int(getattr(result, "rowcount", 0))


def list_messages(limit: int = 50) -> list[OutboxMessage]:
    """The newest messages, for the outbox page."""
    newest = select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(limit)
    return list(db.session.execute(newest).scalars())

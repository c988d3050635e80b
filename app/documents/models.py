"""A stored file's row. The bytes lie in the storage under `storage_key`, encrypted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Person
from app.kernel.database import Base, Key, UtcDateTime
from app.kernel.encryption import EncryptedText


class StoredDocument(Base):
    """`owner_kind` and `owner_id` name the thing it belongs to, without a foreign key into features.

    A document is unclaimed until the page it was sent with is saved; the daily sweep takes what nobody
    claimed. Until `kept_until` nobody deletes it, then the sweep does. `digest` is a keyed hash, so that a
    known paper cannot be recognised in a stolen database.
    """

    __tablename__ = "stored_document"
    __table_args__ = (
        Index("ix_stored_document_owner", "owner_kind", "owner_id", "id"),
        Index("ix_stored_document_claim", "claimed_at", "uploaded_at"),
        Index("ix_stored_document_kept_until", "kept_until"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    owner_kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int] = mapped_column(Key)
    filename: Mapped[str] = mapped_column(EncryptedText)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Key)
    digest: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    uploaded_by: Mapped[int | None] = mapped_column(Key, ForeignKey(Person.id), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_until: Mapped[date | None] = mapped_column(Date)

"""Every select of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.documents.models import StoredDocument
from app.kernel.database import db
from app.kernel.errors import NotFound


def find_document(ref: str) -> StoredDocument | None:
    """By reference, also when deleted."""
    return db.session.execute(select(StoredDocument).where(StoredDocument.ref == ref)).scalar_one_or_none()


def get_document(ref: str) -> StoredDocument:
    document = find_document(ref)
    if document is None:
        raise NotFound()
    return document


def list_documents(owner: tuple[str, int]) -> Sequence[StoredDocument]:
    """An owner's documents that are kept, unclaimed ones too, in the order they came."""
    kind, owner_id = owner
    return (
        db.session.execute(
            select(StoredDocument)
            .where(
                StoredDocument.owner_kind == kind,
                StoredDocument.owner_id == owner_id,
                StoredDocument.deleted_at.is_(None),
            )
            .order_by(StoredDocument.id)
        )
        .scalars()
        .all()
    )


def documents_by_ref(refs: Iterable[str]) -> dict[str, StoredDocument]:
    """Those of the references that are kept."""
    wanted = sorted(set(refs))
    if not wanted:
        return {}
    rows = db.session.execute(
        select(StoredDocument)
        .where(StoredDocument.ref.in_(wanted), StoredDocument.deleted_at.is_(None))
        .order_by(StoredDocument.id)
    ).scalars()
    return {document.ref: document for document in rows}


def list_unclaimed(before: datetime, *, limit: int = 500) -> Sequence[StoredDocument]:
    """Documents whose page was never saved."""
    return (
        db.session.execute(
            select(StoredDocument)
            .where(
                StoredDocument.claimed_at.is_(None),
                StoredDocument.deleted_at.is_(None),
                StoredDocument.uploaded_at < before,
            )
            .order_by(StoredDocument.id)
            .limit(limit)
        )
        .scalars()
        .all()
    )


def list_kept_long_enough(day: date, *, limit: int = 500) -> Sequence[StoredDocument]:
    """Documents that had to be kept, and no longer have to be on this day."""
    return (
        db.session.execute(
            select(StoredDocument)
            .where(StoredDocument.kept_until < day, StoredDocument.deleted_at.is_(None))
            .order_by(StoredDocument.id)
            .limit(limit)
        )
        .scalars()
        .all()
    )


def kept_keys(keys: Sequence[str]) -> set[str]:
    """Which of these storage keys belong to a document that is kept."""
    return set(
        db.session.execute(
            select(StoredDocument.storage_key).where(
                StoredDocument.storage_key.in_(keys), StoredDocument.deleted_at.is_(None)
            )
        ).scalars()
    )

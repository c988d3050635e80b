"""Storing, reading and deleting documents.

The slow part of taking in (checks, re-encoding, encryption, writing) happens outside any transaction: these
functions give the request's transaction back first, so call them before anything is written. The bytes are
stored before the row and deleted after the commit: a crash leaves a file too many, never a row without one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import date
from io import BytesIO
from typing import IO, Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.documents import queries
from app.documents.enums import DocumentRefusal
from app.documents.models import StoredDocument
from app.documents.rules import ALLOWED, CheckedFile, check_upload
from app.documents.storage import Gone, installed, storage
from app.kernel import audit, clock, ids
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import db, end_transaction, separate_transaction
from app.kernel.encryption import decrypt_bytes, encrypt_bytes, lookup_hash, ring
from app.kernel.errors import DomainError

Owner = tuple[str, int]
LEAVING = "documents_leaving"
SWEPT_AT_ONCE = 500


def store_upload(stream: IO[bytes], filename: str, *, owner: Owner, actor: Actor) -> StoredDocument:
    """Check and keep one file; its row joins the caller's transaction, which begins afresh here.

    Raises DomainError with a DocumentRefusal.
    """
    uploader = actor.actor_id
    end_transaction()
    row = _stored(stream, filename, owner=owner, uploader=uploader)
    return _kept(row, actor)


def import_document(stream: IO[bytes], filename: str, *, owner: Owner, actor: Actor) -> StoredDocument:
    """The same within a transaction that already wrote: imports and the example network, never a page."""
    return _kept(_stored(stream, filename, owner=owner, uploader=actor.actor_id), actor)


def bring_in(data: bytes, filename: str, *, owner: Owner, actor: Actor) -> StoredDocument:
    """The same for imports and examples on the console: it keeps the caller's transaction, for nobody waits
    there. A file whose row never commits is swept later."""
    row = _stored(BytesIO(data), filename, owner=owner, uploader=actor.actor_id)
    row.claimed_at = row.uploaded_at
    db.session.add(row)
    db.session.flush()
    _tell("document.stored", row, actor)
    return row


def receive_upload(
    stream: IO[bytes], filename: str, *, owner: Owner, actor: Actor, kinds: Collection[str] = ()
) -> StoredDocument:
    """The same, kept even when the page it came with is refused: nobody uploads twice over a slow line.

    It stays unclaimed until `claim_documents` is called for it when the page is saved. `kinds` are the only
    ones that are let in, empty for all.
    """
    uploader = actor.actor_id
    end_transaction()
    row = _stored(stream, filename, owner=owner, uploader=uploader, kinds=kinds)
    with separate_transaction() as session:
        session.add(row)
    return queries.get_document(row.ref)


def claim_documents(refs: Iterable[str], *, owner: Owner, actor: Actor) -> None:
    """The page these came with is saved: they stay. Foreign references are refused."""
    wanted = list(refs)
    found = queries.documents_by_ref(wanted)
    for ref in wanted:
        document = found.get(ref)
        if document is None or (document.owner_kind, document.owner_id) != owner:
            raise DomainError(DocumentRefusal.GONE)
        if document.claimed_at is None:
            document.claimed_at = clock.now()
            _tell("document.stored", document, actor)


def delete_document(document: StoredDocument, *, actor: Actor) -> None:
    """Forget a document: its name at once, its bytes when this transaction has committed. Raises KEPT before
    the day until which it has to be kept is over."""
    if document.deleted_at is not None:
        return
    if document.kept_until is not None and clock.today() <= document.kept_until:
        raise DomainError(DocumentRefusal.KEPT, day=document.kept_until)
    document.deleted_at = clock.now()
    document.filename = ""
    db.session.info.setdefault(LEAVING, []).append(document.storage_key)
    _tell("document.deleted", document, actor)


def keep_documents(documents: Iterable[StoredDocument], *, until: date) -> None:
    """These have to be kept until the end of this day, or of a later one that was said before; then the sweep
    deletes them."""
    for document in documents:
        document.kept_until = max(document.kept_until or until, until)


def read_document(document: StoredDocument) -> bytes:
    """The plain bytes. Gives the request's transaction back first; raises DomainError when they are gone."""
    key = document.storage_key
    end_transaction()
    try:
        return decrypt_bytes(storage().get(key))
    except Gone:
        raise DomainError(DocumentRefusal.GONE) from None


def record_reading(document: StoredDocument, *, actor: Actor) -> None:
    """Record in the audit trail that somebody read it."""
    _tell("document.read", document, actor)


def sweep_documents() -> int:
    """Daily: let go what nobody claimed, what was kept as long as it had to be, and files that have no row.
    Answers how many went."""
    before = clock.now() - installed().orphans_kept
    swept = 0
    old = [key for key, put_at in storage().list_keys() if put_at < before]
    for start in range(0, len(old), SWEPT_AT_ONCE):
        keys = old[start : start + SWEPT_AT_ONCE]
        for key in set(keys) - queries.kept_keys(keys):
            storage().delete(key)
            swept += 1
    over = queries.list_kept_long_enough(clock.today(), limit=SWEPT_AT_ONCE)
    for document in (*queries.list_unclaimed(before, limit=SWEPT_AT_ONCE), *over):
        delete_document(document, actor=SYSTEM)
        swept += 1
    return swept


def rotate_stored_files() -> int:
    """Encrypt every stored file with the newest key; answers how many. For the keys command."""
    count = 0
    for key, _ in storage().list_keys():
        if not key.endswith(".part"):
            storage().put(key, ring().rotate(storage().get(key)))
            count += 1
    return count


def _stored(
    stream: IO[bytes], filename: str, *, owner: Owner, uploader: int | None, kinds: Collection[str] = ()
) -> StoredDocument:
    limits = installed().limits
    checked = check_upload(stream.read(limits.bytes + 1), filename, limits, kinds or ALLOWED)
    key = ids.new_token()
    storage().put(key, encrypt_bytes(checked.data))
    return _row(checked, key, owner, uploader)


def _kept(row: StoredDocument, actor: Actor) -> StoredDocument:
    row.claimed_at = row.uploaded_at
    db.session.add(row)
    db.session.flush()
    _tell("document.stored", row, actor)
    return row


def _row(checked: CheckedFile, key: str, owner: Owner, uploader: int | None) -> StoredDocument:
    kind, owner_id = owner
    return StoredDocument(
        ref=ids.new_ref(),
        owner_kind=kind,
        owner_id=owner_id,
        filename=checked.filename,
        media_type=checked.media_type,
        size=len(checked.data),
        digest=lookup_hash(hashlib.sha256(checked.data).hexdigest(), purpose="document"),
        storage_key=key,
        uploaded_by=uploader,
        uploaded_at=clock.now(),
    )


def _tell(kind: str, document: StoredDocument, actor: Actor) -> None:
    audit.record(
        kind,
        subject="document",
        subject_id=document.id,
        actor=actor,
        details={"owner_kind": document.owner_kind, "owner_id": document.owner_id},
    )


@event.listens_for(Session, "after_commit")
def _delete_what_left(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint can still be undone with all the rest
    for key in session.info.pop(LEAVING, []):
        storage().delete(key)


@event.listens_for(Session, "after_soft_rollback")
def _keep_what_stays(session: Session, _previous: Any) -> None:
    session.info.pop(LEAVING, None)

"""The audit trail: append-only, chained by HMAC, written in the same transaction as the change itself.

An event holds ids, codes and the hash of its payload; the payload is a separate row that can be erased
without breaking the chain. Events wait in the session and are chained last before commit, so that the
head row, which makes the chain one, is locked for as short a time as possible.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ForeignKey, Index, LargeBinary, String, event, func, insert, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, joinedload, mapped_column, relationship

from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.database import Base, Key, UtcDateTime, db
from app.kernel.encryption import EncryptedJson, ring

GENESIS = b"\0" * 32
PENDING = "audit_pending"
SAVEPOINTS = "audit_savepoints"


class AuditEvent(Base):
    """One thing that happened. Rows are never changed or deleted."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(Key)
    body_id: Mapped[int | None] = mapped_column(Key)
    actor_id: Mapped[int | None] = mapped_column(Key)
    acting_as: Mapped[str | None] = mapped_column(String(40))
    payload_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    key_name: Mapped[str] = mapped_column(String(8))
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))
    payload: Mapped[AuditPayload | None] = relationship(
        back_populates="event", lazy="raise", cascade="save-update", uselist=False
    )

    @property
    def details(self) -> dict[str, Any]:
        """The payload, or nothing when it was erased."""
        return self.payload.data if self.payload is not None else {}


class AuditPayload(Base):
    """The details of an event, beyond its codes. It can be erased; its hash stays in the event."""

    __tablename__ = "audit_payload"

    event_id: Mapped[int] = mapped_column(Key, ForeignKey("audit_event.id"), primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    event: Mapped[AuditEvent] = relationship(back_populates="payload", lazy="raise")


class AuditHead(Base):
    """The end of the chain: one row, locked while an event is appended."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Key)
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))


@dataclass(frozen=True)
class _Pending:
    at: datetime
    kind: str
    subject: str
    subject_id: int | None
    body_id: int | None
    actor_id: int | None
    acting_as: str | None
    details: dict[str, Any]


def record(
    kind: str,
    *,
    subject: str,
    subject_id: int | None,
    actor: Actor,
    body_id: int | None = None,
    details: dict[str, Any] | None = None,
    at: datetime | None = None,
    session: Session | None = None,
) -> None:
    """Record in the audit trail that `kind` happened. It is chained when the session commits.

    `at` is only for histories that are brought in; `subject_id` must be a flushed key.
    """
    holder = session or db.session()
    holder.info.setdefault(PENDING, []).append(
        _Pending(
            at=at or clock.now(),
            kind=kind,
            subject=subject,
            subject_id=subject_id,
            body_id=body_id,
            actor_id=actor.actor_id,
            acting_as=actor.acting_as.value if actor.acting_as else None,
            details=details or {},
        )
    )


@event.listens_for(Session, "before_commit")
def _append_pending(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint is no end: until there is one, the head stays free for others
    pending: list[_Pending] = session.info.pop(PENDING, [])
    if not pending:
        return
    session.flush()
    head = session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHead(id=1, count=0, chain=GENESIS)
        session.add(head)
    name, key = ring().names()[0], ring().derived("audit")
    rows = [_values(item, name) for item in pending]
    chain, count = bytes(head.chain), head.count
    for row in rows:
        chain = row["chain"] = _link(chain, row, key)
    head.count, head.chain = count + len(rows), chain
    ids = session.execute(
        insert(AuditEvent).returning(AuditEvent.id, sort_by_parameter_order=True),
        rows,
        execution_options={"render_nulls": True},  # one statement for all, whatever they leave empty
    ).scalars()
    payloads = [
        {"event_id": event_id, "data": item.details}
        for event_id, item in zip(ids, pending, strict=True)
        if item.details
    ]
    if payloads:
        session.execute(insert(AuditPayload), payloads)
    session.flush()


@event.listens_for(Session, "after_transaction_create")
def _remember_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        recorded = len(session.info.get(PENDING, ()))
        session.info.setdefault(SAVEPOINTS, WeakKeyDictionary())[transaction] = recorded


@event.listens_for(Session, "after_soft_rollback")
def _forget_pending(session: Session, previous: SessionTransaction) -> None:
    """What happened since a savepoint is undone with it; what happened before stays."""
    if previous.nested:
        del session.info.get(PENDING, [])[session.info[SAVEPOINTS][previous] :]
    elif previous.parent is None:
        session.info.pop(PENDING, None)


def _values(item: _Pending, key_name: str) -> dict[str, Any]:
    """The columns of an event, without the hash that links it to the one before."""
    return {
        "at": item.at,
        "kind": item.kind,
        "subject": item.subject,
        "subject_id": item.subject_id,
        "body_id": item.body_id,
        "actor_id": item.actor_id,
        "acting_as": item.acting_as,
        "payload_hash": _payload_hash(item.details) if item.details else None,
        "key_name": key_name,
    }


def _payload_hash(data: dict[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).digest()


def _link(previous: bytes, values: Mapping[str, Any], key: bytes) -> bytes:
    told = [
        values["at"].isoformat(),
        *(values[name] for name in ("kind", "subject", "subject_id", "body_id", "actor_id", "acting_as")),
        values["payload_hash"].hex() if values["payload_hash"] else None,
        values["key_name"],
    ]
    return hmac.new(key, previous + json.dumps(told).encode(), hashlib.sha256).digest()


def _told(row: AuditEvent) -> dict[str, Any]:
    """A stored event in the form that `_link` hashes."""
    return {name: getattr(row, name) for name in _TOLD}


_TOLD = (
    "at",
    "kind",
    "subject",
    "subject_id",
    "body_id",
    "actor_id",
    "acting_as",
    "payload_hash",
    "key_name",
)


def list_events(subject: str, *subject_ids: int) -> Sequence[AuditEvent]:
    """What happened to one thing, or to several of a kind, oldest first."""
    return (
        db.session.execute(
            select(AuditEvent)
            .where(AuditEvent.subject == subject, AuditEvent.subject_id.in_(subject_ids))
            .options(joinedload(AuditEvent.payload))
            .order_by(AuditEvent.id)
        )
        .scalars()
        .all()
    )


@dataclass(frozen=True)
class Anchor:
    """Head and count of the chain, to be kept in a second place: a chain alone misses a cut tail."""

    count: int
    chain: str


def anchor() -> Anchor:
    """The present end of the chain."""
    head = db.session.get(AuditHead, 1)
    return Anchor(head.count, bytes(head.chain).hex()) if head else Anchor(0, GENESIS.hex())


def verify(expected: Anchor | None = None) -> Iterator[str]:
    """Every fault in the chain, in words for the console; nothing when it is whole."""
    keys = {name: ring().derived("audit", index) for index, name in enumerate(ring().names())}
    previous, count, seen = GENESIS, 0, expected is None
    rows = db.session.execute(
        select(AuditEvent).options(joinedload(AuditEvent.payload)).order_by(AuditEvent.id)
    ).scalars()
    for row in rows.yield_per(500):
        count += 1
        if row.key_name not in keys:
            yield f"event {row.id}: its chain key {row.key_name} is not in FIELD_KEYS"
        elif not hmac.compare_digest(_link(previous, _told(row), keys[row.key_name]), bytes(row.chain)):
            yield f"event {row.id}: changed, or an event before it was removed"
        if row.payload is not None and _payload_hash(row.payload.data) != row.payload_hash:
            yield f"event {row.id}: its payload was changed"
        previous = bytes(row.chain)
        seen = seen or (expected is not None and expected == Anchor(count, previous.hex()))
    yield from _verify_head(count, previous, seen)


def _verify_head(count: int, chain: bytes, anchor_seen: bool) -> Iterator[str]:
    head = db.session.get(AuditHead, 1)
    if (head.count if head else 0) != count or bytes(head.chain if head else GENESIS) != chain:
        yield f"the chain ends at event {count}, its head says {head.count if head else 0}: its tail was cut"
    if not anchor_seen:
        yield "the anchor kept elsewhere is not on this chain: its tail was cut or rewritten"


def count_events() -> int:
    """How many events the audit trail holds."""
    return db.session.execute(select(func.count()).select_from(AuditEvent)).scalar_one()

"""The trail notices whoever changes it, cuts it or adds to it; erasing a payload breaks nothing."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.kernel import audit, encryption
from app.kernel.actor import SYSTEM
from app.kernel.audit import AuditEvent, AuditHead, AuditPayload
from app.kernel.encryption import install_keys


@pytest.fixture
def trail(session: Session) -> list[AuditEvent]:
    for number in range(5):
        audit.record(
            "thing.happened", subject="thing", subject_id=number, actor=SYSTEM, details={"n": number}
        )
        session.commit()
    return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def faults(session: Session, expected: audit.Anchor | None = None) -> list[str]:
    session.commit()
    session.expire_all()
    return list(audit.verify(expected))


def test_whole_trail_has_no_fault(session: Session, trail: list[AuditEvent]) -> None:
    anchor = audit.anchor()
    assert anchor.count == audit.count_events() == 5
    assert faults(session, anchor) == []


@pytest.mark.parametrize(
    "change",
    [{"kind": "thing.invented"}, {"subject_id": 99}, {"actor_id": 99}, {"body_id": 99}, {"acting_as": "x"}],
)
def test_changed_event_is_noticed(
    session: Session, trail: list[AuditEvent], change: dict[str, object]
) -> None:
    session.execute(update(AuditEvent).where(AuditEvent.id == trail[2].id).values(**change))
    assert any(f"event {trail[2].id}: changed" in fault for fault in faults(session))


def test_event_taken_from_the_middle_is_noticed(session: Session, trail: list[AuditEvent]) -> None:
    session.execute(delete(AuditPayload).where(AuditPayload.event_id == trail[2].id))
    session.execute(delete(AuditEvent).where(AuditEvent.id == trail[2].id))
    assert any(f"event {trail[3].id}" in fault for fault in faults(session))


def test_cut_tail_is_noticed_by_the_head(session: Session, trail: list[AuditEvent]) -> None:
    session.execute(delete(AuditPayload).where(AuditPayload.event_id == trail[4].id))
    session.execute(delete(AuditEvent).where(AuditEvent.id == trail[4].id))
    assert any("tail was cut" in fault for fault in faults(session))


def test_tail_cut_with_its_head_is_noticed_by_the_anchor(session: Session, trail: list[AuditEvent]) -> None:
    """Whoever holds the database can put the head back too: only the second place tells."""
    anchor, before = audit.anchor(), trail[3]
    session.execute(delete(AuditPayload).where(AuditPayload.event_id == trail[4].id))
    session.execute(delete(AuditEvent).where(AuditEvent.id == trail[4].id))
    session.execute(update(AuditHead).values(count=4, chain=before.chain))
    assert faults(session) == []
    assert any("anchor" in fault for fault in faults(session, anchor))


def test_erased_payload_breaks_nothing(session: Session, trail: list[AuditEvent]) -> None:
    session.execute(delete(AuditPayload).where(AuditPayload.event_id == trail[1].id))
    assert faults(session) == []
    assert [event.details for event in audit.list_events("thing", 1)] == [{}]


def test_changed_payload_is_noticed(session: Session, trail: list[AuditEvent]) -> None:
    session.execute(update(AuditPayload).where(AuditPayload.event_id == trail[1].id).values(data={"n": 8}))
    assert any("payload was changed" in fault for fault in faults(session))


def test_what_was_rolled_back_is_not_told(session: Session, trail: list[AuditEvent]) -> None:
    audit.record("thing.refused", subject="thing", subject_id=1, actor=SYSTEM)
    session.rollback()
    session.commit()
    assert audit.count_events() == 5


def test_old_events_hold_under_a_new_key_and_not_without_theirs(
    session: Session, trail: list[AuditEvent]
) -> None:
    before = list(encryption.ring().keys)
    try:
        install_keys([Fernet.generate_key().decode(), *before])
        audit.record("thing.happened", subject="thing", subject_id=9, actor=SYSTEM)
        session.commit()
        assert faults(session) == []
    finally:
        install_keys(before)
    assert any("is not in FIELD_KEYS" in fault for fault in faults(session))


def happened(session: Session, number: int) -> None:
    audit.record("thing.happened", subject="thing", subject_id=number, actor=SYSTEM)


def numbers(session: Session) -> list[int | None]:
    return list(session.scalars(select(AuditEvent.subject_id).order_by(AuditEvent.id)))


def test_a_savepoint_undoes_its_own_events_alone(session: Session) -> None:
    happened(session, 1)
    savepoint = session.begin_nested()
    happened(session, 2)
    with session.begin_nested():
        happened(session, 3)
    savepoint.rollback()
    with session.begin_nested():
        happened(session, 4)
    happened(session, 5)
    session.commit()
    assert numbers(session) == [1, 4, 5]
    assert faults(session) == []


def test_the_head_of_the_chain_is_taken_at_the_end_alone(session: Session) -> None:
    happened(session, 1)
    with session.begin_nested():
        happened(session, 2)
    assert numbers(session) == [], "others can still append to the chain"
    session.commit()
    assert numbers(session) == [1, 2]


def test_what_a_failed_statement_undoes_is_forgotten_to_its_savepoint(session: Session) -> None:
    happened(session, 1)
    savepoint = session.begin_nested()
    happened(session, 2)
    session.add(AuditPayload(event_id=-1, data={}))
    with pytest.raises(IntegrityError):
        session.flush()
    savepoint.rollback()
    session.commit()
    assert numbers(session) == [1]

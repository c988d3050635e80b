from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.documents import access, queries, services
from app.documents.models import StoredDocument
from app.documents.storage import LocalFolder, install, storage
from app.kernel import audit, clock
from app.kernel.actor import SYSTEM, Actor
from app.kernel.encryption import Unreadable, decrypt_bytes
from app.kernel.errors import DomainError
from app.web.extension_points import extension_points
from tests.clients import sign_in
from tests.factories import make_person
from tests.unit.documents import files

OWNER = ("test.owner", 5)


@pytest.fixture(autouse=True)
def own_folder(app: Flask, tmp_path: Any) -> None:
    install({**app.config, "DOCUMENT_DIR": tmp_path})


@pytest.fixture
def readers(app: Flask) -> Iterator[set[int]]:
    """The people who may read the documents of the owner 5."""
    allowed: set[int] = set()

    def decide(actor: Actor, owner_id: int) -> bool:
        return owner_id == 5 and actor.actor_id in allowed

    readers_of = extension_points(app).document_readers
    readers_of["test.owner"] = decide
    yield allowed
    readers_of.pop("test.owner")


def take(data: bytes = files.PDF, name: str = "Estatutos.pdf") -> StoredDocument:
    return services.import_document(BytesIO(data), name, owner=OWNER, actor=SYSTEM)


def keys() -> list[str]:
    return [key for key, _ in storage().list_keys()]


def test_stored_bytes_and_names_are_not_readable(session: Session) -> None:
    document = take(name="CANARY.pdf")
    [key] = keys()
    raw = storage().get(key)
    assert b"%PDF" not in raw
    assert decrypt_bytes(raw) == files.PDF
    stored = session.execute(text("SELECT filename FROM stored_document")).scalar_one()
    assert b"CANARY" not in bytes(stored)
    assert key not in document.ref
    assert (document.size, document.media_type) == (len(files.PDF), "application/pdf")


def test_a_refused_file_leaves_nothing(session: Session) -> None:
    with pytest.raises(DomainError, match=r"documents\.kind_unknown"):
        services.store_upload(BytesIO(b"MZ"), "a.exe", owner=OWNER, actor=SYSTEM)
    assert keys() == []
    assert queries.list_documents(OWNER) == []


def test_an_oversized_stream_is_read_no_further_than_the_limit(session: Session) -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= 10 * 1024 * 1024 + 1
            return bytes(size)

    with pytest.raises(DomainError, match=r"documents\.too_large"):
        services.store_upload(Endless(), "a.pdf", owner=OWNER, actor=SYSTEM)


def test_bytes_go_only_when_the_deletion_is_committed(session: Session) -> None:
    document = take()
    session.commit()
    services.delete_document(document, actor=SYSTEM)
    session.flush()
    assert len(keys()) == 1
    session.rollback()
    assert len(keys()) == 1
    services.delete_document(document, actor=SYSTEM)
    session.commit()
    assert keys() == []
    assert document.filename == ""
    assert queries.documents_by_ref([document.ref]) == {}


def test_the_sweep_takes_orphans_and_the_unclaimed_but_nothing_young_or_kept(session: Session) -> None:
    unclaimed = services.receive_upload(BytesIO(files.PDF), "b.pdf", owner=OWNER, actor=SYSTEM)
    kept = take()
    session.commit()
    storage().put("orphan-0000", b"x")
    assert services.sweep_documents() == 0
    with clock.shift(timedelta(hours=25)):
        assert services.sweep_documents() == 2
    session.commit()
    assert keys() == [kept.storage_key]
    assert unclaimed.deleted_at is not None


def test_claiming_refuses_the_documents_of_others(session: Session) -> None:
    document = services.receive_upload(BytesIO(files.PDF), "b.pdf", owner=OWNER, actor=SYSTEM)
    with pytest.raises(DomainError, match=r"documents\.gone"):
        services.claim_documents([document.ref], owner=("test.owner", 6), actor=SYSTEM)
    services.claim_documents([document.ref], owner=OWNER, actor=SYSTEM)
    assert document.claimed_at is not None


def test_stored_files_follow_the_key_ring(session: Session) -> None:
    document = take()
    before = storage().get(document.storage_key)
    assert services.rotate_stored_files() == 1
    assert storage().get(document.storage_key) != before
    assert services.read_document(document) == files.PDF


def test_a_damaged_file_is_not_handed_over(session: Session) -> None:
    document = take()
    session.commit()
    storage().put(document.storage_key, b"nonsense")
    with pytest.raises(Unreadable):
        services.read_document(document)


def test_a_missing_file_says_so(session: Session) -> None:
    document = take()
    session.commit()
    storage().delete(document.storage_key)
    with pytest.raises(DomainError, match=r"documents\.gone"):
        services.read_document(document)


def test_reading_is_an_attachment_and_stands_in_the_trail(
    client: Any, session: Session, readers: set[int]
) -> None:
    person, document = make_person(), take(name="Año 2024.pdf")
    readers.add(person.id)
    sign_in(client, person)
    answer = client.get(f"/es/documents/{document.ref}")
    assert answer.status_code == 200
    assert answer.data == files.PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''A%C3%B1o%202024.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    told = [event for event in audit.list_events("document", document.id) if event.kind == "document.read"]
    assert [event.actor_id for event in told] == [person.id]


def test_foreign_unknown_and_deleted_documents_look_alike(
    client: Any, session: Session, readers: set[int]
) -> None:
    reader, stranger = make_person(), make_person()
    readers.add(reader.id)
    document, gone = take(), take()
    services.delete_document(gone, actor=SYSTEM)
    session.commit()
    sign_in(client, stranger)
    foreign = client.get(f"/en/documents/{document.ref}")
    unknown = client.get("/en/documents/7K3Q2-M8F4X")
    nonsense = client.get("/en/documents/nonsense")
    assert [each.status_code for each in (foreign, unknown, nonsense)] == [404, 404, 404]
    other = client.application.test_client()
    sign_in(other, reader)
    assert other.get(f"/en/documents/{gone.ref}").status_code == 404
    assert other.get(f"/en/documents/{document.ref}").status_code == 200


def test_visitors_are_sent_to_sign_in(client: Any, session: Session) -> None:
    assert client.get(f"/en/documents/{take().ref}").status_code == 303


def test_an_oversized_request_is_told_in_the_readers_language(client: Any, session: Session) -> None:
    sign_in(client, make_person())
    data = {"file": (BytesIO(bytes(13 * 1024 * 1024)), "a.pdf")}
    answer = client.post("/es/account/preferences", data=data)
    assert answer.status_code == 413
    assert '<html lang="es">' in answer.text


def test_a_request_of_two_thousand_parts_is_refused(client: Any, session: Session) -> None:
    sign_in(client, make_person())
    data = {f"f{number}": (BytesIO(b"x"), "a.txt") for number in range(2000)}
    assert client.post("/es/account/preferences", data=data).status_code == 413


def test_nobody_decides_means_nobody_reads(session: Session) -> None:
    assert not access.may_read(make_person(), take())


def test_a_deleted_document_is_read_by_nobody(session: Session, readers: set[int]) -> None:
    person, document = make_person(), take()
    readers.add(person.id)
    assert access.may_read(person, document)
    services.delete_document(document, actor=SYSTEM)
    assert not access.may_read(person, document)


def test_local_folder_is_the_default(app: Flask) -> None:
    assert isinstance(storage(), LocalFolder)

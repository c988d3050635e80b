"""Backups that can be restored, and keys that can be renewed."""

from __future__ import annotations

import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from app.kernel import encryption
from app.kernel.backup import back_up
from app.kernel.encryption import Unreadable, install_keys
from app.kernel.errors import DomainError
from app.kernel.rotation import encrypted_columns, rotate_fields
from tests.factories import make_person


@pytest.fixture
def old_keys() -> Iterator[list[str]]:
    """The keys of the test, put back afterwards."""
    keys = list(encryption.ring().keys)
    yield keys
    install_keys(keys)


def test_rotation_puts_every_field_under_the_newest_key(session: Session, old_keys: list[str]) -> None:
    person = make_person("Ana")
    person.email = "ana@example.org"
    session.flush()
    newest = Fernet.generate_key().decode()
    install_keys([newest, *old_keys])
    changed = dict(rotate_fields())
    assert (changed["person.chosen_name"], changed["person.email"]) == (1, 1)
    assert sum(dict(rotate_fields()).values()) == 0
    install_keys([newest])
    session.expire_all()
    assert (person.chosen_name, person.email) == ("Ana", "ana@example.org")


def test_without_rotation_the_old_key_is_needed(session: Session, old_keys: list[str]) -> None:
    person = make_person("Ana")
    session.flush()
    session.expire_all()
    install_keys([Fernet.generate_key().decode()])
    with pytest.raises(Unreadable):
        _ = person.chosen_name


def test_every_encrypted_column_is_found(session: Session) -> None:
    names = {f"{table.name}.{column.name}" for table, column in encrypted_columns()}
    assert {"person.email", "answer.value", "outbox_message.recipient", "audit_payload.data"} <= names


def test_backup_holds_database_and_documents_and_overwrites_nothing(tmp_path: Path) -> None:
    database, documents, target = tmp_path / "weft.db", tmp_path / "documents", tmp_path / "copy.tar.gz"
    live = sqlite3.connect(database)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE word (text)")
    live.execute("INSERT INTO word VALUES ('in the log, not yet in the file')")
    live.commit()
    documents.mkdir()
    (documents / "paper").write_bytes(b"sealed")
    back_up(database, documents, target)
    with tarfile.open(target) as archive:
        archive.extractall(tmp_path / "restored", filter="data")
    copy = sqlite3.connect(tmp_path / "restored" / "weft.db")
    assert copy.execute("SELECT text FROM word").fetchall() == [("in the log, not yet in the file",)]
    assert (tmp_path / "restored" / "documents" / "paper").read_bytes() == b"sealed"
    with pytest.raises(DomainError):
        back_up(database, documents, target)
    live.close()
    copy.close()

"""Re-encrypt every encrypted field with the newest key of the ring.

Older keys stay in FIELD_KEYS: lookups (e-mail, recovery codes) and old links of the trail need them.
"""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Column, Table, bindparam, select, type_coerce, update
from sqlalchemy.types import LargeBinary

from app.kernel.database import Base, db
from app.kernel.encryption import EncryptedJson, EncryptedText, ring

BATCH = 500


def encrypted_columns() -> Iterator[tuple[Table, Column[object]]]:
    """Every column of the program that is encrypted at rest."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText | EncryptedJson):
                yield table, column


def rotate_fields() -> Iterator[tuple[str, int]]:
    """Re-encrypt what is not yet under the newest key; yields "table.column" and how many values changed."""
    newest = Fernet(ring().keys[0])
    for table, column in encrypted_columns():
        yield f"{table.name}.{column.name}", _rotate_column(table, column, newest)


def _rotate_column(table: Table, column: Column[object], newest: Fernet) -> int:
    keys = list(table.primary_key.columns)
    raw = type_coerce(column, LargeBinary)
    rows = db.session.execute(select(*keys, raw.label("raw")).where(column.is_not(None))).all()
    changes = []
    for row in rows:
        value = bytes(row.raw)
        if not _is_under(newest, value):
            changes.append(
                {f"key_{key.name}": getattr(row, key.name) for key in keys} | {"raw": ring().rotate(value)}
            )
    statement = (
        update(table)
        .where(*(key == bindparam(f"key_{key.name}") for key in keys))
        .values({column.name: type_coerce(bindparam("raw", type_=LargeBinary), LargeBinary)})
    )
    for start in range(0, len(changes), BATCH):
        db.session.connection().execute(statement, changes[start : start + BATCH])
    return len(changes)


def _is_under(newest: Fernet, value: bytes) -> bool:
    try:
        newest.decrypt(value)
    except InvalidToken:
        return False
    return True

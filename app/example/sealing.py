"""Rows in bulk. The same words are encrypted once and used again, which only an example may do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import LargeBinary, Table, bindparam, insert

from app.kernel.database import Base, db
from app.kernel.encryption import EncryptedJson, EncryptedText, encrypt_bytes

Row = dict[str, Any]
ROWS_AT_ONCE = 5000


class Inserter:
    """Inserts plain rows; what a column encrypts is encrypted here, each text once."""

    def __init__(self) -> None:
        self._sealed: dict[str, bytes] = {}

    def add(self, model: type[Base], rows: Iterable[Row]) -> None:
        """Insert rows that all have the same columns."""
        found = list(rows)
        for start in range(0, len(found), ROWS_AT_ONCE):
            part = found[start : start + ROWS_AT_ONCE]
            db.session.connection().execute(
                self._statement(model, part[0]), [self._seal(model, row) for row in part]
            )

    def add_returning(self, model: type[Any], rows: list[Row]) -> list[int]:
        """The same, answering the keys in the order of the rows."""
        keys: list[int] = []
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            statement = self._statement(model, part[0]).returning(
                model.__table__.c.id, sort_by_parameter_order=True
            )
            result = db.session.connection().execute(statement, [self._seal(model, row) for row in part])
            keys += list(result.scalars())
        return keys

    def _statement(self, model: type[Base], row: Row) -> Any:
        sealed = {
            name: bindparam(f"sealed_{name}", type_=LargeBinary())
            for name in row
            if name in _encrypted(model)
        }
        return insert(model).values(sealed) if sealed else insert(model)

    def _seal(self, model: type[Base], row: Row) -> Row:
        encrypted = _encrypted(model)
        if not encrypted:
            return row
        return {
            (f"sealed_{name}" if name in encrypted else name): (
                self._bytes(value, encrypted[name]) if name in encrypted else value
            )
            for name, value in row.items()
        }

    def _bytes(self, value: Any, is_json: bool) -> bytes | None:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False) if is_json else str(value)
        if len(text) > 600:
            return encrypt_bytes(text.encode())
        if text not in self._sealed:
            self._sealed[text] = encrypt_bytes(text.encode())
        return self._sealed[text]


def _encrypted(model: type[Base]) -> dict[str, bool]:
    """Encrypted columns → whether they hold JSON."""
    table = model.__table__
    assert isinstance(table, Table)
    return _encrypted_of(table)


_KNOWN: dict[str, dict[str, bool]] = {}


def _encrypted_of(table: Table) -> dict[str, bool]:
    if table.name not in _KNOWN:
        _KNOWN[table.name] = {
            column.name: isinstance(column.type, EncryptedJson)
            for column in table.columns
            if isinstance(column.type, EncryptedText | EncryptedJson)
        }
    return _KNOWN[table.name]

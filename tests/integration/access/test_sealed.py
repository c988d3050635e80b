"""No byte of the database holds a sensitive field in the clear."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import text

from app.kernel.database import Base, db
from tests.databases import Database
from tests.integration.access.canaries import SEALED
from tests.integration.access.planting import plant
from tests.integration.access.town import make_town


def test_no_byte_of_the_database_sings(committed_database: Database) -> None:
    app = committed_database.app
    with app.app_context():
        plant(make_town())
        db.session.commit()
        cells = _every_cell()
        db.session.remove()
    assert "Spoken for here" in cells, "the checker itself must find what is not sealed"
    assert [canary for canary in (*SEALED, "canary-chosen") if canary in cells] == []
    if committed_database.dialect == "sqlite":
        folder = Path(app.config["DATA_DIR"])
        data = b"".join(path.read_bytes() for path in folder.glob("weft.db*"))
        assert b"Spoken for here" in data
        assert [canary for canary in SEALED if canary.encode() in data] == []


def _every_cell() -> str:
    told = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            told += [
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                for value in row
            ]
    return json.dumps(told, ensure_ascii=False)

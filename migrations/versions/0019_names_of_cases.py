"""Open cases are called what their organisations are called today.

A case kept the name, the acronym and the country that its organisation had when it was started: whoever was
renamed was shown, and found, by the old name.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alembic import op
from sqlalchemy import Boolean, Integer, String, Text, bindparam, column, select, table, update

from app.kernel.search import search_text
from app.kernel.text import sort_key

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KIND = "membership_application"
CASES = table(
    "casefile",
    column("id", Integer),
    column("kind", String),
    column("organisation_id", Integer),
    column("is_open", Boolean),
    column("title", String),
    column("sort_name", String),
    column("search_text", Text),
    column("country", String),
)
ORGANISATIONS = table(
    "organisation", column("id", Integer), column("content_language", String), column("country", String)
)
NAMES = table(
    "organisation_name",
    column("id", Integer),
    column("organisation_id", Integer),
    column("kind", String),
    column("language", String),
    column("text", String),
    column("acronym", String),
)


def upgrade() -> None:
    connection = op.get_bind()
    open_cases = (
        select(CASES.c.id, ORGANISATIONS.c.content_language, ORGANISATIONS.c.country)
        .add_columns(NAMES.c.language, NAMES.c.text, NAMES.c.acronym)
        .join(ORGANISATIONS, ORGANISATIONS.c.id == CASES.c.organisation_id)
        .join(NAMES, NAMES.c.organisation_id == ORGANISATIONS.c.id)
        .where(CASES.c.is_open.is_(True), CASES.c.kind == KIND, NAMES.c.kind == "known_as")
        .order_by(CASES.c.id, NAMES.c.id)
    )
    copies = _copies(connection.execute(open_cases))
    if copies:
        connection.execute(update(CASES).where(CASES.c.id == bindparam("case")), copies)


def _copies(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """By case: the name in the organisation's own language, or its first one."""
    chosen: dict[int, Any] = {}
    for row in rows:
        held = chosen.setdefault(row.id, row)
        if row.language == row.content_language != held.language:
            chosen[row.id] = row
    return [
        {
            "case": row.id,
            "title": row.text,
            "sort_name": sort_key(row.text),
            "search_text": search_text(row.text, row.acronym),
            "country": row.country,
        }
        for row in chosen.values()
    ]


def downgrade() -> None:
    """Nothing: the name that a case had before is nowhere else, and nobody should find it."""

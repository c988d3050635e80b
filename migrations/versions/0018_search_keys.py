"""Stored search keys are what they would be if they were written today.

Signs that hold capitals (™, ℕ, 𝐀) kept them, and an underscore joined words, which the two databases read
differently. Keys of the previous release need no way back: it reads these as it reads its own.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Connection, Integer, String, Text, bindparam, column, select, table, update

from app.kernel.search import search_text
from app.kernel.text import sort_key

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEYED = (("casefile", "sort_name"), ("listing_entry", "sort_key"))
AT_ONCE = 1000


def upgrade() -> None:
    for name, key in KEYED:
        _renew(op.get_bind(), name, key)


def _renew(connection: Connection, name: str, key: str) -> None:
    """Key again, from the old keys: what these lost is lost in the new ones too."""
    rows = table(name, column("id", Integer), column(key, String), column("search_text", Text))
    some = select(rows).where(rows.c.id > bindparam("after")).order_by(rows.c.id).limit(AT_ONCE)
    change = update(rows).where(rows.c.id == bindparam("row"))
    last = 0
    while read := connection.execute(some, {"after": last}).all():
        last = read[-1].id
        renewed = [(row, sort_key(row[1]), search_text(row[2])) for row in read]
        changed = [
            {"row": row.id, key: sorted_by, "search_text": found_by}
            for row, sorted_by, found_by in renewed
            if (sorted_by, found_by) != tuple(row[1:])
        ]
        if changed:
            connection.execute(change, changed)


def downgrade() -> None:
    """Nothing: see above."""

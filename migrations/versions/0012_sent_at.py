"""Whether and when a case was sent becomes a fact of every case: one that never was stays with its group.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _move(column: str, table: str, other: str, other_column: str) -> None:
    op.execute(
        f"UPDATE {table} SET {column} = (SELECT one.{other_column} FROM {other} AS one WHERE one.id = {table}.id)"
    )


def upgrade() -> None:
    op.add_column("casefile", sa.Column("sent_at", MOMENT))
    _move("sent_at", "casefile", "membership_application", "submitted_at")
    op.drop_column("membership_application", "submitted_at")


def downgrade() -> None:
    op.add_column("membership_application", sa.Column("submitted_at", MOMENT))
    _move("submitted_at", "membership_application", "casefile", "sent_at")
    op.drop_column("casefile", "sent_at")

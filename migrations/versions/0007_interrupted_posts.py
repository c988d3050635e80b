"""A page sent after its session had ended is an interrupted post, in the code and here.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = "id, token, person_id, path, fields, had_documents, created_at"


def _move(old: str, new: str) -> None:
    op.create_table(
        new,
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("path", sa.String(length=2000), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("had_documents", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{new}")),
        sa.UniqueConstraint("token", name=op.f(f"uq_{new}_token")),
    )
    op.create_index(op.f(f"ix_{new}_created_at"), new, ["created_at"])
    op.create_index(op.f(f"ix_{new}_person_id"), new, ["person_id"])
    op.execute(f"INSERT INTO {new} ({COLUMNS}) SELECT {COLUMNS} FROM {old}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('{new}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {new}), false)")
    op.drop_table(old)


def upgrade() -> None:
    _move("kept_post", "interrupted_post")


def downgrade() -> None:
    _move("interrupted_post", "kept_post")

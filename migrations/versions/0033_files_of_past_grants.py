"""Every file that holds a grant of the past.

Revision ID: 0033
Revises: 0032
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "past_grant_file",
        sa.Column("grant_id", KEY, nullable=False),
        sa.Column("import_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["past_grant.id"]),
        sa.ForeignKeyConstraint(["import_id"], ["past_import.id"]),
        sa.PrimaryKeyConstraint("grant_id", "import_id"),
    )
    op.create_index("ix_past_grant_file_import_id", "past_grant_file", ["import_id"])
    # Which files held a row unchanged was not kept: it is in the one that wrote it.
    op.execute("INSERT INTO past_grant_file (grant_id, import_id) SELECT id, import_id FROM past_grant")


def downgrade() -> None:
    op.drop_table("past_grant_file")

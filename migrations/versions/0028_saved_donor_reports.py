"""A saved donor report holds the whole report, not its rows alone.

Revision ID: 0028
Revises: 0027
"""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing wrote to this table before.
    op.execute("ALTER TABLE donor_report RENAME COLUMN rows TO data")


def downgrade() -> None:
    op.execute("ALTER TABLE donor_report RENAME COLUMN data TO rows")

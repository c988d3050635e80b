"""The queue lists one stage by what is due, as it lists all of them.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_casefile_status", "casefile"


def upgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["body_id", "kind", "status", "sort_due", "id", "sent_at"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["body_id", "kind", "status", "stage_entered_at", "id", "sent_at"])

"""When a group said that nothing has arrived.

Revision ID: 0029
Revises: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grant_tranche", sa.Column("missing_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("grant_tranche", "missing_at")

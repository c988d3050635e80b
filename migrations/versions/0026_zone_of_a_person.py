"""People: the time zone in which they read moments.

Revision ID: 0026
Revises: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("zone", sa.String(length=64), nullable=False, server_default="UTC"))


def downgrade() -> None:
    op.drop_column("person", "zone")

"""Where a bank keeps an account of the network, for the files that banks take.

Revision ID: 0037
Revises: 0036
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bank_account", sa.Column("details", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("bank_account", "details")

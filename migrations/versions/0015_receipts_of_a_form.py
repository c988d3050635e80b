"""The receipts of one form are held together: only its last content is answered as sent before.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission_receipt", sa.Column("form", sa.String(64)))
    op.create_index("ix_submission_receipt_form", "submission_receipt", ["form"])


def downgrade() -> None:
    op.drop_index("ix_submission_receipt_form", "submission_receipt")
    op.drop_column("submission_receipt", "form")

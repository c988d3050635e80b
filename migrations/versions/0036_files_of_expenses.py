"""Files of expenses, what was paid in another currency, and why a line of a budget cost more or less.

Revision ID: 0036
Revises: 0035
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ORIGINAL = (("original_minor", sa.BigInteger()), ("original_currency", sa.String(length=3)))


def upgrade() -> None:
    op.add_column("stored_document", sa.Column("kept_until", sa.Date(), nullable=True))
    op.create_index("ix_stored_document_kept_until", "stored_document", ["kept_until"])
    for name, kind in ORIGINAL:
        op.add_column("grant_expense", sa.Column(name, kind, nullable=True))
    op.create_table(
        "grant_expense_file",
        sa.Column("id", KEY, nullable=False),
        sa.Column("expense_id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["expense_id"], ["grant_expense.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["stored_document.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("document_id"),
    )
    op.create_index("ix_grant_expense_file_expense_id", "grant_expense_file", ["expense_id"])
    op.create_table(
        "grant_line_note",
        sa.Column("id", KEY, nullable=False),
        sa.Column("award_id", KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["grant_award.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("award_id", "place"),
    )


def downgrade() -> None:
    op.drop_table("grant_line_note")
    op.drop_table("grant_expense_file")
    for name, _kind in reversed(ORIGINAL):
        op.drop_column("grant_expense", name)
    op.drop_index("ix_stored_document_kept_until", "stored_document")
    op.drop_column("stored_document", "kept_until")

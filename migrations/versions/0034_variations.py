"""Changes of an agreement that was signed.

Revision ID: 0034
Revises: 0033
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "grant_variation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("award_id", KEY, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("status", CODE, nullable=False),
        sa.Column("by_group", sa.Boolean(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("proposed_by_id", KEY, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("agreement", sa.LargeBinary(), nullable=True),
        sa.Column("agreement_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["award_id"], ["grant_award.id"]),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    for column in ("award_id", "proposed_by_id", "decided_by_id"):
        op.create_index(f"ix_grant_variation_{column}", "grant_variation", [column])


def downgrade() -> None:
    op.drop_table("grant_variation")

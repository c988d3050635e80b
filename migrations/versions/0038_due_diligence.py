"""Checks of groups by the amount of their grants. What was offered before asks for none.

Revision ID: 0038
Revises: 0037
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "diligence_check",
        sa.Column("id", KEY, nullable=False),
        sa.Column("tier", CODE, nullable=False),
        sa.Column("sent_by_id", KEY, nullable=True),
        sa.Column("concluded_by_id", KEY, nullable=True),
        sa.Column("concluded_at", MOMENT, nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("conditions", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("request", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["casefile.id"]),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["concluded_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("sent_by_id", "concluded_by_id"):
        op.create_index(f"ix_diligence_check_{column}", "diligence_check", [column])
    op.create_table(
        "diligence_point",
        sa.Column("id", KEY, nullable=False),
        sa.Column("check_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("found", CODE, nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("answered_by_id", KEY, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["diligence_check.id"]),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("check_id", "code"),
    )
    op.create_index("ix_diligence_point_answered_by_id", "diligence_point", ["answered_by_id"])
    op.add_column("grant_award", sa.Column("diligence", CODE, nullable=False, server_default="none"))


def downgrade() -> None:
    op.drop_column("grant_award", "diligence")
    op.drop_table("diligence_point")
    op.drop_table("diligence_check")

"""Applications to calls, as cases.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "grant_application",
        sa.Column("id", KEY, nullable=False),
        sa.Column("call_id", KEY, nullable=False),
        sa.Column("response_id", KEY, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("excepted", sa.Boolean(), nullable=False),
        sa.Column("asked_minor", sa.BigInteger(), nullable=True),
        sa.Column("outcome", CODE, nullable=True),
        sa.Column("proposed_minor", sa.BigInteger(), nullable=True),
        sa.Column("told_reason", sa.LargeBinary(), nullable=True),
        sa.Column("reason_language", sa.String(length=2), nullable=True),
        sa.Column("request", sa.LargeBinary(), nullable=True),
        sa.Column("requested_at", MOMENT, nullable=True),
        sa.Column("commitment_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"]),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"]),
        sa.ForeignKeyConstraint(["id"], ["casefile.id"]),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("response_id"),
    )
    op.create_index("ix_grant_application_call_id", "grant_application", ["call_id"])
    op.create_index("ix_grant_application_commitment_id", "grant_application", ["commitment_id"])


def downgrade() -> None:
    op.drop_table("grant_application")
    op.execute("DELETE FROM casefile WHERE kind = 'grant_application'")

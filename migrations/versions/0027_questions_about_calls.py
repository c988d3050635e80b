"""Questions about a call with the answers that everybody reads, and when a call changed last.

Revision ID: 0027
Revises: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TEXTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("call", sa.Column("questions_until", sa.Date(), nullable=True))
    op.add_column("call", sa.Column("changed_at", MOMENT, nullable=True))
    op.execute("UPDATE call SET changed_at = made_at WHERE status <> 'draft'")
    op.create_table(
        "call_question",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("call_id", KEY, nullable=False),
        sa.Column("asked_by_id", KEY, nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("question", TEXTS, nullable=False),
        sa.Column("answer", TEXTS, nullable=False),
        sa.Column("joined_to_id", KEY, nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("reply_language", sa.String(length=2), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("corrected_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"]),
        sa.ForeignKeyConstraint(["joined_to_id"], ["call_question.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_call_question_asked_by_id", "call_question", ["asked_by_id"])
    op.create_index("ix_call_question_call_status", "call_question", ["call_id", "status"])
    op.create_index("ix_call_question_joined_to_id", "call_question", ["joined_to_id"])


def downgrade() -> None:
    op.drop_table("call_question")
    op.drop_column("call", "changed_at")
    op.drop_column("call", "questions_until")

"""Figures that may be summed, beside the encrypted answers.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "answer_figure",
        sa.Column("id", KEY, nullable=False),
        sa.Column("response_id", KEY, nullable=False),
        sa.Column("question_code", sa.String(length=40), nullable=False),
        sa.Column("column_code", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=3), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_figure_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_figure")),
        sa.UniqueConstraint(
            "response_id",
            "question_code",
            "column_code",
            name=op.f("uq_answer_figure_response_id_question_code_column_code"),
        ),
    )
    op.create_index("ix_answer_figure_question", "answer_figure", ["question_code", "response_id"])


def downgrade() -> None:
    op.drop_table("answer_figure")

"""Calls for proposals, the budget lines that pay for them, and the time given beyond their closing.

Revision ID: 0022
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    op.add_column(
        "network_body", sa.Column("gives_grants", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "call",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("status", CODE, nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("method", CODE, nullable=False),
        sa.Column("basis", CODE, nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.Column("guidance", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("smallest_minor", sa.BigInteger(), nullable=False),
        sa.Column("largest_minor", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=True),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("money_by", sa.Date(), nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("required", JSON, nullable=False),
        sa.Column("question_set_version_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.ForeignKeyConstraint(["question_set_version_id"], ["question_set_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body_id", "code"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_call_body_status", "call", ["body_id", "status", "closes_at"])
    op.create_index("ix_call_question_set_version_id", "call", ["question_set_version_id"])

    op.create_table(
        "call_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("call_id", KEY, nullable=False),
        sa.Column("line_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"]),
        sa.ForeignKeyConstraint(["line_id"], ["budget_line.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("call_id", "line_id"),
    )
    op.create_index("ix_call_line_line_id", "call_line", ["line_id"])

    op.create_table(
        "call_extension",
        sa.Column("id", KEY, nullable=False),
        sa.Column("call_id", KEY, nullable=False),
        sa.Column("organisation_id", KEY, nullable=True),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("given_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"]),
        sa.ForeignKeyConstraint(["given_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_call_extension_call_id", "call_extension", ["call_id"])
    op.create_index("ix_call_extension_given_by_id", "call_extension", ["given_by_id"])
    op.create_index("ix_call_extension_organisation_id", "call_extension", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("call_extension")
    op.drop_table("call_line")
    op.drop_table("call")
    op.drop_column("network_body", "gives_grants")

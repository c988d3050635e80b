"""What of a grant is public, and who decided it; grants of the past.

Revision ID: 0031
Revises: 0030
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "award_publication",
        sa.Column("id", KEY, nullable=False),
        sa.Column("award_id", KEY, nullable=False),
        sa.Column("choice", CODE, nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=True),
        sa.Column("chosen_by_id", KEY, nullable=True),
        sa.Column("said", CODE, nullable=True),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.Column("said_by_id", KEY, nullable=True),
        sa.Column("named_at", MOMENT, nullable=True),
        sa.Column("masked_ref", sa.String(length=16), nullable=False),
        sa.Column("masked_recipient", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["grant_award.id"]),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("award_id"),
        sa.UniqueConstraint("masked_ref"),
        sa.UniqueConstraint("masked_recipient"),
    )
    op.create_index("ix_award_publication_chosen_by_id", "award_publication", ["chosen_by_id"])
    op.create_index("ix_award_publication_said_by_id", "award_publication", ["said_by_id"])
    _past()


def _past() -> None:
    op.create_table(
        "past_import",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", KEY, nullable=True),
        sa.Column("taken_in_at", MOMENT, nullable=True),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    for column in ("body_id", "made_by_id", "published_by_id"):
        op.create_index(f"ix_past_import_{column}", "past_import", [column])
    op.create_table(
        "past_grant",
        sa.Column("id", KEY, nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("import_id", KEY, nullable=False),
        sa.Column("grant_id", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=300), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("programme", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("is_person", sa.Boolean(), nullable=False),
        sa.Column("has_faults", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", TEXTS, nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.ForeignKeyConstraint(["import_id"], ["past_import.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body_id", "grant_id"),
    )
    op.create_index("ix_past_grant_import_id", "past_grant", ["import_id"])
    op.create_index("ix_past_grant_name", "past_grant", ["body_id", "sort_name", "id"])
    op.create_index("ix_past_grant_day", "past_grant", ["body_id", "awarded_on", "id"])


def downgrade() -> None:
    for table in ("past_grant", "past_import", "award_publication"):
        op.drop_table(table)

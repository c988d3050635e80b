"""Reviewers score applications: the rubric of a call, who is asked, what each of them wrote.

Revision ID: 0030
Revises: 0029
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TEXTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("call", sa.Column("rubric", TEXTS, nullable=False, server_default="{}"))
    op.add_column("call", sa.Column("reviewers", sa.Integer(), nullable=True))
    op.add_column("call", sa.Column("reviews_by", sa.Date(), nullable=True))
    op.add_column("grant_application", sa.Column("told_comments", sa.LargeBinary(), nullable=True))
    op.create_table(
        "grant_review",
        sa.Column("id", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("consensus", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["grant_application.id"]),
        sa.ForeignKeyConstraint(["id"], ["casefile.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("application_id"),
    )
    op.create_table(
        "review",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("invited_by_id", KEY, nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("flag", sa.LargeBinary(), nullable=True),
        sa.Column("flagged_at", MOMENT, nullable=True),
        sa.Column("flag_read_at", MOMENT, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["grant_review.id"]),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
        sa.UniqueConstraint("case_id", "person_id"),
    )
    op.create_index("ix_review_case_id", "review", ["case_id"])
    op.create_index("ix_review_invited_by_id", "review", ["invited_by_id"])
    op.create_index("ix_review_person_status", "review", ["person_id", "status"])
    op.create_table(
        "review_score",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review_id", KEY, nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("cannot_judge", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("review_id", "criterion"),
    )
    op.create_table(
        "reviewer_profile",
        sa.Column("id", KEY, nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("languages", TEXTS, nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body_id", "person_id"),
    )
    op.create_index("ix_reviewer_profile_person_id", "reviewer_profile", ["person_id"])


def downgrade() -> None:
    op.drop_table("reviewer_profile")
    op.drop_table("review_score")
    op.drop_table("review")
    op.drop_table("grant_review")
    op.drop_column("grant_application", "told_comments")
    op.drop_column("call", "reviews_by")
    op.drop_column("call", "reviewers")
    op.drop_column("call", "rubric")

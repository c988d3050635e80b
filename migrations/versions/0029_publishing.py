"""What of a grant is public, and who decided it.

Revision ID: 0029
Revises: 0028
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
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


def downgrade() -> None:
    op.drop_table("award_publication")

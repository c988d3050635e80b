"""Who prepared a case for those who decide: nobody does both alone. Known of assessments until now.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ASSESSED = (
    "SELECT application_id, given_by, max(given_at) FROM criterion_verdict WHERE stage = 'assessment' "
    "GROUP BY application_id, given_by"
)


def upgrade() -> None:
    op.add_column("case_person", sa.Column("prepared_at", sa.DateTime(timezone=True)))
    op.execute(
        f"INSERT INTO case_person (case_id, person_id, prepared_at) {ASSESSED} "  # noqa: S608
        "ON CONFLICT (case_id, person_id) DO UPDATE SET prepared_at = excluded.prepared_at"
    )


def downgrade() -> None:
    op.execute("DELETE FROM case_person WHERE prepared_at IS NOT NULL AND role IS NULL AND tie IS NULL")
    op.drop_column("case_person", "prepared_at")

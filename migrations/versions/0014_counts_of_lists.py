"""Indexes for lists of cases: counts read the index alone, and invitations are found by who gave or took them.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LISTS = {
    "ix_casefile_due": ["body_id", "kind", "is_queued", "sort_due", "id"],
    "ix_casefile_status": ["body_id", "kind", "status", "stage_entered_at", "id"],
}
PEOPLE = ("invited_by_id", "accepted_by_id")


def upgrade() -> None:
    for name, columns in LISTS.items():
        op.drop_index(name, "casefile")
        op.create_index(name, "casefile", [*columns, "sent_at"])
    for column in PEOPLE:
        op.create_index(f"ix_invitation_{column}", "invitation", [column])


def downgrade() -> None:
    for column in PEOPLE:
        op.drop_index(f"ix_invitation_{column}", "invitation")
    for name, columns in LISTS.items():
        op.drop_index(name, "casefile")
        op.create_index(name, "casefile", columns)

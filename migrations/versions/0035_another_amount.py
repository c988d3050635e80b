"""Another amount for a grant: proposed, approved, and signed by the group. A payment run keeps how much it
sends, since a part of a grant can become less.

Revision ID: 0035
Revises: 0034
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LINKS = {"hold_id": "fact", "settled_by_id": "person"}


def upgrade() -> None:
    with op.batch_alter_table("grant_variation") as table:
        table.add_column(sa.Column("amount_minor", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("before_minor", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("settled_at", MOMENT, nullable=True))
        table.add_column(sa.Column("signed_name", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("signed_role", sa.LargeBinary(), nullable=True))
        for column, target in LINKS.items():
            table.add_column(sa.Column(column, KEY, nullable=True))
            table.create_foreign_key(f"fk_grant_variation_{column}_{target}", target, [column], ["id"])
            table.create_index(f"ix_grant_variation_{column}", [column])
    # The default stays on SQLite: making the table anew for it would lose the index of open runs.
    minor = sa.Column("minor", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("payment_run_item", minor)
    op.execute(
        "UPDATE payment_run_item SET minor = "
        "(SELECT minor FROM grant_tranche WHERE grant_tranche.id = payment_run_item.tranche_id)"
    )
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("payment_run_item", "minor", server_default=None)


def downgrade() -> None:
    op.drop_column("payment_run_item", "minor")
    with op.batch_alter_table("grant_variation") as table:
        for column, target in LINKS.items():
            table.drop_index(f"ix_grant_variation_{column}")
            table.drop_constraint(f"fk_grant_variation_{column}_{target}", type_="foreignkey")
            table.drop_column(column)
        for column in ("signed_role", "signed_name", "settled_at", "before_minor", "amount_minor"):
            table.drop_column(column)

"""Funding: what a fact settles of a payment, in the payment's currency; a grant has one commitment on a line.

What was accepted before is settled at the payment's own rate. What a payee says arrived was never written.

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SQLITE_OFF = ["DROP TRIGGER fact_append_only_update"]
SQLITE_ON = [
    "CREATE TRIGGER fact_append_only_update BEFORE UPDATE ON fact BEGIN "
    "SELECT RAISE(ABORT, 'facts are never changed or deleted'); END"
]
POSTGRESQL_OFF = ["ALTER TABLE fact DISABLE TRIGGER fact_append_only"]
POSTGRESQL_ON = ["ALTER TABLE fact ENABLE TRIGGER fact_append_only"]
# Rounded to the nearest unit; both databases divide whole numbers without a rest.
SETTLE = """
UPDATE fact SET settled_minor = (
    SELECT (2 * fact.accepted_minor * -paid.cash_minor + paid.paid_minor) / (2 * paid.paid_minor)
    FROM fact AS paid WHERE paid.id = fact.origin_id
)
WHERE accepted_minor <> 0 AND kind IN ('accepted_expense', 'refund')
AND origin_id IN (SELECT id FROM fact WHERE paid_minor <> 0)
"""
TELL_APART = """
UPDATE commitment SET ref = substr(ref, 1, 28) || '-' || id WHERE EXISTS (
    SELECT 1 FROM commitment AS earlier WHERE earlier.line_id = commitment.line_id
    AND earlier.ref = commitment.ref AND earlier.id < commitment.id
)
"""


def upgrade() -> None:
    op.add_column("fact", sa.Column("claimed_minor", sa.BigInteger(), nullable=True))
    op.add_column(
        "fact", sa.Column("settled_minor", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    off, on = (SQLITE_OFF, SQLITE_ON) if sqlite else (POSTGRESQL_OFF, POSTGRESQL_ON)
    for statement in (*off, SETTLE, *on, TELL_APART):
        op.get_bind().exec_driver_sql(statement)
    for name in ("received_currency", "received_minor"):
        op.drop_column("fact", name)
    op.create_index("uq_commitment_line_ref", "commitment", ["line_id", "ref"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_commitment_line_ref", "commitment")
    op.add_column("fact", sa.Column("received_currency", sa.String(length=3), nullable=True))
    op.add_column("fact", sa.Column("received_minor", sa.BigInteger(), nullable=True))
    for name in ("settled_minor", "claimed_minor"):
        op.drop_column("fact", name)

"""Grants that were given: agreement, tranches, payment runs.

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)


def upgrade() -> None:
    op.add_column(
        "commitment", sa.Column("is_granted", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.execute(
        "UPDATE commitment SET is_granted = true "
        "WHERE id IN (SELECT commitment_id FROM grant_application WHERE commitment_id IS NOT NULL)"
    )
    with op.batch_alter_table("grant_application") as batch:
        batch.add_column(sa.Column("proposed_by_id", KEY, nullable=True))
        batch.create_foreign_key("fk_grant_application_proposed_by_id_person", "person", ["proposed_by_id"], ["id"])
    op.create_index("ix_grant_application_proposed_by_id", "grant_application", ["proposed_by_id"])
    _awards()
    _runs()


def _awards() -> None:
    op.create_table(
        "grant_award",
        sa.Column("id", KEY, nullable=False),
        sa.Column("application_id", KEY, nullable=False),
        sa.Column("commitment_id", KEY, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("basis", CODE, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("agreement", sa.LargeBinary(), nullable=False),
        sa.Column("agreement_hash", sa.String(length=64), nullable=False),
        sa.Column("offered_by_id", KEY, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("accepted_by_id", KEY, nullable=True),
        sa.Column("accepted_name", sa.LargeBinary(), nullable=True),
        sa.Column("accepted_role", sa.LargeBinary(), nullable=True),
        sa.Column("route", CODE, nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("details_at", MOMENT, nullable=True),
        sa.Column("details_usable_at", MOMENT, nullable=True),
        sa.Column("report_until", MOMENT, nullable=True),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.Column("happened", CODE, nullable=True),
        sa.Column("report_text", sa.LargeBinary(), nullable=True),
        sa.Column("people_reached", sa.Integer(), nullable=True),
        sa.Column("left_minor", sa.BigInteger(), nullable=True),
        sa.Column("spent_minor", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.LargeBinary(), nullable=True),
        sa.Column("stop_reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["application_id"], ["grant_application.id"]),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"]),
        sa.ForeignKeyConstraint(["id"], ["casefile.id"]),
        sa.ForeignKeyConstraint(["offered_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("application_id"),
        sa.UniqueConstraint("commitment_id"),
    )
    op.create_index("ix_grant_award_accepted_by_id", "grant_award", ["accepted_by_id"])
    op.create_index("ix_grant_award_offered_by_id", "grant_award", ["offered_by_id"])
    op.create_table(
        "grant_tranche",
        sa.Column("id", KEY, nullable=False),
        sa.Column("award_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("condition", CODE, nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=True),
        sa.Column("received_currency", sa.String(length=3), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["award_id"], ["grant_award.id"]),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("award_id", "number"),
    )
    op.create_index("ix_grant_tranche_confirmed_by_id", "grant_tranche", ["confirmed_by_id"])


def _runs() -> None:
    op.create_table(
        "payment_run",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("status", CODE, nullable=False),
        sa.Column("prepared_by_id", KEY, nullable=False),
        sa.Column("prepared_at", MOMENT, nullable=False),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"]),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_payment_run_account_id", "payment_run", ["account_id"])
    op.create_index("ix_payment_run_body", "payment_run", ["body_id", "status", "id"])
    op.create_index("ix_payment_run_decided_by_id", "payment_run", ["decided_by_id"])
    op.create_index("ix_payment_run_prepared_by_id", "payment_run", ["prepared_by_id"])
    op.create_table(
        "payment_run_item",
        sa.Column("id", KEY, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("tranche_id", KEY, nullable=False),
        sa.Column("in_open_run", sa.Boolean(), nullable=False),
        sa.Column("route", CODE, nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["payment_run.id"]),
        sa.ForeignKeyConstraint(["tranche_id"], ["grant_tranche.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("run_id", "tranche_id"),
    )
    op.create_index("ix_payment_run_item_tranche_id", "payment_run_item", ["tranche_id"])
    op.create_index(
        "uq_payment_run_item_open",
        "payment_run_item",
        ["tranche_id"],
        unique=True,
        sqlite_where=sa.text("in_open_run"),
        postgresql_where=sa.text("in_open_run"),
    )


def downgrade() -> None:
    for table in ("payment_run_item", "payment_run", "grant_tranche", "grant_award"):
        op.drop_table(table)
    op.execute("DELETE FROM casefile WHERE kind = 'grant_award'")
    op.drop_index("ix_grant_application_proposed_by_id", "grant_application")
    with op.batch_alter_table("grant_application") as batch:
        batch.drop_constraint("fk_grant_application_proposed_by_id_person", type_="foreignkey")
        batch.drop_column("proposed_by_id")
    op.drop_column("commitment", "is_granted")

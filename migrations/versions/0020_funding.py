"""Funding: donors, their awards with terms and lines, and the facts that all balances are sums of.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(40)

SQLITE = [
    f"CREATE TRIGGER fact_append_only_{event} BEFORE {event.upper()} ON fact BEGIN "
    "SELECT RAISE(ABORT, 'facts are never changed or deleted'); END"
    for event in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION fact_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'facts are never changed or deleted'; END $$",
    "CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON fact "
    "FOR EACH ROW EXECUTE FUNCTION fact_append_only()",
]


def upgrade() -> None:
    op.create_table(
        "published_rate",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("base", sa.String(length=3), nullable=False),
        sa.Column("quote", sa.String(length=3), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source", "base", "quote", "month"),
    )
    op.create_table(
        "bank_account",
        sa.Column("id", KEY, nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body_id", "code"),
    )
    op.create_table(
        "donor",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("iati_org_id", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body_id", "name"),
        sa.UniqueConstraint("ref"),
    )
    op.create_table(
        "fund",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("body_id", KEY, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("donor_id", KEY, nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("donor_reference", sa.String(length=100), nullable=True),
        sa.Column("iati_activity_id", sa.String(length=100), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("agreed_minor", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("status", CODE, nullable=False),
        sa.Column("facts_written", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["network_body.id"]),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("body_id", "code"),
        sa.UniqueConstraint("ref"),
    )
    op.create_index("ix_fund_donor_id", "fund", ["donor_id"])

    op.create_table(
        "budget_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("category", CODE, nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("agreed_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fund_id", "code"),
    )
    op.create_table(
        "donor_report",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("frozen_at", MOMENT, nullable=False),
        sa.Column("frozen_by_id", KEY, nullable=True),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fund_id", "starts_on", "ends_on", "number"),
    )
    op.create_table(
        "fund_period",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fund_id", "starts_on"),
    )
    op.create_table(
        "fund_suspension",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("last_eligible_on", sa.Date(), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_fund_suspension_fund_id", "fund_suspension", ["fund_id"])

    op.create_table(
        "fund_terms",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fund_id", "number"),
    )
    op.create_table(
        "allocation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("line_id", KEY, nullable=False),
        sa.Column("purpose", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["budget_line.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_allocation_line_id", "allocation", ["line_id"])

    op.create_table(
        "commitment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("line_id", KEY, nullable=False),
        sa.Column("allocation_id", KEY, nullable=True),
        sa.Column("terms_id", KEY, nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.ForeignKeyConstraint(["allocation_id"], ["allocation.id"]),
        sa.ForeignKeyConstraint(["line_id"], ["budget_line.id"]),
        sa.ForeignKeyConstraint(["terms_id"], ["fund_terms.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_commitment_allocation_id", "commitment", ["allocation_id"])
    op.create_index("ix_commitment_line_id", "commitment", ["line_id"])

    op.create_table(
        "fact",
        sa.Column("id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("of_day", sa.Date(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("line_id", KEY, nullable=True),
        sa.Column("allocation_id", KEY, nullable=True),
        sa.Column("commitment_id", KEY, nullable=True),
        sa.Column("tranche", sa.Integer(), nullable=True),
        sa.Column("payee", sa.String(length=40), nullable=True),
        sa.Column("account_id", KEY, nullable=True),
        sa.Column("cash_minor", sa.BigInteger(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.String(length=24), nullable=True),
        sa.Column("rate_source", CODE, nullable=True),
        sa.Column("budget_minor", sa.BigInteger(), nullable=False),
        sa.Column("allocated_minor", sa.BigInteger(), nullable=False),
        sa.Column("committed_minor", sa.BigInteger(), nullable=False),
        sa.Column("promised_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("accepted_minor", sa.BigInteger(), nullable=False),
        sa.Column("received_currency", sa.String(length=3), nullable=True),
        sa.Column("received_minor", sa.BigInteger(), nullable=True),
        sa.Column("evidence", CODE, nullable=True),
        sa.Column("terms_id", KEY, nullable=True),
        sa.Column("origin_id", KEY, nullable=True),
        sa.Column("concerns_id", KEY, nullable=True),
        sa.Column("booking_number", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("made_by_id", KEY, nullable=True),
        sa.Column("approved_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"]),
        sa.ForeignKeyConstraint(["allocation_id"], ["allocation.id"]),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"]),
        sa.ForeignKeyConstraint(["concerns_id"], ["fund_period.id"]),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"]),
        sa.ForeignKeyConstraint(["line_id"], ["budget_line.id"]),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["origin_id"], ["fact.id"]),
        sa.ForeignKeyConstraint(["terms_id"], ["fund_terms.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("fund_id", "number"),
    )
    op.create_index("ix_fact_account", "fact", ["account_id", "fund_id"])
    op.create_index("ix_fact_act", "fact", ["act"])
    op.create_index("ix_fact_allocation_id", "fact", ["allocation_id"])
    op.create_index("ix_fact_commitment_id", "fact", ["commitment_id"])
    op.create_index("ix_fact_line", "fact", ["line_id", "effective_on"])
    op.create_index("ix_fact_origin_id", "fact", ["origin_id"])

    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql("DROP TRIGGER fact_append_only ON fact")
        op.get_bind().exec_driver_sql("DROP FUNCTION fact_append_only")

    op.drop_table("fact")

    op.drop_table("commitment")

    op.drop_table("allocation")
    op.drop_table("fund_terms")

    op.drop_table("fund_suspension")
    op.drop_table("fund_period")
    op.drop_table("donor_report")
    op.drop_table("budget_line")

    op.drop_table("fund")
    op.drop_table("donor")
    op.drop_table("bank_account")
    op.drop_table("published_rate")

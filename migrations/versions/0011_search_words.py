"""A table of the words that occur, beside each search text: what a word typed wrong is compared with.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

from alembic import op

from app.kernel.search import create_word_statements, drop_word_statements

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXED = ("listing_entry", "casefile")


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in INDEXED:
        for statement in create_word_statements(table, "search_text", dialect):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in INDEXED:
        for statement in drop_word_statements(table, dialect):
            op.get_bind().exec_driver_sql(statement)

"""Several notices of objections in one case, each with a reply period, each objection linked to its notice.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REPLY_PERIOD = timedelta(days=10)

NOTICE = sa.table(
    "objection_notice",
    sa.column("id", KEY),
    sa.column("application_id", KEY),
    sa.column("put_at", sa.DateTime(timezone=True)),
    sa.column("reply_until", sa.DateTime(timezone=True)),
)
COMMENT = sa.table(
    "member_comment",
    sa.column("application_id", KEY),
    sa.column("stance", sa.String()),
    sa.column("said_at", sa.DateTime(timezone=True)),
    sa.column("notice_id", KEY),
)


def upgrade() -> None:
    with op.batch_alter_table("objection_notice") as table:
        table.drop_constraint("uq_objection_notice_application_id", type_="unique")
        table.add_column(sa.Column("reply_until", sa.DateTime(timezone=True), nullable=True))
        table.create_index("ix_objection_notice_application_id", ["application_id"])
    _give_reply_periods()
    with op.batch_alter_table("objection_notice") as table:
        table.alter_column("reply_until", existing_type=sa.DateTime(timezone=True), nullable=False)
    # Only now may something point at the notices: SQLite has made their table again.
    with op.batch_alter_table("member_comment") as table:
        table.add_column(sa.Column("notice_id", KEY, nullable=True))
        table.create_foreign_key(
            "fk_member_comment_notice_id_objection_notice", "objection_notice", ["notice_id"], ["id"]
        )
        table.create_index("ix_member_comment_notice_id", ["notice_id"])
    _link_objections()


def _give_reply_periods() -> None:
    """Versions of policies from before this one say no period: it is the one that they are read with."""
    connection = op.get_bind()
    for notice in connection.execute(sa.select(NOTICE.c.id, NOTICE.c.put_at)).all():
        connection.execute(
            sa.update(NOTICE).where(NOTICE.c.id == notice.id).values(reply_until=notice.put_at + REPLY_PERIOD)
        )


def _link_objections() -> None:
    """A notice covered the objections that were there when it was put; what was said later was never put."""
    notice_id = (
        sa.select(NOTICE.c.id)
        .where(
            NOTICE.c.application_id == COMMENT.c.application_id,
            NOTICE.c.put_at >= COMMENT.c.said_at,
        )
        .scalar_subquery()
    )
    op.get_bind().execute(
        sa.update(COMMENT).where(COMMENT.c.stance == "objection").values(notice_id=notice_id)
    )


def downgrade() -> None:
    """The older shape holds one notice for each case: the last is kept."""
    with op.batch_alter_table("member_comment") as table:
        table.drop_index("ix_member_comment_notice_id")
        table.drop_constraint("fk_member_comment_notice_id_objection_notice", type_="foreignkey")
        table.drop_column("notice_id")
    last = sa.select(sa.func.max(NOTICE.c.id)).group_by(NOTICE.c.application_id)
    op.get_bind().execute(sa.delete(NOTICE).where(NOTICE.c.id.not_in(last)))
    with op.batch_alter_table("objection_notice") as table:
        table.drop_index("ix_objection_notice_application_id")
        table.drop_column("reply_until")
        table.create_unique_constraint("uq_objection_notice_application_id", ["application_id"])

"""When a wait is to be reminded of next, so that the hourly clock finds just those, in place of the mark of days
of the last reminder.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEXT = "ended_at IS NULL AND remind_at IS NOT NULL"
USUAL = (14, 3)  # days before a deadline, for policies that do not say

WAIT = sa.table(
    "case_wait",
    sa.column("id", KEY),
    sa.column("case_id", KEY),
    sa.column("since", MOMENT),
    sa.column("due_at", MOMENT),
    sa.column("ended_at", MOMENT),
    sa.column("remind_at", MOMENT),
    sa.column("reminded_for", sa.Integer()),
)
APPLICATION = sa.table(
    "membership_application", sa.column("id", KEY), sa.column("policy_version_id", KEY)
)
POLICY = sa.table(
    "policy_version",
    sa.column("id", KEY),
    sa.column("definition", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
)


def _marks(column: Any) -> Iterator[tuple[int, Any, dict[int, datetime]]]:
    """Of each open wait with a deadline: its key, what the column holds, and the moments of its reminders by
    their days before the deadline. A moment before the wait began is none."""
    statement = (
        sa.select(WAIT.c.id, WAIT.c.since, WAIT.c.due_at, column, POLICY.c.definition)
        .join(APPLICATION, APPLICATION.c.id == WAIT.c.case_id)
        .join(POLICY, POLICY.c.id == APPLICATION.c.policy_version_id)
        .where(WAIT.c.ended_at.is_(None), WAIT.c.due_at.is_not(None))
        .order_by(WAIT.c.id)
    )
    for key, since, due_at, value, policy in op.get_bind().execute(statement).all():
        days = policy.get("limits", {}).get("remind_before", USUAL)
        marks = {day: due_at - timedelta(days=day) for day in days}
        yield key, value, {day: moment for day, moment in marks.items() if moment > since}


def _write(column: Any, found: list[dict[str, Any]]) -> None:
    if found:
        change = WAIT.update().where(WAIT.c.id == sa.bindparam("key"))
        op.get_bind().execute(change.values({column: sa.bindparam("value")}), found)


def upgrade() -> None:
    op.add_column("case_wait", sa.Column("remind_at", MOMENT))
    found = [
        {"key": key, "value": min(left)}
        for key, last, marks in _marks(WAIT.c.reminded_for)
        if (left := [moment for day, moment in marks.items() if last is None or day < last])
    ]
    _write(WAIT.c.remind_at, found)
    condition = sa.text(NEXT)
    op.create_index(
        "ix_case_wait_reminder",
        "case_wait",
        ["remind_at", "id"],
        sqlite_where=condition,
        postgresql_where=condition,
    )
    op.drop_column("case_wait", "reminded_for")


def downgrade() -> None:
    op.add_column("case_wait", sa.Column("reminded_for", sa.Integer()))
    found = [
        {"key": key, "value": min(past)}
        for key, following, marks in _marks(WAIT.c.remind_at)
        if (past := [day for day, moment in marks.items() if following is None or moment < following])
    ]
    _write(WAIT.c.reminded_for, found)
    op.drop_index("ix_case_wait_reminder", "case_wait")
    op.drop_column("case_wait", "remind_at")

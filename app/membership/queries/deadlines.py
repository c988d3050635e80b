"""What the clock looks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.kernel.database import db
from app.membership.enums import Status
from app.membership.models import Application, PolicyVersion
from app.membership.policy import Policy


def list_due(moment: datetime, *, limit: int = 200) -> list[int]:
    """Open applications whose stage is over, soonest first."""
    return list(
        db.session.execute(
            select(Application.id)
            .where(
                Application.is_open.is_(True),
                Application.status.in_((Status.INFORMATION_REQUESTED, Status.MEMBER_COMMENT)),
                Application.due_at <= moment,
            )
            .order_by(Application.due_at, Application.id)
            .limit(limit)
        ).scalars()
    )


def list_to_remind(soonest: datetime, latest: datetime) -> list[Any]:
    """Open applications that fall due between two moments, soonest first, as columns: id, due_at,
    reminded_for, policy_version_id."""
    return list(
        db.session.execute(
            select(
                Application.id,
                Application.due_at,
                Application.reminded_for,
                Application.policy_version_id,
            )
            .where(
                Application.is_queued.is_(True),
                Application.due_at > soonest,
                Application.due_at <= latest,
            )
            .order_by(Application.due_at, Application.id)
        )
    )


def policies_in_use() -> dict[int, Policy]:
    """Every version of every body's policy, by its key."""
    versions = db.session.execute(select(PolicyVersion).order_by(PolicyVersion.id)).scalars()
    return {version.id: version.policy for version in versions}

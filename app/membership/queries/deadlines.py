"""What the clock looks for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.kernel.database import db
from app.membership.choices import Status
from app.membership.models import (
    Application,
)


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


def list_to_remind(soonest: datetime, latest: datetime, *, limit: int = 500) -> list[int]:
    """Open applications that fall due between two moments, soonest first."""
    return list(
        db.session.execute(
            select(Application.id)
            .where(
                Application.is_queued.is_(True),
                Application.due_at > soonest,
                Application.due_at <= latest,
            )
            .order_by(Application.due_at, Application.id)
            .limit(limit)
        ).scalars()
    )

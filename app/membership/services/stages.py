"""Moving a case from stage to stage: the status, and with it the clock of the stage and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.kernel import audit, clock
from app.kernel.actor import Actor
from app.kernel.workflow import advance
from app.membership import emails
from app.membership.enums import OPEN_STATUSES, QUEUE_STATUSES, Action, Status
from app.membership.models import Application

_LIMIT_OF = {
    Status.SUBMITTED: "screen",
    Status.INFORMATION_REQUESTED: "information",
    Status.REGIONAL_CHECK: "check",
    Status.MEMBER_COMMENT: "comment",
    Status.COMMITTEE: "committee",
}


def move(
    application: Application, action: Action, *, actor: Actor, note: str | None = None, **details: Any
) -> None:
    """Advance the case, start the clock of its new stage, and write to whoever has the next step."""
    advance(application, action, actor=actor, note=note, details=details or None)
    moment = clock.now()
    status = application.status
    limit = _LIMIT_OF.get(status)
    days = getattr(application.policy.limits, limit) if limit else None
    application.stage_entered_at = moment
    application.due_at = moment + timedelta(days=days) if days else None
    application.reminded_for = None
    application.is_open = status in OPEN_STATUSES
    application.is_queued = status in QUEUE_STATUSES
    application.closed_at = None if application.is_open else moment
    emails.tell_about_stage(application)


def record_event(application: Application, kind: str, *, actor: Actor, **details: Any) -> None:
    """Record something that changes no status."""
    audit.record(
        f"application.{kind}",
        subject="application",
        subject_id=application.id,
        actor=actor,
        body_id=application.body_id,
        details=details or None,
    )

"""The region's check, or the secretariat's in its place."""

from __future__ import annotations

from app.casework.services import take_step, taking_step
from app.kernel.actor import Actor
from app.membership import rules
from app.membership.enums import POSITIVE_CHECKS, CheckResult
from app.membership.models import Application, RegionalCheck
from app.membership.process_words import Action


def record_check(
    application: Application,
    *,
    result: CheckResult,
    note: str,
    language: str,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Write down the finding and pass the application on: to the members when positive, else to the
    committee."""
    with taking_step(
        application,
        Action.RECORD_CHECK,
        actor=actor,
        expected_version=expected_version,
        result=result.value,
    ):
        assert actor.actor_id is not None
        application.checks.append(
            RegionalCheck(
                application_id=application.id,
                result=result,
                note=note,
                language=language,
                checked_by=actor.actor_id,
            )
        )
    asks_members = result in POSITIVE_CHECKS and rules.wants_comment(application)
    take_step(application, Action.OPEN_COMMENT if asks_members else Action.SEND_TO_COMMITTEE, actor=actor)

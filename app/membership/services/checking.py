"""The region's check, or the secretariat's in its place."""

from __future__ import annotations

from app.kernel.actor import Actor
from app.kernel.errors import require
from app.membership import rules
from app.membership.enums import POSITIVE_CHECKS, Action, CaseRole, CheckResult
from app.membership.models import Application, RegionalCheck
from app.membership.services.parts import take_part
from app.membership.services.stages import move, record_event


def record_check(
    application: Application, *, result: CheckResult, note: str, language: str, actor: Actor
) -> None:
    """Write down the finding and pass the case on: to the members when positive, else to the committee."""
    require(rules.may_check(actor, application))
    assert actor.actor_id is not None
    take_part(application, CaseRole.CHECKER, actor=actor)
    application.checks.append(
        RegionalCheck(
            application_id=application.id,
            result=result,
            note=note,
            language=language,
            checked_by=actor.actor_id,
        )
    )
    record_event(application, "checked", actor=actor, result=result.value)
    asks_members = result in POSITIVE_CHECKS and rules.wants_comment(application)
    move(application, Action.OPEN_COMMENT if asks_members else Action.SEND_TO_COMMITTEE, actor=actor)


def return_to_secretariat(application: Application, *, note: str, actor: Actor) -> None:
    """The region asks the secretariat to look again, or to ask the applicant something."""
    move(application, Action.RETURN_TO_SECRETARIAT, actor=actor, note=note)

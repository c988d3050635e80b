"""A second person concludes a check; what has passed can be ended early, what runs can be cancelled."""

from __future__ import annotations

from datetime import date

from app.casework.services import taking_step
from app.grants.diligence import policy, rules
from app.grants.diligence.enums import DiligenceRefusal
from app.grants.diligence.models import UNDATED, DiligenceCheck
from app.grants.diligence.process_words import Action
from app.grants.diligence.services.checking import refuse_conflict
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError


def conclude_check(
    check: DiligenceCheck,
    *,
    passed: bool,
    actor: Actor,
    until: date | None = None,
    words: str = "",
    details_confirmed: bool = False,
    expected_version: int | None = None,
) -> None:
    """A second person says whether the group passes, until which day that counts (as long as the tier allows
    where no day is given), and in `words` under what conditions, or why it does not.

    Raises SENT_BY_YOU; to pass: MUST_BE_MET, CONDITIONS_MISSING where a point is not met,
    DETAILS_UNCONFIRMED, NOT_TO_COME and TOO_LONG for the day; else REASON_MISSING.
    """
    refuse_conflict(check.body_id, check.organisation_id, actor)
    action = Action.CLEAR if passed else Action.FAIL
    with taking_step(check, action, actor=actor, expected_version=expected_version):
        said = words.strip() or None
        check_conclusion(check, passed=passed, until=until, words=words, details_confirmed=details_confirmed)
        check.concluded_by_id, check.concluded_at = actor.actor_id, clock.now()
        if passed:
            check.conditions = said
            check.valid_until = until or policy.last_day(check.tier, clock.today())
        else:
            check.reason, check.valid_until = said, UNDATED


def check_conclusion(
    check: DiligenceCheck, *, passed: bool, until: date | None, words: str, details_confirmed: bool
) -> None:
    """Whether a check can be concluded so; a page asks it before the last one. Raises as `conclude_check`
    does."""
    if not passed:
        if not words.strip():
            raise DomainError(DiligenceRefusal.REASON_MISSING)
        return
    if rules.must_fail(check):
        raise DomainError(DiligenceRefusal.MUST_BE_MET)
    if rules.points_not_met(check) and not words.strip():
        raise DomainError(DiligenceRefusal.CONDITIONS_MISSING)
    if rules.confirms_details(check) and not details_confirmed:
        raise DomainError(DiligenceRefusal.DETAILS_UNCONFIRMED)
    today = clock.today()
    longest = policy.last_day(check.tier, today)
    if until is not None and until < today:
        raise DomainError(DiligenceRefusal.NOT_TO_COME)
    if until is not None and until > longest:
        raise DomainError(DiligenceRefusal.TOO_LONG, day=longest)


def end_check(
    case: DiligenceCheck, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """What has passed counts no more from now on. Raises NOT_IN_FORCE where its time is over anyway,
    REASON_MISSING."""
    refuse_conflict(case.body_id, case.organisation_id, actor)
    with taking_step(case, Action.END, actor=actor, note=note, expected_version=expected_version):
        if not rules.counts_on(case, clock.today()):
            raise DomainError(DiligenceRefusal.NOT_IN_FORCE)
        case.reason = note


def cancel_check(
    case: DiligenceCheck, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """The check is not needed any more. Raises REASON_MISSING."""
    refuse_conflict(case.body_id, case.organisation_id, actor)
    with taking_step(case, Action.CANCEL, actor=actor, note=note, expected_version=expected_version):
        case.reason = note

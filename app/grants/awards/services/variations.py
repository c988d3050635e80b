"""An agreement that was signed is changed: proposed by one side, decided by a second person of the office."""

from __future__ import annotations

from datetime import date, timedelta

from app.casework.services import taking_step
from app.grants.awards import emails, rules
from app.grants.awards.agreement import hash_of, write_time_amendment
from app.grants.awards.enums import AwardRefusal, VariationAction, VariationKind
from app.grants.awards.models import GrantAward, GrantVariation
from app.grants.awards.process_words import Action
from app.grants.awards.services.amounts import send_to_sign
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.local_time import end_of_day, local
from app.kernel.workflow import advance


def report_day(award: GrantAward) -> date | None:
    """The last day for the report, as the call's time zone has it."""
    if award.report_until is None:
        return None
    return local(award.report_until - timedelta(minutes=1), award.application.call.zone).date()


def ask_for_time(award: GrantAward, *, day: date, reason: str, actor: Actor) -> GrantVariation:
    """The group asks for a later last day for its report. Raises NO_REPORT_DAY, VARIED_ALREADY, NOT_LATER,
    AFTER_THE_DONOR, REASON_MISSING."""
    with taking_step(award, Action.ASK_TIME, actor=actor):
        return _propose(award, day, reason, by_group=True, actor=actor)


def propose_time(
    award: GrantAward, *, day: date, reason: str, actor: Actor, expected_version: int | None = None
) -> GrantVariation:
    """The same, proposed by the office."""
    with taking_step(award, Action.PROPOSE_TIME, actor=actor, expected_version=expected_version):
        return _propose(award, day, reason, by_group=False, actor=actor)


def _propose(award: GrantAward, day: date, reason: str, *, by_group: bool, actor: Actor) -> GrantVariation:
    if not reason.strip():
        raise DomainError(AwardRefusal.REASON_MISSING)
    _check_day(award, day)
    made = GrantVariation(
        award=award,
        kind=VariationKind.MORE_TIME,
        by_group=by_group,
        report_by=day,
        reason=reason.strip(),
        proposed_by_id=actor.actor_id,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _check_day(award: GrantAward, day: date) -> None:
    """The report is due later than now, and while the donor's award still takes it."""
    due = report_day(award)
    least = max(due, today()) if due is not None else today()
    if day <= least:
        raise DomainError(AwardRefusal.NOT_LATER, day=least)
    ends = award.commitment.line.fund.ends_on
    if ends is not None and day > ends:
        raise DomainError(AwardRefusal.AFTER_THE_DONOR, day=ends)


def approve_variation(
    award: GrantAward, *, actor: Actor, seen: str | None = None, expected_version: int | None = None
) -> None:
    """A second person agrees. Of more time the agreement gets a further version at once, and the group is
    told; another amount waits for the group to sign it. The donor's terms are checked again. `seen` is the
    reference of the change that they looked at.

    Raises NOTHING_PROPOSED, PROPOSED_BY_YOU, NOT_LATER, AFTER_THE_DONOR, and what `amounts.send_to_sign`
    raises.
    """
    proposed = rules.proposed_variation(award)
    if proposed is not None and rules.is_of_amount(proposed):
        with taking_step(award, Action.APPROVE_AMOUNT, actor=actor, expected_version=expected_version):
            send_to_sign(award, _open(award, seen), actor=actor)
        return
    with taking_step(award, Action.APPROVE_VARIATION, actor=actor, expected_version=expected_version):
        variation = _open(award, seen)
        day, before = variation.report_by, report_day(award)
        assert day is not None
        assert before is not None
        _check_day(award, day)
        text, _digest = rules.agreement_now(award)
        number = len(rules.approved_variations(award)) + 1
        variation.agreement = write_time_amendment(
            text, number=number, day=day, before=before, language=award.language
        )
        variation.agreement_hash = hash_of(variation.agreement)
        _decide(variation, VariationAction.APPROVE, actor)
        award.report_until = end_of_day(day, award.application.call.zone)
    emails.tell_of_variation(award)


def refuse_variation(
    award: GrantAward,
    *,
    reason: str,
    actor: Actor,
    seen: str | None = None,
    expected_version: int | None = None,
) -> None:
    """The office does not agree, in words that the group reads where it asked. Whoever proposed it can take
    it back so. The group hears nothing of another amount that was only proposed.
    Raises NOTHING_PROPOSED, REASON_MISSING."""
    if not reason.strip():
        raise DomainError(AwardRefusal.REASON_MISSING)
    proposed = rules.proposed_variation(award)
    if proposed is not None and rules.is_of_amount(proposed):
        with taking_step(award, Action.REFUSE_AMOUNT, actor=actor, expected_version=expected_version):
            variation = _open(award, seen)
            variation.answer = reason.strip()
            own = rules.is_proposed_by(variation, actor)
            _decide(variation, VariationAction.WITHDRAW if own else VariationAction.REFUSE, actor)
        return
    with taking_step(award, Action.REFUSE_VARIATION, actor=actor, expected_version=expected_version):
        variation = _open(award, seen)
        variation.answer = reason.strip()
        _decide(variation, VariationAction.REFUSE, actor)
    if variation.by_group:
        emails.tell_of_variation(award)


def _open(award: GrantAward, seen: str | None) -> GrantVariation:
    variation = rules.proposed_variation(award)
    if variation is None or (seen is not None and seen != variation.ref):
        raise DomainError(AwardRefusal.NOTHING_PROPOSED)
    return variation


def _decide(variation: GrantVariation, action: VariationAction, actor: Actor) -> None:
    advance(variation, action, actor=actor)
    variation.decided_at, variation.decided_by_id = now(), actor.actor_id

"""Who may do what with a grant, and what can be paid now. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.casework.enums import CaseworkRefusal
from app.casework.rules import ACTING_CONTACTS, contact_role, is_recused, may_work, only_when_over
from app.grants.awards.enums import AwardRefusal, Condition, RunStatus, VariationKind, VariationStatus
from app.grants.awards.process_words import Action, Status
from app.grants.calls.enums import Basis
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.errors import RefusalCode

if TYPE_CHECKING:
    from app.grants.awards.models import GrantAward, GrantVariation, PaymentRun, Tranche


def acts_for_grantee(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Lead and editor act for the group."""
    return None if contact_role(actor, case) in ACTING_CONTACTS else AwardRefusal.ONLY_THE_GRANTEE


def offer_time_is_over(actor: Actor, case: GrantAward) -> RefusalCode | None:
    return only_when_over(actor, case, Action.ACCEPT)


def may_report(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Nobody reports before all money was sent, or while the group has not answered to another amount: the
    report ends the grant."""
    refused = acts_for_grantee(actor, case)
    if refused is None and variation_to_sign(case) is not None:
        return AwardRefusal.SIGN_FIRST
    return refused or (None if is_paid_out(case) else AwardRefusal.NOTHING_PAID)


def may_confirm(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """What arrived can be said of whatever was sent, and be put right later."""
    refused = acts_for_grantee(actor, case)
    sent = any(is_paid(one) for one in case.tranches)
    return refused or (None if sent else AwardRefusal.NOTHING_PAID)


def may_pay(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Whoever belongs to the group, or declared a conflict, pays it nothing."""
    return CaseworkRefusal.RECUSED if is_recused(actor, case) else None


def paid_minor(case: GrantAward) -> int:
    """What was sent and did not come back, in minor units."""
    return sum(one.paid_minor for one in case.tranches)


def is_paid_out(case: GrantAward) -> bool:
    """Whether every part was sent and none came back."""
    return all(is_paid(one) for one in parts_of(case))


def parts_of(case: GrantAward) -> list[Tranche]:
    """The parts in which the grant is paid: those of which a reduction left something."""
    return [one for one in case.tranches if one.minor > 0]


def unconfirmed(case: GrantAward) -> Tranche | None:
    """The first tranche that was sent and of which nobody has said yet what arrived."""
    return next((one for one in case.tranches if is_paid(one) and one.received_minor is None), None)


def last_confirmed(case: GrantAward) -> Tranche | None:
    """The last tranche of which the group has said what arrived."""
    said = [one for one in case.tranches if is_paid(one) and one.received_minor is not None]
    return said[-1] if said else None


def report_stamp(case: GrantAward) -> str:
    """Which report somebody has before their eyes: empty where there is none yet."""
    return "" if case.reported_at is None else case.reported_at.isoformat()


def is_paid(tranche: Tranche) -> bool:
    return tranche.paid_minor > 0


def is_met(tranche: Tranche, case: GrantAward) -> bool:
    """Whether what this tranche waits for is so. The agreement is, where the grant is active."""
    if tranche.condition is Condition.AGREEMENT:
        return True
    before = [one for one in parts_of(case) if one.number < tranche.number]
    return all(is_paid(one) and one.received_minor is not None for one in before)


def payable(case: GrantAward, moment: datetime) -> Tranche | None:
    """The tranche that can be paid now: the grant is accepted, it is known where to, a change of that is old
    enough, and what the tranche waits for is so. Nothing is paid while a reduction waits for the group: it
    would take from what is still to be paid."""
    if case.status is not Status.ACTIVE or case.route is None or case.held_at is not None:
        return None
    if waits_for_details(case, moment) or is_being_reduced(case):
        return None
    following = next((one for one in parts_of(case) if not is_paid(one)), None)
    return following if following is not None and is_met(following, case) else None


def is_to_be_paid(case: GrantAward) -> bool:
    """Whether money of the grant is still to be sent."""
    return case.status in (Status.ACTIVE, Status.SUSPENDED) and not is_paid_out(case)


def waits_for_details(case: GrantAward, moment: datetime | None = None) -> bool:
    """Whether a change of where money is sent is not used yet."""
    return case.details_usable_at is not None and (moment or now()) < case.details_usable_at


def is_stopped(case: GrantAward) -> bool:
    """Whether the office stopped the grant, for a while or for good."""
    return case.status in (Status.SUSPENDED, Status.CANCELLED)


def is_fixed(case: GrantAward) -> bool:
    """Whether the amount is proved by the activity, not by receipts."""
    return case.basis is Basis.FIXED_AMOUNT


def proposed_variation(case: GrantAward) -> GrantVariation | None:
    """The change of the agreement that waits for a decision: one at a time."""
    return next((one for one in case.variations if one.status is VariationStatus.PROPOSED), None)


def variation_to_sign(case: GrantAward) -> GrantVariation | None:
    """The change that two people of the office agree to, and that waits for the group."""
    return next((one for one in case.variations if is_to_sign(one)), None)


def open_variation(case: GrantAward) -> GrantVariation | None:
    """The change that waits for somebody, whoever that is."""
    return proposed_variation(case) or variation_to_sign(case)


def is_of_amount(variation: GrantVariation) -> bool:
    return variation.kind is VariationKind.ANOTHER_AMOUNT


def approval_of(variation: GrantVariation) -> Action:
    """The step with which a second person agrees to a change of this kind."""
    return Action.APPROVE_AMOUNT if is_of_amount(variation) else Action.APPROVE_VARIATION


def is_to_sign(variation: GrantVariation) -> bool:
    return variation.status is VariationStatus.TO_SIGN


def is_raise(variation: GrantVariation) -> bool:
    return is_of_amount(variation) and variation.difference_minor > 0


def is_being_reduced(case: GrantAward) -> bool:
    """Whether the group has a smaller amount before it, and has not answered yet."""
    variation = variation_to_sign(case)
    return variation is not None and is_of_amount(variation) and not is_raise(variation)


def least_minor(case: GrantAward) -> int:
    """The least that a grant can become, in minor units: all but the parts that are still to be sent. A part
    of which some money came back is still agreed as a whole."""
    unsent = sum(one.minor for one in parts_of(case) if not is_paid(one))
    return max(1, case.amount_minor - unsent)


def reduced(case: GrantAward, minor: int) -> dict[int, int] | None:
    """Number of a part that is not sent → what is left of it where the grant becomes `minor`: taken from the
    last part first. None where more would have to be taken than is still to be sent."""
    taken, left = case.amount_minor - minor, {}
    for one in reversed([part for part in parts_of(case) if not is_paid(part)]):
        if taken > 0:
            left[one.number] = max(0, one.minor - taken)
            taken -= one.minor - left[one.number]
    return None if taken > 0 else left


def day_asked_for(case: GrantAward) -> date | None:
    """The day that the group asked for, while nobody has decided on it."""
    variation = proposed_variation(case)
    if variation is None or not variation.by_group or case.status not in (Status.ACTIVE, Status.SUSPENDED):
        return None
    return variation.report_by


def refused_variation(case: GrantAward) -> GrantVariation | None:
    """The last change, where the group asked for it and the office did not agree."""
    last = case.variations[-1] if case.variations else None
    if last is None or not last.by_group or last.status is not VariationStatus.REFUSED:
        return None
    return last


def withdrawn_variation(case: GrantAward) -> GrantVariation | None:
    """The last change, where the group had it to sign and the office took it back."""
    last = case.variations[-1] if case.variations else None
    if last is None or last.status is not VariationStatus.WITHDRAWN or last.decided_at is None:
        return None
    return last if last.agreement is not None else None


def approved_variations(case: GrantAward) -> list[GrantVariation]:
    return [one for one in case.variations if one.status is VariationStatus.APPROVED]


def agreement_now(case: GrantAward) -> tuple[str, str]:
    """The text that holds now and its SHA-256: the further version where the agreement was changed."""
    versions = [(one.agreement, one.agreement_hash) for one in approved_variations(case)]
    text, digest = versions[-1] if versions else (case.agreement, case.agreement_hash)
    assert text is not None
    assert digest is not None
    return text, digest


def _time_can_be_given(case: GrantAward) -> RefusalCode | None:
    if case.report_until is None:
        return AwardRefusal.NO_REPORT_DAY
    return None if open_variation(case) is None else AwardRefusal.VARIED_ALREADY


def may_propose_amount(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Nothing is proposed while the grant is suspended, or its report is read: what was spent is said of the
    amount that holds."""
    refused = may_work(actor, case)
    if refused is not None:
        return refused
    if case.status is Status.SUSPENDED:
        return AwardRefusal.SUSPENDED_NOW
    if case.status is Status.REPORTED:
        return AwardRefusal.REPORT_IS_READ
    return None if open_variation(case) is None else AwardRefusal.VARIED_ALREADY


def is_proposed_by(variation: GrantVariation, actor: Actor) -> bool:
    return variation.proposed_by_id == actor.actor_id


def may_ask_for_time(actor: Actor, case: GrantAward) -> RefusalCode | None:
    return acts_for_grantee(actor, case) or _time_can_be_given(case)


def may_propose_time(actor: Actor, case: GrantAward) -> RefusalCode | None:
    return may_work(actor, case) or _time_can_be_given(case)


def may_approve_variation(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Whoever proposed more time does not approve it."""
    return _may_approve(actor, case, VariationKind.MORE_TIME)


def may_approve_amount(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Whoever proposed another amount does not approve it."""
    return _may_approve(actor, case, VariationKind.ANOTHER_AMOUNT)


def _may_approve(actor: Actor, case: GrantAward, kind: VariationKind) -> RefusalCode | None:
    refused = may_refuse_variation(actor, case)
    if refused is not None:
        return refused
    proposed = proposed_variation(case)
    if proposed is None or proposed.kind is not kind:
        return AwardRefusal.NOTHING_PROPOSED
    return AwardRefusal.PROPOSED_BY_YOU if is_proposed_by(proposed, actor) else None


def may_answer_variation(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Lead and editor sign or decline what the office has agreed to."""
    refused = acts_for_grantee(actor, case)
    return refused or (AwardRefusal.NOT_TO_SIGN if variation_to_sign(case) is None else None)


def may_withdraw_variation(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """The office takes back what waits for the group, whoever proposed or approved it: to say no takes one
    person, and both may be gone."""
    refused = may_work(actor, case)
    return refused or (AwardRefusal.NOT_TO_SIGN if variation_to_sign(case) is None else None)


def may_refuse_variation(actor: Actor, case: GrantAward) -> RefusalCode | None:
    refused = may_work(actor, case)
    if refused is not None:
        return refused
    return AwardRefusal.NOTHING_PROPOSED if proposed_variation(case) is None else None


def waits_for_approval(run: PaymentRun) -> bool:
    return run.status is RunStatus.PREPARED


def run_stamp(run: PaymentRun) -> str:
    """What a run holds, so that whoever approves it approves what they looked at."""
    return "-".join(str(item.id) for item in sorted(run.items, key=lambda one: one.id))


def has_files(run: PaymentRun, lasts: timedelta) -> bool:
    """Whether money is being sent: the files say where to, for so long after the approval."""
    if run.status is not RunStatus.APPROVED or run.decided_at is None:
        return False
    return now() < run.decided_at + lasts


def may_approve_run(actor: Actor, run: PaymentRun) -> RefusalCode | None:
    """Whoever prepared a payment run does not approve it."""
    return AwardRefusal.PREPARED_BY_YOU if run.prepared_by_id == actor.actor_id else None

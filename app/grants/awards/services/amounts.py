"""A grant becomes another amount: an officer proposes it, a second one approves it, the group signs it.

The money of a raise is held when the second person approves, and goes back as it was booked where the group
does not sign. The money of a reduction goes back once the group has signed.
"""

from __future__ import annotations

from app.casework.services import taking_step
from app.grants.awards import emails, queries, rules
from app.grants.awards.agreement import hash_of, write_amount_amendment
from app.grants.awards.enums import AwardRefusal, Condition, VariationAction, VariationKind
from app.grants.awards.models import GrantAward, GrantVariation, Tranche
from app.grants.awards.process_words import Action
from app.grants.awards.services.following import give_time_to_report
from app.grants.awards.services.known import require_known
from app.grants.diligence.policy import needed_before_offer
from app.grants.funding.services import lower_promise, raise_promise
from app.kernel.actor import SYSTEM, Actor
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.workflow import advance


def propose_amount(
    award: GrantAward, *, minor: int, reason: str, actor: Actor, expected_version: int | None = None
) -> GrantVariation:
    """The office proposes that the whole grant be `minor`, in its currency. Raises REASON_MISSING,
    SUSPENDED_NOW, REPORT_IS_READ, VARIED_ALREADY, and what `check_amount` raises."""
    with taking_step(award, Action.PROPOSE_AMOUNT, actor=actor, expected_version=expected_version):
        if not reason.strip():
            raise DomainError(AwardRefusal.REASON_MISSING)
        check_amount(award, minor)
        made = GrantVariation(
            award=award,
            kind=VariationKind.ANOTHER_AMOUNT,
            by_group=False,
            amount_minor=minor,
            before_minor=award.amount_minor,
            reason=reason.strip(),
            proposed_by_id=actor.actor_id,
        )
        db.session.add(made)
        db.session.flush()
        return made


def check_amount(award: GrantAward, minor: int) -> None:
    """Raises SAME_AMOUNT; OVER_THE_CALL for more than the call gives; TOO_LITTLE for less than what was sent;
    IN_A_RUN where less is to be sent while a payment waits for approval."""
    if minor == award.amount_minor:
        raise DomainError(AwardRefusal.SAME_AMOUNT)
    if minor > award.amount_minor:
        if minor > award.application.call.largest_minor:
            raise DomainError(AwardRefusal.OVER_THE_CALL, most=award.application.call.largest)
        return
    if minor <= 0 or rules.reduced(award, minor) is None:
        raise DomainError(AwardRefusal.TOO_LITTLE, least=Money(rules.least_minor(award), award.currency))
    if queries.list_open_runs(award):
        raise DomainError(AwardRefusal.IN_A_RUN)


def send_to_sign(award: GrantAward, variation: GrantVariation, *, actor: Actor) -> None:
    """The second person's part: the money of a raise is held, and the further version of the agreement is
    written, as the group will sign it. Raises what `check_amount`, `require_known_for_more` and the ledger's
    `raise_promise` raise."""
    assert variation.amount_minor is not None
    check_amount(award, variation.amount_minor)
    if rules.is_raise(variation):
        more = variation.difference_minor
        variation.hold = raise_promise(award.commitment, minor=more, day=today(), actor=actor, by_grant=True)
        require_known_for_more(award)
    text, _digest = rules.agreement_now(award)
    variation.agreement = write_amount_amendment(
        text,
        number=len(rules.approved_variations(award)) + 1,
        amount=Money(variation.amount_minor, award.currency),
        before=award.amount,
        language=award.language,
    )
    variation.agreement_hash = hash_of(variation.agreement)
    advance(variation, VariationAction.SEND_TO_SIGN, actor=actor)
    variation.decided_at, variation.decided_by_id = now(), actor.actor_id


def require_known_for_more(award: GrantAward) -> None:
    """A grant that becomes so large that its group would have been checked before the offer waits for that
    check. Raises CHECK_NEEDED, CHECK_EXPIRED."""
    tier = queries.tier_of(award.commitment)
    if needed_before_offer(tier):
        require_known(award, tier, today())


def sign_variation(award: GrantAward, *, name: str, role: str, seen_hash: str, actor: Actor) -> None:
    """The group signs, with the name and role of who does it, what it has read: the new amount holds, and the
    payments follow it. Raises NOT_TO_SIGN, AGREEMENT_CHANGED, TOO_LITTLE."""
    with taking_step(award, Action.SIGN_VARIATION, actor=actor):
        variation = _to_sign(award)
        text = variation.agreement or ""
        if not seen_hash == variation.agreement_hash == hash_of(text):
            raise DomainError(AwardRefusal.AGREEMENT_CHANGED)
        variation.signed_name, variation.signed_role = name, role
        _settle(variation, VariationAction.SIGN, actor)
        _change_plan(award, variation)
        give_time_to_report(award)
    emails.tell_of_signed_amount(award)


def _change_plan(award: GrantAward, variation: GrantVariation) -> None:
    """A raise is a further part, which waits for those before it; a reduction takes from the parts that are
    not sent, the last one first, and gives the money back to its line."""
    assert variation.amount_minor is not None
    if rules.is_raise(variation):
        number = award.tranches[-1].number + 1
        part = Tranche(number=number, minor=variation.difference_minor, condition=Condition.RECEIPT)
        award.tranches.append(part)
        award.amount_minor = variation.amount_minor
        award.diligence = queries.tier_of(award.commitment)
        db.session.flush()
        db.session.refresh(part, ["paid_minor"])
        return
    left = rules.reduced(award, variation.amount_minor)
    if left is None:
        raise DomainError(AwardRefusal.TOO_LITTLE, least=Money(rules.least_minor(award), award.currency))
    for one in award.tranches:
        one.minor = left.get(one.number, one.minor)
    less = -variation.difference_minor
    # It follows from the signature: nobody in finance acts.
    lower_promise(award.commitment, minor=less, day=today(), actor=SYSTEM, by_grant=True)
    award.amount_minor = variation.amount_minor


def decline_variation(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """The group does not agree: the amount stays as it is. Raises NOT_TO_SIGN."""
    with taking_step(
        case, Action.DECLINE_VARIATION, actor=actor, note=note, expected_version=expected_version
    ):
        _leave(case, _to_sign(case), VariationAction.DECLINE, actor)
    emails.tell_of_variation(case)


def withdraw_variation(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """The office takes back what waits for the group, which reads why. Raises
    NOT_TO_SIGN."""
    with taking_step(
        case, Action.WITHDRAW_VARIATION, actor=actor, note=note, expected_version=expected_version
    ):
        variation = _to_sign(case)
        variation.answer = note
        _leave(case, variation, VariationAction.WITHDRAW, actor)
    emails.tell_of_variation(case)


def end_variation(award: GrantAward, *, actor: Actor) -> None:
    """The grant ends: nothing waits any longer, and what was held for a raise goes back to its line."""
    variation = rules.open_variation(award)
    if variation is not None:
        _leave(award, variation, VariationAction.END, actor)


def _leave(award: GrantAward, variation: GrantVariation, action: VariationAction, actor: Actor) -> None:
    """Nothing is changed. The group could not report meanwhile, so it has as much longer for that."""
    waited = now() - variation.decided_at if variation.decided_at is not None else None
    _settle(variation, action, actor)
    if variation.hold is not None:
        lower_promise(
            award.commitment,
            minor=variation.hold.promised_minor,
            day=today(),
            actor=SYSTEM,
            origin=variation.hold,
            by_grant=True,
        )
    if waited is not None and rules.is_paid_out(award):
        award.go_on_after(waited)


def _to_sign(award: GrantAward) -> GrantVariation:
    variation = rules.variation_to_sign(award)
    if variation is None:
        raise DomainError(AwardRefusal.NOT_TO_SIGN)
    return variation


def _settle(variation: GrantVariation, action: VariationAction, actor: Actor) -> None:
    advance(variation, action, actor=actor)
    variation.settled_at, variation.settled_by_id = now(), actor.actor_id

"""Money that goes to grantees, comes back from them, and becomes a cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Evidence, FactKind, FundingRefusal
from app.grants.funding.models import Account, Commitment, Fact, TermsVersion
from app.grants.funding.queries import cash_back, holding, is_answered, sums, taken_back
from app.grants.funding.queries.balances import free_cash
from app.grants.funding.rules import at_cost, refuse_statement
from app.grants.funding.services.ledger import (
    charged,
    check_amount,
    check_currency,
    check_running,
    check_second,
    hold_fund,
    in_fund,
    new_act,
    require_with,
    version_on,
    write,
)
from app.kernel.actor import Actor
from app.kernel.errors import DomainError
from app.kernel.money import Money

PAYMENTS = (FactKind.PAYMENT, FactKind.REISSUE)


def pay(
    commitment: Commitment,
    *,
    tranche: int,
    minor: int,
    account: Account,
    day: date,
    actor: Actor,
    approver: Actor,
    act: str | None = None,
    payee: str | None = None,
    despite_cash: bool = False,
) -> Fact:
    """Pay `minor` units of the commitment's currency from an account in that currency.

    `act` is shared by the facts of one transfer for several grantees. `despite_cash`: the approver knows
    that the money of another fund is used. Raises SAME_PERSON, SUSPENDED, COMMITMENT_EXCEEDED, CASH_SHORT.
    """
    return _pay(
        FactKind.PAYMENT,
        commitment,
        commitment.version,
        tranche=tranche,
        minor=minor,
        account=account,
        day=day,
        actor=actor,
        approver=approver,
        act=act or new_act(),
        payee=payee,
        despite_cash=despite_cash,
    )


def reissue(
    origin: Fact,
    *,
    account: Account,
    day: date,
    actor: Actor,
    approver: Actor,
    act: str | None = None,
    payee: str | None = None,
) -> Fact:
    """Pay again what came back: a payment of its own, under the terms of its day, linked to the first.

    Raises NOT_RETURNED, also when that was done already, and what `pay` raises.
    """
    hold_fund(origin.fund, actor=actor)
    commitment = origin.commitment
    back, again = (taken_back(origin, kind).promised for kind in (FactKind.RETURN, FactKind.REISSUE))
    if commitment is None or not back or again:
        raise DomainError(FundingRefusal.NOT_RETURNED)
    return _pay(
        FactKind.REISSUE,
        commitment,
        version_on(origin.fund, day),
        tranche=origin.tranche or 1,
        minor=-origin.promised_minor,
        account=account,
        day=day,
        actor=actor,
        approver=approver,
        act=act or new_act(),
        payee=payee,
        origin=origin,
    )


def _pay(
    kind: FactKind,
    commitment: Commitment,
    version: TermsVersion | None,
    *,
    tranche: int,
    minor: int,
    account: Account,
    day: date,
    actor: Actor,
    approver: Actor,
    act: str,
    payee: str | None,
    origin: Fact | None = None,
    despite_cash: bool = False,
) -> Fact:
    fund = commitment.line.fund
    hold_fund(fund, actor=actor)
    check_second(fund, actor, approver)
    check_amount(minor)
    check_running(fund, day)
    check_currency(account, commitment.currency)
    held = sums(Fact.commitment_id == commitment.id)
    if minor > held.promised:
        raise DomainError(
            FundingRefusal.COMMITMENT_EXCEEDED,
            ref=commitment.ref,
            over=Money(minor - held.promised, commitment.currency),
        )
    in_account, _cost = holding(fund, account)
    if minor > in_account and not despite_cash:
        raise DomainError(
            FundingRefusal.CASH_SHORT,
            free=in_fund(fund, free_cash(fund, until=day)),
            needs=in_fund(fund, -charged(fund, account, minor, day)["value_minor"]),
        )
    cost = charged(fund, account, minor, day)
    return write(
        fund,
        kind,
        day=day,
        act=act,
        actor=actor,
        line=commitment.line,
        commitment=commitment,
        allocation_id=commitment.allocation_id,
        tranche=tranche,
        payee=payee,
        account=account,
        cash_minor=-minor,
        promised_minor=-minor,
        committed_minor=-at_cost(held.promised, held.committed, minor),
        paid_minor=-cost["value_minor"],
        terms_id=version.id if version is not None else None,
        origin=origin,
        approved_by_id=approver.actor_id,
        **cost,
    )


def take_back(origin: Fact, *, day: date, actor: Actor) -> Fact:
    """The payment never arrived: reverse it exactly as it was booked. What the bank kept is a charge of its
    own. Raises ALREADY_RETURNED."""
    fund = origin.fund
    hold_fund(fund, actor=actor)
    if origin.kind not in PAYMENTS or is_answered(origin):
        raise DomainError(FundingRefusal.ALREADY_RETURNED)
    return write(
        fund,
        FactKind.RETURN,
        day=day,
        of_day=origin.of_day,
        act=new_act(),
        actor=actor,
        account=origin.account,
        cash_minor=-origin.cash_minor,
        value_minor=-origin.value_minor,
        promised_minor=-origin.promised_minor,
        committed_minor=-origin.committed_minor,
        paid_minor=-origin.paid_minor,
        **_of(origin),
    )


def refund(origin: Fact, *, minor: int, account: Account, day: date, actor: Actor, note: str = "") -> Fact:
    """The grantee gives back a part of a payment, in its currency, valued at the payment's own rate; the last
    part is worth all that is left. What is accepted and no longer paid is taken back with it.

    What was promised is not open again. Raises MORE_THAN_PAID, WRONG_CURRENCY, NOT_A_PAYMENT.
    """
    fund = origin.fund
    hold_fund(fund, actor=actor)
    check_amount(minor)
    _check_payment(origin)
    check_currency(account, _currency(origin))
    left = _not_yet_back(origin)
    if minor > left:
        raise DomainError(FundingRefusal.MORE_THAN_PAID, left=Money(left, account.currency))
    still, accepted = _still_paid(origin), _accepted(origin)
    value = at_cost(left, still, minor)
    return write(
        fund,
        FactKind.REFUND,
        day=day,
        of_day=origin.of_day,
        act=new_act(),
        actor=actor,
        account=account,
        cash_minor=minor,
        value_minor=value,
        paid_minor=-value,
        accepted_minor=-max(0, accepted - (still - value)),
        **_of(origin),
        note=note,
    )


def accept(
    origin: Fact,
    *,
    claimed: int,
    admitted: int,
    evidence: Evidence,
    day: date,
    actor: Actor,
    approver: Actor | None = None,
    act: str | None = None,
    note: str = "",
) -> Fact:
    """Accept an expense against a payment: amounts in the payment's currency, valued at its rate.

    An attestation takes a second officer; signed statements count together for one award. Raises
    CLAIM_EXCEEDED, MORE_THAN_PAID, STATEMENT_TOO_LARGE, SAME_PERSON, NOT_A_PAYMENT.
    """
    fund = origin.fund
    hold_fund(fund, actor=actor)
    check_amount(admitted)
    _check_payment(origin)
    if evidence is Evidence.ATTESTATION:
        check_second(fund, actor, approver or actor)
    if admitted > claimed:
        raise DomainError(FundingRefusal.CLAIM_EXCEEDED, over=Money(admitted - claimed, _currency(origin)))
    value = at_cost(-origin.cash_minor, origin.paid_minor, admitted)
    if value > _still_paid(origin) - _accepted(origin):
        raise DomainError(FundingRefusal.MORE_THAN_PAID, left=Money(_not_yet_back(origin), _currency(origin)))
    terms = origin.commitment.terms if origin.commitment is not None else None
    if terms is not None:
        require_with(
            refuse_statement(terms, evidence, value + _stated(origin)),
            lambda: {
                "most": in_fund(fund, terms.statement_ceiling or 0),
                "clause": terms.clause("statement_ceiling"),
            },
        )
    return write(
        fund,
        FactKind.ACCEPTED_EXPENSE,
        day=day,
        act=act or new_act(),
        actor=actor,
        accepted_minor=value,
        evidence=evidence,
        **_of(origin),
        approved_by_id=approver.actor_id if approver is not None else None,
        note=note,
    )


def _check_payment(origin: Fact) -> None:
    if origin.kind not in PAYMENTS:
        raise DomainError(FundingRefusal.NOT_A_PAYMENT)


def _still_paid(origin: Fact) -> int:
    """What a payment is worth in the fund's currency, less what came back of it. What was sent again is a
    payment of its own."""
    back = (taken_back(origin, kind).paid for kind in (FactKind.RETURN, FactKind.REFUND))
    return origin.paid_minor + sum(back)


def _accepted(origin: Fact) -> int:
    """What is accepted on a payment, in the fund's currency."""
    return sum(taken_back(origin, kind).accepted for kind in (FactKind.ACCEPTED_EXPENSE, FactKind.REFUND))


def _stated(origin: Fact) -> int:
    """What was accepted on signed statements for the same award, in the fund's currency."""
    return sums(
        Fact.commitment_id == origin.commitment_id, Fact.evidence == Evidence.SIGNED_STATEMENT
    ).accepted


def _currency(origin: Fact) -> str:
    """The currency that a payment was made in."""
    return origin.account.currency if origin.account is not None else origin.fund.currency or ""


def _not_yet_back(origin: Fact) -> int:
    """What of a payment was neither returned nor refunded, in the currency of its account."""
    return -origin.cash_minor - cash_back(origin)


def _of(origin: Fact) -> dict[str, Any]:
    """The columns in which a fact is like the one that it goes back to."""
    names = ("line", "commitment", "allocation_id", "tranche", "payee", "rate", "rate_source", "terms_id")
    return {name: getattr(origin, name) for name in names} | {"origin": origin}

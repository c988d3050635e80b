"""Money that goes to grantees, comes back from them, and becomes a cost."""

from __future__ import annotations

from datetime import date

from app.grants.funding.enums import Evidence, FactKind, FundingRefusal
from app.grants.funding.models import Account, Commitment, Fact, TermsVersion
from app.grants.funding.queries import cash_back, holding, is_answered, sums, taken_back
from app.grants.funding.queries.balances import free_cash
from app.grants.funding.rules import at_cost, refuse_statement
from app.grants.funding.services.ledger import (
    charged,
    check_amount,
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
    payee: str | None = None,
) -> Fact:
    """Pay again what came back: a payment of its own, under the terms of its day, linked to the first."""
    commitment = origin.commitment
    if commitment is None or not taken_back(origin, FactKind.RETURN).promised:
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
        act=new_act(),
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
    check_second(actor, approver)
    check_amount(minor)
    check_running(fund, day)
    if account.currency != commitment.currency:
        raise DomainError(FundingRefusal.WRONG_CURRENCY, wanted=commitment.currency)
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
        line=origin.line,
        commitment=origin.commitment,
        allocation_id=origin.allocation_id,
        tranche=origin.tranche,
        payee=origin.payee,
        account=origin.account,
        cash_minor=-origin.cash_minor,
        value_minor=-origin.value_minor,
        promised_minor=-origin.promised_minor,
        committed_minor=-origin.committed_minor,
        paid_minor=-origin.paid_minor,
        rate=origin.rate,
        rate_source=origin.rate_source,
        terms_id=origin.terms_id,
        origin=origin,
    )


def refund(origin: Fact, *, minor: int, account: Account, day: date, actor: Actor, note: str = "") -> Fact:
    """The grantee gives back a part of a payment, in its currency, valued at the payment's own rate.

    What was promised is not open again. Raises MORE_THAN_PAID, WRONG_CURRENCY.
    """
    fund = origin.fund
    hold_fund(fund, actor=actor)
    check_amount(minor)
    if origin.account is None or account.currency != origin.account.currency:
        raise DomainError(FundingRefusal.WRONG_CURRENCY, wanted=account.currency)
    left = _not_yet_back(origin)
    if minor > left:
        raise DomainError(FundingRefusal.MORE_THAN_PAID, left=Money(left, account.currency))
    value = at_cost(-origin.cash_minor, origin.paid_minor, minor)
    return write(
        fund,
        FactKind.REFUND,
        day=day,
        of_day=origin.of_day,
        act=new_act(),
        actor=actor,
        line=origin.line,
        commitment=origin.commitment,
        allocation_id=origin.allocation_id,
        tranche=origin.tranche,
        payee=origin.payee,
        account=account,
        cash_minor=minor,
        value_minor=value,
        paid_minor=-value,
        rate=origin.rate,
        rate_source=origin.rate_source,
        terms_id=origin.terms_id,
        origin=origin,
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
    note: str = "",
) -> Fact:
    """Accept an expense against a payment: amounts in the payment's currency, valued at its rate.

    An attestation takes a second officer. Raises CLAIM_EXCEEDED, MORE_THAN_PAID, STATEMENT_TOO_LARGE,
    SAME_PERSON.
    """
    fund = origin.fund
    hold_fund(fund, actor=actor)
    check_amount(admitted)
    if evidence is Evidence.ATTESTATION:
        check_second(actor, approver or actor)
    if admitted > claimed:
        raise DomainError(FundingRefusal.CLAIM_EXCEEDED, over=Money(admitted - claimed, _currency(origin)))
    value = at_cost(-origin.cash_minor, origin.paid_minor, admitted)
    still = origin.paid_minor + sums(Fact.origin_id == origin.id).paid
    if value > still - taken_back(origin, FactKind.ACCEPTED_EXPENSE).accepted:
        raise DomainError(FundingRefusal.MORE_THAN_PAID, left=Money(_not_yet_back(origin), _currency(origin)))
    terms = origin.commitment.terms if origin.commitment is not None else None
    if terms is not None:
        require_with(
            refuse_statement(terms, evidence, value),
            lambda: {
                "most": in_fund(fund, terms.statement_ceiling or 0),
                "clause": terms.clause("statement_ceiling"),
            },
        )
    return write(
        fund,
        FactKind.ACCEPTED_EXPENSE,
        day=day,
        act=new_act(),
        actor=actor,
        line=origin.line,
        commitment=origin.commitment,
        allocation_id=origin.allocation_id,
        tranche=origin.tranche,
        payee=origin.payee,
        accepted_minor=value,
        evidence=evidence,
        rate=origin.rate,
        rate_source=origin.rate_source,
        terms_id=origin.terms_id,
        origin=origin,
        approved_by_id=approver.actor_id if approver is not None else None,
        note=note,
    )


def _currency(origin: Fact) -> str:
    """The currency that a payment was made in."""
    return origin.account.currency if origin.account is not None else origin.fund.currency or ""


def _not_yet_back(origin: Fact) -> int:
    """What of a payment was neither returned nor refunded, in the currency of its account."""
    return -origin.cash_minor - cash_back(origin)

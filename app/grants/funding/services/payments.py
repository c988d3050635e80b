"""Money that goes to grantees, comes back from them, and becomes a cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Act, Evidence, FactKind, FundingRefusal
from app.grants.funding.models import Account, Commitment, Fact, TermsVersion
from app.grants.funding.queries import is_answered, sums, taken_back
from app.grants.funding.queries.commitments import is_tranche_paid, stated
from app.grants.funding.queries.facts import Left, left_of
from app.grants.funding.rules import at_cost, refuse_statement
from app.grants.funding.services.ceilings import check_award
from app.grants.funding.services.ledger import (
    PAYMENTS,
    Held,
    begin,
    charged,
    check_amount,
    check_cash,
    check_currency,
    check_not_granted,
    check_payment,
    check_second,
    in_fund,
    require_with,
    version_on,
)
from app.kernel.actor import Actor
from app.kernel.errors import DomainError
from app.kernel.money import Money


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
    by_grant: bool = False,
) -> Fact:
    """Pay `minor` units of the commitment's currency from an account in that currency.

    `act` is shared by the facts of one transfer for several grantees. `despite_cash`: the approver knows
    that the money of another fund is used. Raises SAME_PERSON, SUSPENDED, COMMITMENT_EXCEEDED, TRANCHE_PAID,
    CASH_SHORT; OF_A_GRANT, but for the grant itself (`by_grant`).
    """
    fund = commitment.line.fund
    begun = begin(Act.PAY, fund, actor=actor, day=day, ref=act)
    check_second(fund, actor, approver)
    check_not_granted(commitment, by_grant=by_grant)
    return _pay(
        begun,
        FactKind.PAYMENT,
        commitment,
        commitment.version,
        minor,
        day=day,
        account=account,
        tranche=tranche,
        despite_cash=despite_cash,
        payee=payee,
        approved_by_id=approver.actor_id,
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
    despite_cash: bool = False,
) -> Fact:
    """Pay again what came back: a payment of its own, under the terms of its day, linked to the first.

    Raises NOT_RETURNED, also when that was done already, and what `pay` raises.
    """
    fund = origin.fund
    begun = begin(Act.REISSUE, fund, actor=actor, day=day, ref=act)
    check_second(fund, actor, approver)
    commitment = origin.commitment
    back, again = (taken_back(origin, kind).promised for kind in (FactKind.RETURN, FactKind.REISSUE))
    if commitment is None or not back or again:
        raise DomainError(FundingRefusal.NOT_RETURNED)
    check_not_granted(commitment, by_grant=False)
    return _pay(
        begun,
        FactKind.REISSUE,
        commitment,
        version_on(fund, day),
        -origin.promised_minor,
        day=day,
        account=account,
        tranche=origin.tranche or 1,
        despite_cash=despite_cash,
        payee=payee,
        origin=origin,
        approved_by_id=approver.actor_id,
    )


def _pay(
    begun: Held,
    kind: FactKind,
    commitment: Commitment,
    version: TermsVersion | None,
    minor: int,
    *,
    day: date,
    account: Account,
    tranche: int,
    despite_cash: bool,
    **columns: Any,
) -> Fact:
    fund = commitment.line.fund
    check_amount(minor)
    check_currency(account, commitment.currency)
    held = sums(Fact.commitment_id == commitment.id)
    check_award(commitment, minor, held.promised)
    if is_tranche_paid(commitment, tranche):
        raise DomainError(FundingRefusal.TRANCHE_PAID, ref=commitment.ref, tranche=tranche)
    if not despite_cash:
        check_cash(fund, account, minor, day=day)
    cost = charged(fund, account, minor, day)
    return begun.write(
        fund,
        kind,
        day=day,
        line=commitment.line,
        commitment=commitment,
        allocation_id=commitment.allocation_id,
        tranche=tranche,
        account=account,
        cash_minor=-minor,
        promised_minor=-minor,
        committed_minor=-at_cost(held.promised, held.committed, minor),
        paid_minor=-cost["value_minor"],
        terms_id=version.id if version is not None else None,
        **cost,
        **columns,
    )


def take_back(origin: Fact, *, day: date, actor: Actor) -> Fact:
    """The payment never arrived: reverse it exactly as it was booked. What the bank kept is a charge of its
    own. Raises ALREADY_RETURNED."""
    fund = origin.fund
    begun = begin(Act.TAKE_BACK, fund, actor=actor)
    if origin.kind not in PAYMENTS or is_answered(origin):
        raise DomainError(FundingRefusal.ALREADY_RETURNED)
    return begun.write(
        fund,
        FactKind.RETURN,
        day=day,
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
    part is worth all that is left. What was not accepted comes back first, then what was.

    What was promised is not open again. Raises MORE_THAN_PAID, WRONG_CURRENCY, NOT_A_PAYMENT.
    """
    fund = origin.fund
    begun = begin(Act.REFUND, fund, actor=actor)
    check_amount(minor)
    check_payment(origin)
    check_currency(account, _currency(origin))
    left = left_of(origin)
    if minor > left.open_cash + left.settled:
        raise DomainError(
            FundingRefusal.MORE_THAN_PAID, left=Money(left.open_cash + left.settled, account.currency)
        )
    unsettled = min(minor, left.open_cash)
    settled = minor - unsettled
    accepted = at_cost(left.settled, left.accepted, settled) if settled else 0
    value = accepted + (at_cost(left.open_cash, left.open_value, unsettled) if unsettled else 0)
    return begun.write(
        fund,
        FactKind.REFUND,
        day=day,
        account=account,
        cash_minor=minor,
        value_minor=value,
        paid_minor=-value,
        accepted_minor=-accepted,
        settled_minor=-settled,
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
    """Accept an expense against a payment: amounts in the payment's currency, valued at its rate. The last
    one is worth all that is left.

    An attestation takes a second officer; signed statements count together for one award. Raises
    CLAIM_EXCEEDED, MORE_THAN_PAID, STATEMENT_TOO_LARGE, SAME_PERSON, NOT_A_PAYMENT.
    """
    fund = origin.fund
    begun = begin(Act.ACCEPT, fund, actor=actor, ref=act)
    check_amount(admitted)
    check_payment(origin)
    if evidence is Evidence.ATTESTATION:
        check_second(fund, actor, approver or actor)
    if admitted > claimed:
        raise DomainError(FundingRefusal.CLAIM_EXCEEDED, over=Money(admitted - claimed, _currency(origin)))
    value = _value_of_open(origin, left_of(origin), admitted)
    _check_statement(origin, evidence, value)
    return begun.write(
        fund,
        FactKind.ACCEPTED_EXPENSE,
        day=day,
        accepted_minor=value,
        claimed_minor=claimed,
        settled_minor=admitted,
        evidence=evidence,
        **_of(origin, of_day=day),
        approved_by_id=approver.actor_id if approver is not None else None,
        note=note,
    )


def _value_of_open(origin: Fact, left: Left, minor: int) -> int:
    """What a part of a payment that is neither back nor settled is worth. Raises MORE_THAN_PAID."""
    if minor > left.open_cash:
        raise DomainError(FundingRefusal.MORE_THAN_PAID, left=Money(left.open_cash, _currency(origin)))
    return at_cost(left.open_cash, left.open_value, minor)


def _check_statement(origin: Fact, evidence: Evidence, value: int) -> None:
    commitment = origin.commitment
    if commitment is None:
        return
    terms = commitment.terms
    require_with(
        refuse_statement(terms, evidence, value + stated(commitment)),
        lambda: {
            "most": in_fund(origin.fund, terms.statement_ceiling or 0),
            "ref": commitment.ref,
            "clause": terms.clause("statement_ceiling"),
        },
    )


def _currency(origin: Fact) -> str:
    """The currency that a payment was made in."""
    return origin.account.currency if origin.account is not None else origin.fund.currency or ""


def _of(origin: Fact, *, of_day: date | None = None) -> dict[str, Any]:
    """The columns in which a fact is like the one that it goes back to."""
    names = ("line", "commitment", "allocation_id", "tranche", "payee", "rate", "rate_source", "terms_id")
    columns = {name: getattr(origin, name) for name in names}
    return columns | {"origin": origin, "of_day": of_day or origin.of_day}

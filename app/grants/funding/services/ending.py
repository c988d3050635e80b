"""The end of an award: what is left is carried over or goes back, then nothing is booked on it but what comes
after the end by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Act, FactKind, FundAction, FundingRefusal, Recognition
from app.grants.funding.models import Account, Fact, Fund
from app.grants.funding.queries import holding, sums
from app.grants.funding.queries.balances import free_cash, list_holdings
from app.grants.funding.queries.facts import moved_by
from app.grants.funding.rules import largest_carry_over, terms_of
from app.grants.funding.services.ledger import (
    Held,
    begin,
    check_amount,
    check_currency,
    check_second,
    hold,
    in_fund,
)
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.errors import DomainError, require
from app.kernel.workflow import advance, refusal


def repay(
    fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, approver: Actor, note: str = ""
) -> Fact:
    """Money that was not spent, and interest where the terms say so, goes back to the donor.

    Raises SAME_PERSON, MORE_THAN_LEFT, WRONG_CURRENCY.
    """
    begun = begin(Act.REPAY, fund, actor=actor)
    check_second(fund, actor, approver)
    check_amount(minor)
    check_currency(account, fund.currency)
    _check_left(fund, account, minor, day)
    return _leave(begun, FactKind.REPAYMENT, fund, account, minor, day, approver, note)


def carry_over(
    fund: Fund,
    following: Fund,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    approver: Actor,
    consented: bool = False,
    note: str = "",
) -> None:
    """Money that was not spent goes on in the donor's following award, up to what the terms let stay.

    `consented`: the donor agreed in writing. Raises SAME_PERSON, ANOTHER_DONOR, MORE_THAN_LEFT,
    CARRY_OVER_NEEDS_CONSENT, WRONG_CURRENCY.
    """
    begun = begin(Act.CARRY_OVER, fund, following, actor=actor)
    check_second(fund, actor, approver)
    check_amount(minor)
    check_currency(account, fund.currency)
    if following.id == fund.id or following.donor_id != fund.donor_id or fund.currency != following.currency:
        raise DomainError(FundingRefusal.ANOTHER_DONOR)
    terms = terms_of(fund, day)
    gone_on = -moved_by(fund, FactKind.CARRIED_OVER, Fact.value_minor < 0)
    most = largest_carry_over(terms, fund.agreed_minor) - gone_on
    if not consented and minor > most:
        raise DomainError(
            FundingRefusal.CARRY_OVER_NEEDS_CONSENT,
            most=in_fund(fund, max(0, most)),
            clause=terms.clause("carry_over_percent"),
        )
    interest = moved_by(fund, FactKind.INTEREST) + moved_by(fund, FactKind.REPAYMENT)
    _check_left(fund, account, minor, day, besides=max(0, interest) if terms.interest_returned else 0)
    _leave(begun, FactKind.CARRIED_OVER, fund, account, minor, day, approver, note)
    _leave(begun, FactKind.CARRIED_OVER, following, account, -minor, day, approver, note)


def start_closing(fund: Fund, *, actor: Actor) -> None:
    """Nothing new is promised: what was promised is still paid and accounted for."""
    hold(fund, actor=actor)
    advance(fund, FundAction.START_CLOSING, actor=actor)


def close_award(fund: Fund, *, actor: Actor) -> None:
    """All ties out and nothing is left. Raises PERIODS_OPEN, NOT_SETTLED with what is still promised,
    advanced or held."""
    hold(fund, actor=actor)
    require(refusal(actor, fund, FundAction.CLOSE))
    if any(one.closed_at is None for one in fund.periods):
        raise DomainError(FundingRefusal.PERIODS_OPEN)
    held = sums(Fact.fund_id == fund.id)
    waits = terms_of(fund, today()).recognition is Recognition.WHEN_ACCEPTED
    advances = held.paid - held.accepted if waits else 0
    cash = sum(one.cost for one in list_holdings(fund, today()))
    if held.promised or held.committed or advances or cash:
        raise DomainError(
            FundingRefusal.NOT_SETTLED,
            promised=in_fund(fund, held.committed),
            advances=in_fund(fund, advances),
            cash=in_fund(fund, cash),
        )
    advance(fund, FundAction.CLOSE, actor=actor)


def terminate(fund: Fund, *, actor: Actor) -> None:
    """The award ends before its time: nothing is promised or paid any more, and what is left goes back."""
    hold(fund, actor=actor)
    advance(fund, FundAction.TERMINATE, actor=actor)


def _check_left(fund: Fund, account: Account, minor: int, day: date, *, besides: int = 0) -> None:
    """Raises MORE_THAN_LEFT: own funds' indirect costs are no money of the donor's any more, and `besides`
    has to stay for something else."""
    most = min(holding(fund, account)[0], free_cash(fund, until=day) - besides)
    if minor > most:
        raise DomainError(FundingRefusal.MORE_THAN_LEFT, most=in_fund(fund, max(0, most)))


def _leave(
    begun: Held,
    kind: FactKind,
    fund: Fund,
    account: Account,
    minor: int,
    day: date,
    approver: Actor,
    note: str,
) -> Fact:
    moved: dict[str, Any] = {"account": account, "cash_minor": -minor, "value_minor": -minor}
    return begun.write(fund, kind, day=day, approved_by_id=approver.actor_id, note=note, **moved)

"""The end of an award: what is left is carried over or goes back, then nothing is booked on it but what comes
after the end by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Act, FactKind, FundAction, FundingRefusal
from app.grants.funding.models import Account, Fact, Fund
from app.grants.funding.queries import holding, list_following
from app.grants.funding.queries.balances import free_cash, unsettled
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
    fund: Fund,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    approver: Actor,
    act: str | None = None,
    note: str = "",
) -> Fact:
    """Money that was not spent, and interest where the terms say so, goes back to the donor.

    Raises SAME_PERSON, MORE_THAN_LEFT, WRONG_CURRENCY.
    """
    begun = begin(Act.REPAY, fund, actor=actor, ref=act)
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
    act: str | None = None,
    note: str = "",
) -> None:
    """Money that was not spent goes on in the donor's following award, up to what the terms let stay.

    `consented`: the donor agreed in writing. Raises SAME_PERSON, ANOTHER_DONOR, MORE_THAN_LEFT,
    CARRY_OVER_NEEDS_CONSENT, WRONG_CURRENCY.
    """
    begun = begin(Act.CARRY_OVER, fund, following, actor=actor, ref=act)
    check_second(fund, actor, approver)
    check_amount(minor)
    check_currency(account, fund.currency)
    if following.id not in {one.id for one in list_following(fund)}:
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
    left = unsettled(fund, today())
    if left.is_something:
        raise DomainError(
            FundingRefusal.NOT_SETTLED,
            promised=in_fund(fund, left.committed),
            advances=in_fund(fund, left.advances),
            cash=in_fund(fund, left.cash),
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

"""The end of a period: indirect costs and exchange losses are settled, then nothing is booked in it any more.
And what comes after the end: an audit that takes back a cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Category, FactKind, FundingRefusal
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period
from app.grants.funding.queries import find_own_fund, sums
from app.grants.funding.queries.balances import exchange_loss_open, indirect_accrued, recognised
from app.grants.funding.queries.facts import of_period
from app.grants.funding.rules import counts_for_indirect, indirect_due, terms_of
from app.grants.funding.services.ledger import (
    check_amount,
    check_currency,
    hold_fund,
    in_fund,
    new_act,
    write,
)
from app.grants.funding.services.promises import revised
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.errors import DomainError


def close_period(period: Period, fund: Fund, *, account: Account, actor: Actor) -> None:
    """Settle a period with own funds through `account`, and close it. One that is closed stays as it is.

    Raises EARLIER_PERIOD_OPEN, DAY_TO_COME while it lasts, NOT_OF_THIS_FUND, WRONG_CURRENCY.
    """
    own = own_fund_of(fund)
    hold_fund(fund, own, actor=actor)
    check_currency(account, fund.currency)
    if period.fund_id != fund.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    if period.ends_on >= today():
        raise DomainError(FundingRefusal.DAY_TO_COME)
    if any(one.closed_at is None and one.starts_on < period.starts_on for one in fund.periods):
        raise DomainError(FundingRefusal.EARLIER_PERIOD_OPEN)
    if period.closed_at is not None:
        return
    charge_indirect(fund, own, account=account, day=period.ends_on, actor=actor)
    cover_exchange_loss(fund, own, account=account, day=period.ends_on, actor=actor)
    period.closed_at, period.closed_by_id = now(), actor.actor_id
    audit.record(
        "fund.period_closed",
        subject="fund",
        subject_id=fund.id,
        actor=actor,
        body_id=fund.body_id,
        details={"period": period.id},
    )


def charge_indirect(fund: Fund, own: Fund, *, account: Account, day: date, actor: Actor) -> None:
    """Charge what was earned and not charged yet, as far as the line reaches, and give it to own funds."""
    line = next((one for one in fund.lines if one.category is Category.INDIRECT), None)
    if line is None:
        return
    due = min(indirect_accrued(fund, day), revised(line) - sums(Fact.line_id == line.id).paid)
    if due == 0:
        return
    act = new_act()
    write(
        fund,
        FactKind.INDIRECT,
        day=day,
        act=act,
        actor=actor,
        line=line,
        account=account,
        cash_minor=-due,
        value_minor=-due,
        paid_minor=due,
        accepted_minor=due,
    )
    write(own, FactKind.INDIRECT, day=day, act=act, actor=actor, account=account, cash_minor=due)


def cover_exchange_loss(fund: Fund, own: Fund, *, account: Account, day: date, actor: Actor) -> None:
    """Own funds bear what exchange took and the terms do not let the donor pay."""
    lost = exchange_loss_open(fund, day)
    if lost != 0:
        about: dict[str, Any] = {"day": day, "act": new_act(), "actor": actor}
        _bear(FactKind.EXCHANGE_LOSS, fund, own, minor=lost, account=account, **about)


def disallow(
    line: BudgetLine,
    *,
    minor: int,
    concerns: Period,
    account: Account,
    day: date,
    actor: Actor,
    note: str = "",
) -> None:
    """An audit takes back a cost of a period, in minor units of the fund's currency: own funds bear it, with
    the indirect costs that were charged on it, and the donor is repaid.

    Raises MORE_THAN_REPORTED, NOT_OF_THIS_FUND, WRONG_CURRENCY.
    """
    fund = line.fund
    own = own_fund_of(fund)
    hold_fund(fund, own, actor=actor)
    check_amount(minor)
    check_currency(account, fund.currency)
    if concerns.fund_id != fund.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    taken = _taken_with(line, minor, concerns)
    about: dict[str, Any] = {"day": day, "act": new_act(), "actor": actor, "concerns_id": concerns.id}
    for one, amount in taken:
        write(
            fund,
            FactKind.DISALLOWANCE,
            of_day=concerns.ends_on,
            line=one,
            paid_minor=-amount,
            accepted_minor=-amount,
            note=note,
            **about,
        )
    total = sum(amount for _line, amount in taken)
    _bear(FactKind.COVER, fund, own, minor=total, account=account, **about)
    write(
        fund, FactKind.REPAYMENT, account=account, cash_minor=-total, value_minor=-total, note=note, **about
    )


def _taken_with(line: BudgetLine, minor: int, concerns: Period) -> list[tuple[BudgetLine, int]]:
    """What goes with a cost of a period: the cost itself, and the indirect costs that were charged on it,
    each with its line. Raises MORE_THAN_REPORTED."""
    fund = line.fund
    terms = terms_of(fund, concerns.ends_on)
    held = sums(Fact.line_id == line.id, of_period(fund, concerns))
    reported = recognised(terms, held.paid, held.accepted)
    if minor > reported:
        raise DomainError(FundingRefusal.MORE_THAN_REPORTED, line=line.code, most=in_fund(fund, reported))
    indirect = next((one for one in fund.lines if one.category is Category.INDIRECT), None)
    charged = indirect_due([(terms, minor)]) if counts_for_indirect(terms, line.category) else 0
    return [(line, minor), *([(indirect, charged)] if indirect is not None and charged else [])]


def own_fund_of(fund: Fund) -> Fund:
    """The own funds of the network. Raises NO_SUCH_FUND."""
    own = find_own_fund(fund.body_id)
    if own is None:
        raise DomainError(FundingRefusal.NO_SUCH_FUND)
    return own


def _bear(kind: FactKind, fund: Fund, own: Fund, *, minor: int, account: Account, **about: Any) -> None:
    """Move cash from own funds to the fund. `about` says when, by whom and in which act; what it concerns is
    a period of the fund."""
    write(fund, kind, account=account, cash_minor=minor, value_minor=minor, **about)
    about.pop("concerns_id", None)
    write(own, kind, account=account, cash_minor=-minor, **about)

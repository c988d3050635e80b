"""Money that arrives, changes account, earns interest or pays the network's own costs."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import FactKind, FundingRefusal, RateSource
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period
from app.grants.funding.queries import sums
from app.grants.funding.queries.balances import list_holdings
from app.grants.funding.rules import at_cost, gap_around, terms_of
from app.grants.funding.services.ledger import (
    charged,
    check_amount,
    check_currency,
    check_own,
    check_period,
    check_tags,
    hold_fund,
    in_fund,
    new_act,
    period_of,
    write,
)
from app.grants.funding.services.promises import revised
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.errors import DomainError
from app.kernel.money import Money


def receive(fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str = "") -> Fact:
    """Money of the donor arrives, in the fund's currency. What a bank kept of it is a charge of its own. Own
    funds receive too, in any account: what members pay, and gifts that are tied to nothing."""
    return _arrive(FactKind.RECEIVED, fund, account, minor=minor, day=day, actor=actor, note=note)


def open_with(fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str = "") -> Fact:
    """What own funds held when the books began. Raises ONLY_OWN_FUNDS: a donor's award begins with nothing,
    and what comes in is received from the donor."""
    check_own(fund)
    return _arrive(FactKind.OPENING, fund, account, minor=minor, day=day, actor=actor, note=note)


def earn_interest(
    fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str = ""
) -> Fact:
    """Interest on the fund's cash."""
    return _arrive(FactKind.INTEREST, fund, account, minor=minor, day=day, actor=actor, note=note)


def _arrive(
    kind: FactKind, fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str
) -> Fact:
    hold_fund(fund, actor=actor)
    check_amount(minor)
    check_currency(account, fund.currency)
    return write(
        fund,
        kind,
        day=day,
        act=new_act(),
        actor=actor,
        account=account,
        cash_minor=minor,
        value_minor=minor,
        note=note,
    )


def exchange(
    fund: Fund,
    *,
    sold: tuple[Account, int],
    bought: tuple[Account, int],
    day: date,
    actor: Actor,
    note: str = "",
) -> None:
    """Change money of a fund between accounts: (account, minor units) on both sides. What was bought is
    worth what was sold; in the fund's own currency money is worth what it is.

    Between two accounts of one currency it is a transfer, and both sides are equal: what a bank takes for it
    is a charge of its own. Raises CASH_SHORT, SAME_ACCOUNT, UNEQUAL_SIDES.
    """
    hold_fund(fund, actor=actor)
    source, given = sold
    target, got = bought
    check_amount(given)
    check_amount(got)
    _check_sides(sold, bought)
    held = next((one for one in list_holdings(fund, day) if one.account_id == source.id), None)
    if held is None or given > held.held:
        raise DomainError(
            FundingRefusal.CASH_SHORT,
            free=Money(held.held if held is not None else 0, source.currency),
            needs=Money(given, source.currency),
        )
    value = got if target.currency == fund.currency else at_cost(held.held, held.cost, given)
    act = new_act()
    for account, cash, worth in ((source, -given, -value), (target, got, value)):
        write(
            fund,
            FactKind.EXCHANGE,
            day=day,
            act=act,
            actor=actor,
            account=account,
            cash_minor=cash,
            value_minor=worth,
            rate_source=RateSource.BANK,
            note=note,
        )


def _check_sides(sold: tuple[Account, int], bought: tuple[Account, int]) -> None:
    (source, given), (target, got) = sold, bought
    if source.id == target.id:
        raise DomainError(FundingRefusal.SAME_ACCOUNT)
    if source.currency == target.currency and given != got:
        raise DomainError(
            FundingRefusal.UNEQUAL_SIDES,
            sold=Money(given, source.currency),
            bought=Money(got, target.currency),
        )


def charge_bank(
    line: BudgetLine, account: Account, *, minor: int, day: date, actor: Actor, note: str = ""
) -> Fact:
    """What a bank or transfer agency took, in minor units of the account's currency. It is booked even where
    the line is exceeded: it is gone. Raises OUTSIDE_PERIOD, NOT_ELIGIBLE_THAT_DAY: own funds bear it then."""
    hold_fund(line.fund, actor=actor)
    check_amount(minor)
    check_eligible(line.fund, day)
    return _cost(FactKind.BANK_CHARGE, line, account, minor, day=day, of_day=day, actor=actor, note=note)


def book_cost(
    line: BudgetLine,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    booking_number: str | None = None,
    note: str = "",
) -> Fact:
    """A cost of the network's own, on the day it was incurred. In a period that is closed it is booked today
    and says which period it concerns.

    `minor` is in the account's currency. Raises OUTSIDE_PERIOD, NOT_ELIGIBLE_THAT_DAY, TAG_BARRED,
    LINE_EXCEEDED, NO_RATE.
    """
    fund = line.fund
    hold_fund(fund, actor=actor)
    check_amount(minor)
    check_eligible(fund, day)
    check_tags(line, terms_of(fund, day))
    cost = -charged(fund, account, minor, day)["value_minor"]
    free = revised(line) - sums(Fact.line_id == line.id).used
    if cost > free:
        raise DomainError(FundingRefusal.LINE_EXCEEDED, line=line.code, over=in_fund(fund, cost - free))
    booked_on, concerns = _booked(fund, day)
    return _cost(
        FactKind.DIRECT_COST,
        line,
        account,
        minor,
        day=booked_on,
        of_day=day,
        actor=actor,
        note=note,
        booking_number=booking_number,
        concerns_id=concerns.id if concerns is not None else None,
    )


def book_own_cost(
    fund: Fund,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    booking_number: str | None = None,
    note: str = "",
) -> Fact:
    """A cost that no donor takes, borne by own funds. Raises ONLY_OWN_FUNDS: on a donor's award a cost stands
    on a line."""
    check_own(fund)
    hold_fund(fund, actor=actor)
    check_amount(minor)
    return write(
        fund,
        FactKind.DIRECT_COST,
        day=day,
        act=new_act(),
        actor=actor,
        account=account,
        cash_minor=-minor,
        booking_number=booking_number,
        note=note,
    )


def check_eligible(fund: Fund, day: date) -> None:
    """Raise when a cost of this day is none of the donor's."""
    check_period(fund, day)
    gap = gap_around(fund.suspensions, day)
    if gap is not None:
        raise DomainError(FundingRefusal.NOT_ELIGIBLE_THAT_DAY, last=gap.last_eligible_on)


def _booked(fund: Fund, day: date) -> tuple[date, Period | None]:
    """The day on which a cost of `day` is booked, and the closed period that it then concerns."""
    period = period_of(fund, day)
    if period is None or period.closed_at is None:
        return day, None
    return today(), period


def _cost(
    kind: FactKind,
    line: BudgetLine,
    account: Account,
    minor: int,
    *,
    day: date,
    of_day: date,
    actor: Actor,
    note: str,
    **more: Any,
) -> Fact:
    cost = charged(line.fund, account, minor, of_day)
    return write(
        line.fund,
        kind,
        day=day,
        of_day=of_day,
        act=new_act(),
        actor=actor,
        line=line,
        account=account,
        cash_minor=-minor,
        paid_minor=-cost["value_minor"],
        accepted_minor=-cost["value_minor"],
        note=note,
        **cost,
        **more,
    )

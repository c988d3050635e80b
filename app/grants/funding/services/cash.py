"""Money that arrives, changes account, earns interest or pays the network's own costs."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Act, FactKind, FundingRefusal, RateSource
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period
from app.grants.funding.queries.balances import list_holdings
from app.grants.funding.rules import at_cost, terms_of
from app.grants.funding.services.ceilings import FOR_GRANTS, FOR_OWN_COSTS, check_line, check_meant_for
from app.grants.funding.services.ledger import (
    begin,
    charged,
    check_amount,
    check_cash,
    check_currency,
    check_payment,
    check_second,
    check_tags,
    own_fund_of,
    period_of,
)
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.errors import DomainError
from app.kernel.money import Money


def receive(fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str = "") -> Fact:
    """Money of the donor arrives, in the fund's currency. What a bank kept of it is a charge of its own. Own
    funds receive too, in any account: what members pay, and gifts that are tied to nothing."""
    return _arrive(Act.RECEIVE, FactKind.RECEIVED, fund, account, minor, day=day, actor=actor, note=note)


def open_with(fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str = "") -> Fact:
    """What own funds held when the books began. Raises ONLY_OWN_FUNDS: a donor's award begins with nothing,
    and what comes in is received from the donor."""
    return _arrive(Act.OPEN_WITH, FactKind.OPENING, fund, account, minor, day=day, actor=actor, note=note)


def earn_interest(
    fund: Fund, account: Account, *, minor: int, day: date, actor: Actor, note: str = ""
) -> Fact:
    """Interest on the fund's cash."""
    return _arrive(
        Act.EARN_INTEREST, FactKind.INTEREST, fund, account, minor, day=day, actor=actor, note=note
    )


def _arrive(
    act: Act, kind: FactKind, fund: Fund, account: Account, minor: int, *, day: date, actor: Actor, note: str
) -> Fact:
    held = begin(act, fund, actor=actor, day=day)
    check_amount(minor)
    check_currency(account, fund.currency)
    return held.write(fund, kind, day=day, account=account, cash_minor=minor, value_minor=minor, note=note)


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
    (source, given), (target, got) = sold, bought
    held = begin(Act.EXCHANGE, fund, actor=actor, day=day)
    check_amount(given)
    check_amount(got)
    _check_sides(sold, bought)
    check_cash(fund, source, given, day=day)
    [there] = [one for one in list_holdings(fund, today()) if one.account_id == source.id]
    value = got if target.currency == fund.currency else at_cost(there.held, there.cost, given)
    for account, cash, worth in ((source, -given, -value), (target, got, value)):
        held.write(
            fund,
            FactKind.EXCHANGE,
            day=day,
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
    line: BudgetLine,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    note: str = "",
    despite_cash: bool = False,
    approver: Actor | None = None,
    act: str | None = None,
) -> Fact:
    """What a bank or transfer agency took, in minor units of the account's currency. It is booked even where
    the line is exceeded: it is gone.

    Raises OUTSIDE_PERIOD, NOT_ELIGIBLE_THAT_DAY: own funds bear it then; CASH_SHORT, unless `approver`, a
    second person, knows (`despite_cash`) that the money of another fund is used; LINE_NOT_FOR_THIS.
    """
    begun = begin(Act.CHARGE_BANK, line.fund, actor=actor, day=day, ref=act)
    check_amount(minor)
    check_meant_for(line, FOR_OWN_COSTS)
    _check_own_cash(line.fund, account, minor, day, actor, approver, despite_cash)
    cost = _cost(line, account, minor, of_day=day)
    return begun.write(line.fund, FactKind.BANK_CHARGE, day=day, note=note, **_seen(approver), **cost)


def book_cost(
    line: BudgetLine,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    booking_number: str | None = None,
    note: str = "",
    despite_cash: bool = False,
    approver: Actor | None = None,
    act: str | None = None,
) -> Fact:
    """A cost of the network's own, on the day it was incurred. In a period that is closed it is booked today
    and says which period it concerns.

    `minor` is in the account's currency; `despite_cash` as in `charge_bank`. Raises OUTSIDE_PERIOD,
    NOT_ELIGIBLE_THAT_DAY, TAG_BARRED, LINE_EXCEEDED, LINE_NOT_FOR_THIS, CASH_SHORT, NO_RATE.
    """
    fund = line.fund
    begun = begin(Act.BOOK_COST, fund, actor=actor, day=day, ref=act)
    check_amount(minor)
    check_meant_for(line, FOR_OWN_COSTS)
    check_tags(line, terms_of(fund, day))
    cost = _cost(line, account, minor, of_day=day)
    check_line(line, cost["paid_minor"])
    _check_own_cash(fund, account, minor, day, actor, approver, despite_cash)
    booked_on, concerns = _booked(fund, day)
    return begun.write(
        fund,
        FactKind.DIRECT_COST,
        day=booked_on,
        note=note,
        booking_number=booking_number,
        concerns_id=concerns.id if concerns is not None else None,
        **_seen(approver),
        **cost,
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
    despite_cash: bool = False,
    approver: Actor | None = None,
    act: str | None = None,
) -> Fact:
    """A cost that no donor takes, borne by own funds. Raises ONLY_OWN_FUNDS, since on a donor's award a cost
    stands on a line; CASH_SHORT, unless a second person knows that a donor's money is used meanwhile."""
    begun = begin(Act.BOOK_OWN_COST, fund, actor=actor, day=day, ref=act)
    check_amount(minor)
    _check_own_cash(fund, account, minor, day, actor, approver, despite_cash)
    return begun.write(
        fund,
        FactKind.DIRECT_COST,
        day=day,
        account=account,
        cash_minor=-minor,
        value_minor=-minor,
        booking_number=booking_number,
        note=note,
        **_seen(approver),
    )


def charge_host_fee(
    origin: Fact,
    account: Account,
    *,
    minor: int,
    day: date,
    actor: Actor,
    line: BudgetLine | None = None,
    note: str = "",
) -> Fact:
    """What a fiscal host took for passing a payment on, in minor units of the account's currency. `line` pays
    it; without one own funds do.

    Raises NOT_A_PAYMENT, NOT_OF_THIS_FUND, LINE_NOT_FOR_THIS, LINE_EXCEEDED, CASH_SHORT.
    """
    fund = line.fund if line is not None else own_fund_of(origin.fund)
    begun = begin(Act.CHARGE_HOST_FEE, fund, actor=actor, day=day)
    check_amount(minor)
    check_payment(origin)
    check_cash(fund, account, minor, day=day)
    if line is None:
        cost: dict[str, Any] = {"account": account, "cash_minor": -minor, "value_minor": -minor}
        return begun.write(fund, FactKind.HOST_FEE, day=day, origin=origin, note=note, **cost)
    if line.fund_id != origin.fund_id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    check_meant_for(line, FOR_GRANTS)
    check_tags(line, terms_of(fund, day))
    cost = _cost(line, account, minor, of_day=day)
    check_line(line, cost["paid_minor"])
    return begun.write(fund, FactKind.HOST_FEE, day=day, origin=origin, note=note, **cost)


def _check_own_cash(
    fund: Fund,
    account: Account,
    minor: int,
    day: date,
    actor: Actor,
    approver: Actor | None,
    despite_cash: bool,
) -> None:
    """The money of another fund pays for the network's own costs only where a second person knows."""
    if despite_cash:
        check_second(fund, actor, approver or actor)
    else:
        check_cash(fund, account, minor, day=day)


def _seen(approver: Actor | None) -> dict[str, Any]:
    return {"approved_by_id": approver.actor_id if approver is not None else None}


def _booked(fund: Fund, day: date) -> tuple[date, Period | None]:
    """The day on which a cost of `day` is booked, and the closed period that it then concerns."""
    period = period_of(fund, day)
    if period is None or period.closed_at is None:
        return day, None
    return today(), period


def _cost(line: BudgetLine, account: Account, minor: int, *, of_day: date) -> dict[str, Any]:
    """The columns of a cost that counts as soon as it is paid."""
    cost = charged(line.fund, account, minor, of_day)
    return {
        "line": line,
        "account": account,
        "of_day": of_day,
        "cash_minor": -minor,
        "paid_minor": -cost["value_minor"],
        "accepted_minor": -cost["value_minor"],
        **cost,
    }

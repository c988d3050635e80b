"""The end of a period: indirect costs and exchange losses are settled, then nothing is booked in it any more.
And what own funds bear because a donor does not: a disallowed cost, an advance that is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.funding.enums import Act, Category, FactKind, FundingRefusal
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period
from app.grants.funding.queries import holding, sums
from app.grants.funding.queries.balances import exchange_loss_open, indirect_accrued, recognised
from app.grants.funding.queries.facts import left_of, of_period
from app.grants.funding.rules import at_cost, counts_for_indirect, indirect_due, terms_of
from app.grants.funding.services.ceilings import revised
from app.grants.funding.services.ledger import (
    Held,
    begin,
    check_amount,
    check_cash,
    check_currency,
    check_payment,
    check_second,
    in_fund,
    own_fund_of,
)
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.errors import DomainError
from app.kernel.money import Money


def close_period(period: Period, fund: Fund, *, account: Account, actor: Actor) -> None:
    """Settle a period with own funds through `account`, and close it. One that is closed stays as it is.

    Either side gives only what the account holds of it; the rest is settled with a later period. Raises
    EARLIER_PERIOD_OPEN, DAY_TO_COME while it lasts, NOT_OF_THIS_FUND, WRONG_CURRENCY.
    """
    own = own_fund_of(fund)
    begun = begin(Act.CLOSE_PERIOD, fund, own, actor=actor)
    check_currency(account, fund.currency)
    if period.fund_id != fund.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    if period.ends_on >= today():
        raise DomainError(FundingRefusal.DAY_TO_COME)
    if any(one.closed_at is None and one.starts_on < period.starts_on for one in fund.periods):
        raise DomainError(FundingRefusal.EARLIER_PERIOD_OPEN)
    if period.closed_at is not None:
        return
    _cover_exchange_loss(begun, fund, own, account, period.ends_on)
    _charge_indirect(begun, fund, own, account, period.ends_on)
    period.closed_at, period.closed_by_id = now(), actor.actor_id
    audit.record(
        "fund.period_closed",
        subject="fund",
        subject_id=fund.id,
        actor=actor,
        body_id=fund.body_id,
        details={"period": period.id},
    )


def _charge_indirect(begun: Held, fund: Fund, own: Fund, account: Account, day: date) -> None:
    """Charge what was earned and not charged yet, as far as the line reaches, and give it to own funds."""
    line = _indirect_line(fund)
    if line is None:
        return
    due = min(indirect_accrued(fund, day), revised(line) - sums(Fact.line_id == line.id).paid)
    due = _within_cash(due, fund, own, account)
    if due == 0:
        return
    given: dict[str, Any] = {"day": day, "account": account}
    begun.write(
        fund,
        FactKind.INDIRECT,
        line=line,
        cash_minor=-due,
        value_minor=-due,
        paid_minor=due,
        accepted_minor=due,
        **given,
    )
    begun.write(own, FactKind.INDIRECT, cash_minor=due, **given)


def _cover_exchange_loss(begun: Held, fund: Fund, own: Fund, account: Account, day: date) -> None:
    """Own funds bear what exchange took and the terms do not let the donor pay."""
    lost = _within_cash(exchange_loss_open(fund, day), own, fund, account)
    if lost != 0:
        _bear(begun, FactKind.EXCHANGE_LOSS, fund, own, minor=lost, account=account, day=day)


def _within_cash(minor: int, giving: Fund, taking: Fund, account: Account) -> int:
    """As much of it as who gives it holds in the account; a negative amount goes the other way."""
    giver, sign = (giving, 1) if minor > 0 else (taking, -1)
    held, _cost = holding(giver, account)
    return sign * min(abs(minor), max(0, held))


def disallow(
    line: BudgetLine,
    *,
    minor: int,
    concerns: Period,
    account: Account,
    day: date,
    actor: Actor,
    approver: Actor,
    act: str | None = None,
    note: str = "",
) -> None:
    """An audit takes back a cost of a period, in minor units of the fund's currency: own funds bear it, with
    the indirect costs that were charged on it, and the donor is repaid.

    Raises SAME_PERSON, MORE_THAN_REPORTED, NOT_OF_THIS_FUND, WRONG_CURRENCY, CASH_SHORT of own funds.
    """
    fund = line.fund
    own = own_fund_of(fund)
    begun = begin(Act.DISALLOW, fund, own, actor=actor, ref=act)
    check_second(fund, actor, approver)
    check_amount(minor)
    check_currency(account, fund.currency)
    if concerns.fund_id != fund.id:
        raise DomainError(FundingRefusal.NOT_OF_THIS_FUND)
    taken = _taken_with(line, minor, concerns)
    total = sum(amount for _line, amount in taken)
    check_cash(own, account, total, day=day)
    about: dict[str, Any] = {"day": day, "approved_by_id": approver.actor_id, "note": note}
    concerned = about | {"concerns_id": concerns.id}
    for one, amount in taken:
        begun.write(
            fund,
            FactKind.DISALLOWANCE,
            line=one,
            of_day=concerns.ends_on,
            paid_minor=-amount,
            accepted_minor=-amount,
            **concerned,
        )
    _bear(begun, FactKind.COVER, fund, own, minor=total, account=account, **concerned)
    back: dict[str, Any] = {"account": account, "cash_minor": -total, "value_minor": -total}
    begun.write(fund, FactKind.REPAYMENT, **back, **concerned)


def _taken_with(line: BudgetLine, minor: int, concerns: Period) -> list[tuple[BudgetLine, int]]:
    """What goes with a cost of a period: the cost itself, and the indirect costs that were charged on it,
    each with its line. Raises MORE_THAN_REPORTED."""
    fund = line.fund
    terms = terms_of(fund, concerns.ends_on)
    held = sums(Fact.line_id == line.id, of_period(fund, concerns))
    reported = recognised(terms, held.paid, held.accepted)
    if minor > reported:
        raise DomainError(FundingRefusal.MORE_THAN_REPORTED, line=line.code, most=in_fund(fund, reported))
    indirect = _indirect_line(fund)
    charged = indirect_due([(terms, minor)]) if counts_for_indirect(terms, line.category) else 0
    return [(line, minor), *([(indirect, charged)] if indirect is not None and charged else [])]


def write_off(
    origin: Fact,
    *,
    minor: int,
    account: Account,
    day: date,
    actor: Actor,
    approver: Actor,
    act: str | None = None,
    note: str = "",
) -> None:
    """Give up an advance, or a part of it, in the payment's currency: nobody can account for it and it does
    not come back. It is no cost of the donor's, so own funds make its money whole through `account`.

    Raises SAME_PERSON, MORE_THAN_PAID, NOT_A_PAYMENT, WRONG_CURRENCY, CASH_SHORT of own funds.
    """
    fund = origin.fund
    own = own_fund_of(fund)
    begun = begin(Act.WRITE_OFF, fund, own, actor=actor, ref=act)
    check_second(fund, actor, approver)
    check_amount(minor)
    check_payment(origin)
    check_currency(account, fund.currency)
    left = left_of(origin)
    if minor > left.open_cash:
        currency = origin.account.currency if origin.account is not None else fund.currency or ""
        raise DomainError(FundingRefusal.MORE_THAN_PAID, left=Money(left.open_cash, currency))
    value = at_cost(left.open_cash, left.open_value, minor)
    check_cash(own, account, value, day=day)
    about: dict[str, Any] = {"day": day, "approved_by_id": approver.actor_id, "note": note}
    begun.write(
        fund,
        FactKind.WRITE_OFF,
        line=origin.line,
        commitment=origin.commitment,
        allocation_id=origin.allocation_id,
        tranche=origin.tranche,
        origin=origin,
        of_day=origin.of_day,
        paid_minor=-value,
        settled_minor=minor,
        **about,
    )
    _bear(begun, FactKind.COVER, fund, own, minor=value, account=account, **about)


def _indirect_line(fund: Fund) -> BudgetLine | None:
    return next((one for one in fund.lines if one.category is Category.INDIRECT), None)


def _bear(
    begun: Held, kind: FactKind, fund: Fund, own: Fund, *, minor: int, account: Account, **about: Any
) -> None:
    """Move cash from own funds to the fund. `about` says when and what for; what it concerns is a period of
    the fund."""
    begun.write(fund, kind, account=account, cash_minor=minor, value_minor=minor, **about)
    about.pop("concerns_id", None)
    begun.write(own, kind, account=account, cash_minor=-minor, **about)

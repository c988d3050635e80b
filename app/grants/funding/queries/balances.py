"""What a fund still owes to own funds, or own funds to it, and the cash that is its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.grants.funding.enums import Category, ExchangeBasis, FactKind, Recognition
from app.grants.funding.models import Account, BudgetLine, Fact, Fund
from app.grants.funding.queries.facts import direct_costs_by_day, sums
from app.grants.funding.rules import at_cost, counts_for_indirect, indirect_due, terms_of, terms_on
from app.grants.funding.terms import Terms
from app.kernel.database import db


def indirect_accrued(fund: Fund, until: date) -> int:
    """The indirect costs earned up to a day and not charged yet, in minor units of the fund's currency.

    Each direct cost counts at the rate of the day it first stood under: a return gives back what was charged
    on the payment.
    """
    parts: list[tuple[Terms, int]] = []
    for day, category, paid, accepted in direct_costs_by_day(fund, until):
        version = terms_on(fund.versions, day)
        if version is not None and counts_for_indirect(version.terms, category):
            parts.append((version.terms, recognised(version.terms, paid, accepted)))
    charged = sums(
        Fact.fund_id == fund.id,
        Fact.effective_on <= until,
        Fact.line_id.in_(select(BudgetLine.id).where(BudgetLine.category == Category.INDIRECT)),
    ).paid
    return indirect_due(parts) - charged


def recognised(terms: Terms, paid: int, accepted: int) -> int:
    """Which of the two is the donor's cost."""
    return paid if terms.recognition is Recognition.WHEN_PAID else accepted


def free_cash(fund: Fund, *, until: date) -> int:
    """The cash that is the fund's own, in its currency at cost: what it holds in all accounts, less the
    indirect costs that own funds have earned by now. What exchange took is in no account."""
    return sum(one.cost for one in list_holdings(fund, until)) - indirect_accrued(fund, until)


def exchange_loss_open(fund: Fund, until: date) -> int:
    """What exchange took beyond what the donor is charged, and own funds did not bear yet; negative for a
    gain. Nothing where the terms let the donor's money bear it."""
    if terms_of(fund, until).exchange_losses_eligible:
        return 0
    covered = db.session.scalar(
        select(func.coalesce(func.sum(Fact.cash_minor), 0)).where(
            Fact.fund_id == fund.id, Fact.kind == FactKind.EXCHANGE_LOSS, Fact.effective_on <= until
        )
    )
    return sum(one.lost for one in list_holdings(fund, until)) - int(covered or 0)


@dataclass(frozen=True)
class Unsettled:
    """What has to be nothing before an award is closed, in minor units of its currency; `promised` is the sum
    over the currencies of the awards, so it says only whether something is open."""

    promised: int
    committed: int
    advances: int
    cash: int

    @property
    def is_something(self) -> bool:
        return any((self.promised, self.committed, self.advances, self.cash))


def unsettled(fund: Fund, until: date) -> Unsettled:
    """What of a fund is committed, advanced to grantees or in an account."""
    held = sums(Fact.fund_id == fund.id)
    waits = terms_of(fund, until).recognition is Recognition.WHEN_ACCEPTED
    return Unsettled(
        promised=held.promised,
        committed=held.committed,
        advances=held.paid - held.accepted if waits else 0,
        cash=sum(one.cost for one in list_holdings(fund, until)),
    )


@dataclass(frozen=True)
class Holding:
    """What a fund has in one account: `held` in the account's currency, the rest in the fund's. `cost` is
    what the money that is still there was bought for; `lost` is what exchange took of what the donor gave for
    it, negative for a gain."""

    account_id: int
    account: str
    currency: str
    held: int
    cost: int
    lost: int = 0


def list_holdings(fund: Fund, until: date) -> list[Holding]:
    """Every account that the fund used up to a day."""
    is_bought = (Fact.kind == FactKind.EXCHANGE) & (Fact.cash_minor > 0)
    rows = db.session.execute(
        select(
            Account.id,
            Account.code,
            Account.currency,
            func.sum(Fact.cash_minor),
            func.sum(Fact.value_minor),
            func.sum(Fact.cash_minor).filter(is_bought),
            func.sum(Fact.value_minor).filter(is_bought),
        )
        .join(Account, Account.id == Fact.account_id)
        .where(Fact.fund_id == fund.id, Fact.effective_on <= until)
        .group_by(Account.id, Account.code, Account.currency)
        .order_by(Account.code)
    )
    terms = terms_of(fund, until)
    return [_holding(fund, terms, *row[:3], *map(_whole, row[3:])) for row in rows]


def _holding(
    fund: Fund,
    terms: Terms,
    key: int,
    code: str,
    currency: str,
    held: int,
    value: int,
    bought: int,
    paid: int,
) -> Holding:
    """In the fund's own currency money costs what it is. Elsewhere it costs what it was bought for; what the
    facts moved beyond that is lost. An account that is empty costs nothing."""
    if fund.currency in (None, currency):
        return Holding(key, code, currency, held, held)
    cost = 0
    if held:
        average = terms.exchange is ExchangeBasis.PUBLISHED and bought > 0
        cost = at_cost(bought, paid, held) if average else value
    return Holding(key, code, currency, held, cost, value - cost)


def _whole(value: Any) -> int:
    return int(value or 0)

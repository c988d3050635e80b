"""What a fund still owes to own funds, or own funds to it, and the cash that is its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app.grants.funding.enums import Category, ExchangeBasis, FactKind, Recognition
from app.grants.funding.models import Account, BudgetLine, Fact, Fund
from app.grants.funding.queries.facts import direct_costs_by_day, sums
from app.grants.funding.rules import at_cost, counts_for_indirect, indirect_due, terms_on
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
    indirect costs that own funds have earned by now."""
    held = db.session.scalar(
        select(func.coalesce(func.sum(Fact.value_minor), 0)).where(
            Fact.fund_id == fund.id, Fact.effective_on <= until
        )
    )
    return int(held or 0) - indirect_accrued(fund, until)


def exchange_loss_open(fund: Fund, until: date) -> int:
    """What exchange took from a fund whose terms charge published rates, and own funds did not bear yet;
    negative for a gain. What is still held in another currency counts at what it was bought for."""
    version = terms_on(fund.versions, until)
    if version is None:
        return 0
    if version.terms.exchange is ExchangeBasis.BANK or version.terms.exchange_losses_eligible:
        return 0
    lost = 0
    for held, value, bought, cost in _foreign_holdings(fund, until):
        lost += value - (at_cost(bought, cost, held) if held else 0)
    covered = db.session.scalar(
        select(func.coalesce(func.sum(Fact.cash_minor), 0)).where(
            Fact.fund_id == fund.id, Fact.kind == FactKind.EXCHANGE_LOSS, Fact.effective_on <= until
        )
    )
    return lost - int(covered or 0)


def _foreign_holdings(fund: Fund, until: date) -> list[tuple[int, int, int, int]]:
    """(held, its value, all that was bought, what that cost) for each account in another currency."""
    is_bought = (Fact.kind == FactKind.EXCHANGE) & (Fact.cash_minor > 0)
    rows = db.session.execute(
        select(
            func.sum(Fact.cash_minor),
            func.sum(Fact.value_minor),
            func.sum(Fact.cash_minor).filter(is_bought),
            func.sum(Fact.value_minor).filter(is_bought),
        )
        .join(Account, Account.id == Fact.account_id)
        .where(Fact.fund_id == fund.id, Fact.effective_on <= until, Account.currency != fund.currency)
        .group_by(Account.id)
        .order_by(Account.id)
    )
    return [tuple(int(value or 0) for value in row) for row in rows]  # type: ignore[misc]

"""Every balance: sums over the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.grants.funding.enums import Category, FactKind
from app.grants.funding.models import Account, BudgetLine, Fact, Fund, Period
from app.kernel.database import db


@dataclass(frozen=True)
class Sums:
    """The sums of facts by column: minor units of the fund's currency; `promised` is in the commitment's."""

    budget: int = 0
    allocated: int = 0
    committed: int = 0
    promised: int = 0
    paid: int = 0
    accepted: int = 0

    @property
    def used(self) -> int:
        """What is paid, and what is promised and still open."""
        return self.paid + self.committed


_MEASURES = tuple(one.name for one in fields(Sums))
_COLUMNS = tuple(func.coalesce(func.sum(getattr(Fact, f"{name}_minor")), 0) for name in _MEASURES)


def sums(*conditions: ColumnElement[bool]) -> Sums:
    """The sums of the facts that meet `conditions`."""
    row = db.session.execute(select(*_COLUMNS).where(*conditions)).one()
    return Sums(*(int(value) for value in row))


def sums_by_line(fund: Fund, *conditions: ColumnElement[bool]) -> dict[int, Sums]:
    """For each line of the fund with such facts, their sums."""
    rows = db.session.execute(
        select(Fact.line_id, *_COLUMNS)
        .where(Fact.fund_id == fund.id, Fact.line_id.is_not(None), *conditions)
        .group_by(Fact.line_id)
        .order_by(Fact.line_id)
    )
    return {row[0]: Sums(*(int(value) for value in row[1:])) for row in rows}


def within(fund: Fund, starts_on: date, ends_on: date) -> ColumnElement[bool]:
    """The facts that a report on these days holds: those of the days, and what came after the end of the
    award but concerns them."""
    during = Fact.effective_on.between(starts_on, ends_on)
    if fund.ends_on is None:
        return during
    late = and_(
        Fact.effective_on > fund.ends_on,
        Fact.concerns_id.in_(
            select(Period.id).where(
                Period.fund_id == fund.id, Period.starts_on >= starts_on, Period.ends_on <= ends_on
            )
        ),
    )
    return or_(during, late)


def of_period(period: Period) -> ColumnElement[bool]:
    """The facts that a period answers for, whenever they were booked: what concerns it, and those of its days
    that concern no other."""
    own = and_(Fact.concerns_id.is_(None), Fact.effective_on.between(period.starts_on, period.ends_on))
    return or_(Fact.concerns_id == period.id, own)


def holding(fund: Fund, account: Account, *, until: date | None = None) -> tuple[int, int]:
    """What the fund has in the account: minor units of the account's currency, and what they cost in the
    fund's."""
    conditions = [Fact.fund_id == fund.id, Fact.account_id == account.id]
    if until is not None:
        conditions.append(Fact.effective_on <= until)
    row = db.session.execute(
        select(
            func.coalesce(func.sum(Fact.cash_minor), 0), func.coalesce(func.sum(Fact.value_minor), 0)
        ).where(*conditions)
    ).one()
    return int(row[0]), int(row[1])


def cash_by_fund(body_id: int, *, until: date | None = None) -> dict[tuple[str, str], int]:
    """(code of the fund, code of the account) → minor units there, without the empty ones."""
    conditions: list[Any] = [Fund.body_id == body_id]
    if until is not None:
        conditions.append(Fact.effective_on <= until)
    rows = db.session.execute(
        select(Fund.code, Account.code, func.sum(Fact.cash_minor))
        .join(Fund, Fund.id == Fact.fund_id)
        .join(Account, Account.id == Fact.account_id)
        .where(*conditions)
        .group_by(Fund.code, Account.code)
        .order_by(Fund.code, Account.code)
    )
    return {(fund, account): int(total) for fund, account, total in rows if total}


def direct_costs_by_day(fund: Fund, until: date) -> Sequence[tuple[date, Category, int, int]]:
    """(day whose terms count, category, paid, accepted) of all costs on lines up to a day."""
    rows = db.session.execute(
        select(
            Fact.of_day,
            BudgetLine.category,
            func.sum(Fact.paid_minor),
            func.sum(Fact.accepted_minor),
        )
        .join(BudgetLine, BudgetLine.id == Fact.line_id)
        .where(
            Fact.fund_id == fund.id,
            Fact.effective_on <= until,
            BudgetLine.category != Category.INDIRECT,
        )
        .group_by(Fact.of_day, BudgetLine.category)
        .order_by(Fact.of_day, BudgetLine.category)
    )
    return [(day, category, int(paid), int(accepted)) for day, category, paid, accepted in rows]


def taken_back(origin: Fact, kind: FactKind) -> Sums:
    """The sums of the facts of a kind that go back to `origin`."""
    return sums(Fact.origin_id == origin.id, Fact.kind == kind)


def cash_back(origin: Fact) -> int:
    """What came back of a payment, returned or refunded, in the currency of its account."""
    statement = select(func.coalesce(func.sum(Fact.cash_minor), 0)).where(
        Fact.origin_id == origin.id, Fact.kind.in_((FactKind.RETURN, FactKind.REFUND))
    )
    return int(db.session.scalars(statement).one())


def is_answered(origin: Fact) -> bool:
    """Whether another fact goes back to this one already."""
    return db.session.scalar(select(Fact.id).where(Fact.origin_id == origin.id).limit(1)) is not None


def list_facts(fund: Fund, *conditions: ColumnElement[bool]) -> list[Fact]:
    """The facts of a fund in their order."""
    rows = db.session.scalars(select(Fact).where(Fact.fund_id == fund.id, *conditions).order_by(Fact.number))
    return list(rows)

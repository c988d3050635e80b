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


@dataclass(frozen=True)
class LineSums:
    """What a line's facts add up to over the days of a report, and (paid, accepted) in each of its parts."""

    whole: Sums
    parts: tuple[tuple[int, int], ...]


def sums_by_line(
    fund: Fund, whole: ColumnElement[bool], parts: Sequence[ColumnElement[bool]] = ()
) -> dict[int, LineSums]:
    """For each line of the fund with facts, their sums, in one query however many parts there are."""
    columns = [
        *(func.coalesce(func.sum(getattr(Fact, f"{name}_minor")).filter(whole), 0) for name in _MEASURES),
        *(
            func.coalesce(func.sum(column).filter(part), 0)
            for part in parts
            for column in (Fact.paid_minor, Fact.accepted_minor)
        ),
    ]
    rows = db.session.execute(
        select(Fact.line_id, *columns)
        .where(Fact.fund_id == fund.id, Fact.line_id.is_not(None))
        .group_by(Fact.line_id)
        .order_by(Fact.line_id)
    )
    found = {}
    for line_id, *values in rows:
        numbers = [int(value) for value in values]
        own, rest = numbers[: len(_MEASURES)], numbers[len(_MEASURES) :]
        found[line_id] = LineSums(Sums(*own), tuple(zip(rest[::2], rest[1::2], strict=True)))
    return found


def within(fund: Fund, starts_on: date, ends_on: date) -> ColumnElement[bool]:
    """The facts that a report on these days holds: those of the days, with what came before the award began
    where they begin with it, and what came after its end but concerns them."""
    during = _on_days(fund, starts_on, ends_on)
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


def of_period(fund: Fund, period: Period) -> ColumnElement[bool]:
    """The facts that a period answers for, whenever they were booked: what concerns it, and those of its days
    that concern no other."""
    own = and_(Fact.concerns_id.is_(None), _on_days(fund, period.starts_on, period.ends_on))
    return or_(Fact.concerns_id == period.id, own)


def _on_days(fund: Fund, starts_on: date, ends_on: date) -> ColumnElement[bool]:
    """On these days; before the award began counts as its first day."""
    if fund.starts_on is not None and starts_on <= fund.starts_on:
        return Fact.effective_on <= ends_on
    return Fact.effective_on.between(starts_on, ends_on)


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


@dataclass(frozen=True)
class Left:
    """What is left of a payment. `open_cash` is neither back, accepted nor written off, `settled` is
    accepted: both in the payment's currency; `open_value` and `accepted` are the same in the fund's."""

    open_cash: int
    open_value: int
    settled: int
    accepted: int


_ACCEPTING = (FactKind.ACCEPTED_EXPENSE, FactKind.REFUND)


def left_of(origin: Fact) -> Left:
    """What is left of a payment. What was sent again is a payment of its own."""
    accepting = Fact.kind.in_(_ACCEPTING)
    written_off = Fact.kind == FactKind.WRITE_OFF
    back = Fact.kind.in_((FactKind.RETURN, FactKind.REFUND))
    columns = (
        func.sum(Fact.cash_minor).filter(back),
        func.sum(Fact.paid_minor).filter(back | written_off),
        func.sum(Fact.settled_minor).filter(accepting),
        func.sum(Fact.accepted_minor).filter(accepting),
        func.sum(Fact.settled_minor).filter(written_off),
    )
    row = db.session.execute(select(*columns).where(Fact.origin_id == origin.id)).one()
    cash, paid, settled, accepted, lost = (int(value or 0) for value in row)
    return Left(
        open_cash=-origin.cash_minor - cash - settled - lost,
        open_value=origin.paid_minor + paid - accepted,
        settled=settled,
        accepted=accepted,
    )


def is_answered(origin: Fact) -> bool:
    """Whether something came back of this payment, was accepted on it or written off, or it was sent again; a
    fiscal host's fee on it is no answer."""
    answers = select(Fact.id).where(Fact.origin_id == origin.id, Fact.kind != FactKind.HOST_FEE)
    return db.session.scalar(answers.limit(1)) is not None


def moved_by(fund: Fund, kind: FactKind, *conditions: ColumnElement[bool]) -> int:
    """What the facts of a kind moved in the fund's cash, in its currency."""
    moved = select(func.coalesce(func.sum(Fact.value_minor), 0)).where(
        Fact.fund_id == fund.id, Fact.kind == kind, *conditions
    )
    return int(db.session.scalars(moved).one())


def list_facts(fund: Fund, *conditions: ColumnElement[bool]) -> list[Fact]:
    """The facts of a fund in their order."""
    rows = db.session.scalars(select(Fact).where(Fact.fund_id == fund.id, *conditions).order_by(Fact.number))
    return list(rows)

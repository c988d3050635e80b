"""The facts behind a figure, as a list; what a fund has promised to each grantee; what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.grants.funding.enums import FactKind, FundingRefusal, FundKind
from app.grants.funding.models import Account, BudgetLine, Commitment, Fact, Fund, Period
from app.grants.funding.queries.facts import within
from app.kernel.database import db
from app.kernel.errors import DomainError, NotFound
from app.kernel.paging import Sort

SORTS = {
    "number": Sort((Fact.number,), ("number",)),
    "-number": Sort((Fact.number,), ("number",), descending=True),
}
PROMISE_SORTS = {"ref": Sort((Commitment.ref, Commitment.id), ("ref", "id"))}
# What a figure of the pages is the sum of.
FIGURES: Mapping[str, ColumnElement[int]] = {
    "budget": Fact.budget_minor.expression,
    "promised": Fact.committed_minor.expression,
    "paid": Fact.paid_minor.expression,
    "accepted": Fact.accepted_minor.expression,
    "cash": Fact.cash_minor.expression,
}


@dataclass(frozen=True)
class EntryFilter:
    """Which facts of a fund; empty means all of them."""

    line_id: int | None = None
    award: str = ""
    """The reference of a grant, which may be paid from several lines."""
    account_id: int | None = None
    figure: str = ""
    days: ColumnElement[bool] | None = None

    def conditions(self, fund: Fund) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [Fact.fund_id == fund.id]
        for column, key in (
            (Fact.line_id, self.line_id),
            (Fact.account_id, self.account_id),
        ):
            if key is not None:
                found.append(column == key)
        if self.award:
            found.append(Commitment.ref == self.award)
        if self.figure:
            found.append(FIGURES[self.figure] != 0)
        if self.days is not None:
            found.append(self.days)
        return found


def entries_statement(fund: Fund, wanted: EntryFilter) -> Select[*tuple[Any, ...]]:
    """The facts of a fund as columns."""
    return (
        select(
            Fact.id,
            Fact.number,
            Fact.effective_on,
            Fact.kind,
            Fact.note,
            Fact.tranche,
            Fact.cash_minor,
            Fact.value_minor,
            Fact.rate,
            Fact.booking_number,
            Fact.budget_minor,
            Fact.committed_minor,
            Fact.paid_minor,
            Fact.accepted_minor,
            BudgetLine.code.label("line"),
            Commitment.ref.label("award"),
            Account.code.label("account"),
            Account.currency.label("account_currency"),
        )
        .select_from(Fact)
        .outerjoin(BudgetLine, BudgetLine.id == Fact.line_id)
        .outerjoin(Commitment, Commitment.id == Fact.commitment_id)
        .outerjoin(Account, Account.id == Fact.account_id)
        .where(*wanted.conditions(fund))
    )


def list_entries(fund: Fund, days: tuple[date, date], *, most: int) -> Sequence[Any]:
    """The facts of a report on these days, by number. Raises TOO_MANY_TO_LIST, never some of them."""
    wanted = EntryFilter(days=within(fund, *days))
    rows = db.session.execute(entries_statement(fund, wanted).order_by(Fact.number).limit(most + 1)).all()
    if len(rows) > most:
        raise DomainError(FundingRefusal.TOO_MANY_TO_LIST, most=most)
    return rows


def sum_entries(fund: Fund, wanted: EntryFilter) -> dict[str, int]:
    """What these facts add up to, by figure, in minor units of the fund's currency; `cash` only where the
    list is of one account, in the account's."""
    columns = [func.coalesce(func.sum(column), 0) for column in FIGURES.values()]
    statement = select(*columns).select_from(Fact).outerjoin(Commitment, Commitment.id == Fact.commitment_id)
    row = db.session.execute(statement.where(*wanted.conditions(fund))).one()
    found = {name: int(value) for name, value in zip(FIGURES, row, strict=True)}
    return found if wanted.account_id is not None else {**found, "cash": 0}


def get_fact(fund: Fund, number: int) -> Fact:
    """The fact of a fund with this number; they have no gap. Raises NotFound."""
    if not 0 < number <= fund.facts_written:
        raise NotFound(FundingRefusal.NO_SUCH_FACT)
    return db.session.scalars(select(Fact).where(Fact.fund_id == fund.id, Fact.number == number)).one()


def find_fact_of_act(fund: Fund, act: str) -> Fact | None:
    """The first fact of a fund that was written in this act."""
    statement = select(Fact).where(Fact.fund_id == fund.id, Fact.act == act).order_by(Fact.number).limit(1)
    return db.session.scalar(statement)


def costs_by_number(fund: Fund, numbers: Sequence[str]) -> dict[str, list[Fact]]:
    """Bookkeeping number → the network's own costs that were booked under it, in their order."""
    found: dict[str, list[Fact]] = {}
    costs = Fact.fund_id == fund.id, Fact.kind == FactKind.DIRECT_COST, Fact.booking_number.in_(numbers)
    for fact in db.session.scalars(select(Fact).where(*costs).order_by(Fact.number)):
        found.setdefault(fact.booking_number or "", []).append(fact)
    return found


def list_chain(fact: Fact) -> Sequence[Fact]:
    """The fact with all that it goes back to, and everything that goes back to any of them, in order."""
    first = fact
    while first.origin is not None:
        first = first.origin
    chain = select(Fact.id).where(Fact.id == first.id).cte("chain", recursive=True)
    chain = chain.union_all(select(Fact.id).join(chain, Fact.origin_id == chain.c.id))
    return db.session.scalars(select(Fact).where(Fact.id.in_(select(chain.c.id))).order_by(Fact.id)).all()


def promises_statement(fund: Fund) -> Select[*tuple[Any, ...]]:
    """What the fund promised to each grantee from each line, and what became of it, as columns: `open_minor`
    in the currency of the award, the other amounts in the fund's."""
    return (
        select(
            Commitment.id,
            Commitment.ref,
            Commitment.currency,
            Commitment.agreed_on,
            BudgetLine.code.label("line"),
            func.sum(Fact.promised_minor).label("open_minor"),
            func.sum(Fact.committed_minor).label("committed_minor"),
            func.sum(Fact.paid_minor).label("paid_minor"),
            func.sum(Fact.accepted_minor).label("accepted_minor"),
        )
        .join(BudgetLine, BudgetLine.id == Commitment.line_id)
        .join(Fact, Fact.commitment_id == Commitment.id)
        .where(BudgetLine.fund_id == fund.id)
        .group_by(Commitment.id, Commitment.ref, Commitment.currency, Commitment.agreed_on, BudgetLine.code)
    )


@dataclass(frozen=True)
class FundSums:
    """What a fund's facts add up to, in minor units of its currency."""

    committed: int = 0
    paid: int = 0
    accepted: int = 0


def sums_by_fund(body_id: int) -> dict[int, FundSums]:
    """The sums of every fund of a network."""
    columns = (Fact.committed_minor, Fact.paid_minor, Fact.accepted_minor)
    rows = db.session.execute(
        select(Fact.fund_id, *(func.sum(column) for column in columns))
        .join(Fund, Fund.id == Fact.fund_id)
        .where(Fund.body_id == body_id)
        .group_by(Fact.fund_id)
        .order_by(Fact.fund_id)
    )
    return {row[0]: FundSums(*(int(value) for value in row[1:])) for row in rows}


@dataclass
class FundCash:
    """A fund's cash: currency → minor units in the accounts of that currency; whether one of its accounts is
    below zero."""

    by_currency: dict[str, int] = field(default_factory=dict)
    is_short: bool = False


def cash_of_funds(body_id: int) -> dict[int, FundCash]:
    """Key of the fund → its cash."""
    rows = db.session.execute(
        select(Fact.fund_id, Account.currency, func.sum(Fact.cash_minor))
        .join(Account, Account.id == Fact.account_id)
        .where(Account.body_id == body_id)
        .group_by(Fact.fund_id, Account.id, Account.currency)
        .order_by(Fact.fund_id, Account.currency, Account.id)
    )
    found: dict[int, FundCash] = {}
    for fund_id, currency, minor in rows:
        held = found.setdefault(fund_id, FundCash())
        held.by_currency[currency] = held.by_currency.get(currency, 0) + int(minor)
        held.is_short |= minor < 0
    return found


def list_periods_to_close(body_id: int, day: date) -> list[tuple[Period, Fund]]:
    """Periods of donor awards that ended before `day` and still take facts, the oldest first."""
    rows = db.session.execute(
        select(Period, Fund)
        .join(Fund, Fund.id == Period.fund_id)
        .where(
            Fund.body_id == body_id,
            Fund.kind == FundKind.DONOR_AWARD,
            Period.closed_at.is_(None),
            Period.ends_on < day,
        )
        .order_by(Period.ends_on, Fund.code, Period.id)
    )
    return [(period, fund) for period, fund in rows]


def is_award_of(fund: Fund, ref: str) -> bool:
    """Whether the fund promised something under this reference."""
    statement = select(Commitment.id).join(BudgetLine, BudgetLine.id == Commitment.line_id)
    wanted = statement.where(BudgetLine.fund_id == fund.id, Commitment.ref == ref).limit(1)
    return db.session.scalar(wanted) is not None


def count_promises(fund: Fund) -> int:
    """How many grantees a fund made promises to."""
    statement = (
        select(func.count(Commitment.id))
        .join(BudgetLine, BudgetLine.id == Commitment.line_id)
        .where(BudgetLine.fund_id == fund.id)
    )
    return int(db.session.scalars(statement).one())


def list_accounts(body_id: int) -> Sequence[Account]:
    """The accounts of a network, by their code."""
    return db.session.scalars(select(Account).where(Account.body_id == body_id).order_by(Account.code)).all()

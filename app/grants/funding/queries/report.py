"""The donor report: each line of the budget with what became of it, and whether the money ties out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app.grants.funding.enums import FactKind, FundingRefusal, Recognition
from app.grants.funding.models import BudgetLine, Fact, Fund, Period, SavedReport
from app.grants.funding.queries.balances import Holding, list_holdings, recognised
from app.grants.funding.queries.facts import LineSums, Sums, sums_by_line, within
from app.grants.funding.rules import terms_of
from app.grants.funding.terms import Terms
from app.kernel.database import db
from app.kernel.errors import NotFound

Days = tuple[date, date]


@dataclass(frozen=True)
class Span:
    """The days of a report, first and last, and the periods that have a column of costs."""

    days: Days
    periods: tuple[Days, ...]

    def to_json(self) -> list[list[str]]:
        return [[day.isoformat() for day in days] for days in (self.days, *self.periods)]

    @classmethod
    def from_json(cls, data: Sequence[Sequence[str]]) -> Span:
        whole, *periods = ((date.fromisoformat(first), date.fromisoformat(last)) for first, last in data)
        return cls(whole, tuple(periods))


def span_of(fund: Fund, period: Period | None, day: date) -> Span:
    """A report up to the end of one period, or of the whole award with a column for each period that has
    begun by `day`. Raises NotFound for a fund without days, as own funds are."""
    if fund.starts_on is None or fund.ends_on is None:
        raise NotFound
    periods = [period] if period is not None else [one for one in fund.periods if one.starts_on <= day]
    last = period.ends_on if period is not None else max(day, fund.ends_on)
    return Span((fund.starts_on, last), tuple((one.starts_on, one.ends_on) for one in periods))


@dataclass(frozen=True)
class ReportRow:
    """A line in minor units of the fund's currency. `costs` has one figure for each period asked for;
    `advances` is paid and not accepted yet, where the donor's cost is what is accepted."""

    line: str
    agreed: int
    revised: int
    committed: int
    paid: int
    cost: int
    advances: int
    costs: tuple[int, ...]

    @property
    def balance(self) -> int:
        return self.revised - self.cost

    @property
    def over(self) -> int:
        """By how much what is paid and promised exceeds the line."""
        return max(0, self.paid + self.committed - self.revised)


@dataclass(frozen=True)
class Report:
    """All lines of an award over some days, and the money of the donor in the same currency.

    `cash` is what the accounts hold, so that a report that ties out was compared with them.
    """

    rows: tuple[ReportRow, ...]
    recognition: Recognition
    opening: int
    """What the accounts held before the first day; 0 where the report begins with the award."""
    received: int
    interest: int
    borne: int
    """What own funds put in for exchange losses."""
    brought: int
    """What came over from an earlier award, less what went on into a following one."""
    repaid: int
    """What went back to the donor."""
    lost: int
    """What exchange took beyond what the donor is charged; what own funds bore of it is in `borne`."""
    cash: int
    """What the accounts held on the last day, at cost, less what was paid later but concerns these days."""

    def total(self, column: str) -> int:
        return sum(getattr(row, column) for row in self.rows)

    @property
    def came(self) -> int:
        return self.opening + self.received + self.interest + self.borne + self.brought

    @property
    def went(self) -> int:
        return self.cash + self.repaid + self.lost + self.total("advances") + self.total("cost")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        rows = tuple(ReportRow(**{**row, "costs": tuple(row["costs"])}) for row in data["rows"])
        return cls(**{**data, "rows": rows, "recognition": Recognition(data["recognition"])})

    @property
    def untied(self) -> int:
        """What is missing between the money received and where it went; 0 when the report ties out. What own
        funds cover of a disallowed cost is on neither side: it takes the place of that cost."""
        return self.came - self.went


def list_saved_reports(fund: Fund, span: Span | None = None) -> list[SavedReport]:
    """The reports of a fund that were saved, the newest first; those over the days of `span` alone."""
    statement = select(SavedReport).where(SavedReport.fund_id == fund.id)
    if span is not None:
        first, last = span.days
        statement = statement.where(SavedReport.starts_on == first, SavedReport.ends_on == last)
    return list(db.session.scalars(statement.order_by(SavedReport.number.desc())))


def get_saved_report(fund: Fund, number: int) -> SavedReport:
    """A report of this fund that was saved. Raises NotFound."""
    wanted = select(SavedReport).where(SavedReport.fund_id == fund.id, SavedReport.number == number)
    found = db.session.scalar(wanted) if 0 < number < 2**31 else None
    if found is None:
        raise NotFound(FundingRefusal.NO_SUCH_REPORT)
    return found


def read_saved(saved: SavedReport) -> tuple[Span, Report]:
    """What a saved report says."""
    return Span.from_json(saved.data["span"]), Report.from_json(saved.data["report"])


def donor_report(fund: Fund, days: Days, periods: Sequence[Days] = ()) -> Report:
    """The report of a fund on `days`, first and last, with a column of costs for each of `periods`."""
    terms = terms_of(fund, days[1])
    found = sums_by_line(fund, within(fund, *days), [within(fund, *period) for period in periods])
    none = LineSums(Sums(), ((0, 0),) * len(periods))
    money, later = _money(fund, days)
    held = list_holdings(fund, days[1])
    before = list_holdings(fund, days[0] - timedelta(days=1)) if _begins_later(fund, days) else []
    return Report(
        rows=tuple(_row(terms, line, found.get(line.id, none)) for line in fund.lines),
        recognition=terms.recognition,
        opening=_cost(before),
        received=money.get(FactKind.RECEIVED, 0),
        interest=money.get(FactKind.INTEREST, 0),
        borne=money.get(FactKind.EXCHANGE_LOSS, 0),
        brought=money.get(FactKind.CARRIED_OVER, 0),
        repaid=-money.get(FactKind.REPAYMENT, 0),
        lost=_lost(held) - _lost(before),
        cash=_cost(held) + later,
    )


def _row(terms: Terms, line: BudgetLine, held: LineSums) -> ReportRow:
    whole = held.whole
    waits = terms.recognition is Recognition.WHEN_ACCEPTED
    return ReportRow(
        line=line.code,
        agreed=line.agreed_minor,
        revised=line.agreed_minor + whole.budget,
        committed=whole.committed,
        paid=whole.paid,
        cost=recognised(terms, whole.paid, whole.accepted),
        advances=whole.paid - whole.accepted if waits else 0,
        costs=tuple(recognised(terms, *part) for part in held.parts),
    )


def _begins_later(fund: Fund, days: Days) -> bool:
    return fund.starts_on is None or days[0] > fund.starts_on


def _cost(holdings: Sequence[Holding]) -> int:
    return sum(one.cost for one in holdings)


def _lost(holdings: Sequence[Holding]) -> int:
    return sum(one.lost for one in holdings)


def _money(fund: Fund, days: Days) -> tuple[dict[FactKind, int], int]:
    """What each kind of fact moved in the fund's cash, at cost; and what of all that moved after the days."""
    value = func.coalesce(func.sum(Fact.value_minor), 0)
    later = func.coalesce(func.sum(Fact.value_minor).filter(Fact.effective_on > days[1]), 0)
    rows = db.session.execute(
        select(Fact.kind, value, later)
        .where(Fact.fund_id == fund.id, within(fund, *days))
        .group_by(Fact.kind)
        .order_by(Fact.kind)
    ).all()
    return {row[0]: int(row[1]) for row in rows}, sum(int(row[2]) for row in rows)

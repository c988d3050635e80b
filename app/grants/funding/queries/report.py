"""The donor report: each line of the budget with what became of it, and whether the money ties out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.grants.funding.enums import Category, FactKind, Recognition
from app.grants.funding.models import Fact, Fund
from app.grants.funding.queries.balances import exchange_lost, recognised
from app.grants.funding.queries.facts import Sums, sums_by_line, within
from app.grants.funding.rules import terms_on
from app.grants.funding.terms import Terms
from app.kernel.database import db

Days = tuple[date, date]


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
    """All lines of an award over some days, and the money of the donor in the same currency."""

    rows: tuple[ReportRow, ...]
    recognition: Recognition
    received: int
    interest: int
    cash: int
    lost: int
    """What exchange took where the donor pays published rates; what own funds bore of it is in `borne`."""
    borne: int
    """What own funds put in or took out: exchange losses, disallowed costs, less what was repaid."""

    def total(self, column: str) -> int:
        return sum(getattr(row, column) for row in self.rows)

    @property
    def untied(self) -> int:
        """What is missing between the money received and where it went; 0 when the report ties out."""
        came = self.received + self.interest + self.borne
        return came - self.cash - self.lost - self.total("advances") - self.total("cost")


def donor_report(fund: Fund, days: Days, periods: Sequence[Days] = ()) -> Report:
    """The report of a fund on `days`, first and last, with a column of costs for each of `periods`."""
    terms = _terms(fund, days[1])
    whole = sums_by_line(fund, within(fund, *days))
    parts = [sums_by_line(fund, within(fund, *period)) for period in periods]
    rows = []
    for line in fund.lines:
        held = whole.get(line.id, Sums())
        cost = recognised(terms, held.paid, held.accepted)
        waits = terms.recognition is Recognition.WHEN_ACCEPTED and line.category is Category.SUB_GRANTS
        rows.append(
            ReportRow(
                line=line.code,
                agreed=line.agreed_minor,
                revised=line.agreed_minor + held.budget,
                committed=held.committed,
                paid=held.paid,
                cost=cost,
                advances=held.paid - held.accepted if waits else 0,
                costs=tuple(
                    recognised(terms, part.get(line.id, Sums()).paid, part.get(line.id, Sums()).accepted)
                    for part in parts
                ),
            )
        )
    money = _money(fund, days)
    lost = exchange_lost(fund, days[1])
    return Report(
        rows=tuple(rows),
        recognition=terms.recognition,
        received=money.get(FactKind.RECEIVED, 0),
        interest=money.get(FactKind.INTEREST, 0),
        cash=sum(money.values()) - lost,
        lost=lost,
        borne=sum(
            money.get(kind, 0) for kind in (FactKind.EXCHANGE_LOSS, FactKind.COVER, FactKind.REPAYMENT)
        ),
    )


def _terms(fund: Fund, day: date) -> Terms:
    version = terms_on(fund.versions, day)
    return version.terms if version is not None else Terms()


def _money(fund: Fund, days: Days) -> dict[FactKind, int]:
    """What each kind of fact moved in the fund's cash, at cost."""
    rows = db.session.execute(
        select(Fact.kind, func.sum(Fact.value_minor))
        .where(Fact.fund_id == fund.id, within(fund, *days))
        .group_by(Fact.kind)
        .order_by(Fact.kind)
    )
    return {kind: int(total) for kind, total in rows}

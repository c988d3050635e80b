"""A fund's money by line, as a picture and as a table; and every figure leads to the facts behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from app.grants.funding.enums import Recognition
from app.grants.funding.models import Fund
from app.grants.funding.queries.balances import Holding
from app.grants.funding.queries.report import Report, ReportRow
from app.kernel.money import Money

SCALE = 1000  # the width of a picture, in its own units


@dataclass(frozen=True)
class Bar:
    """Widths of one line's bar, on the scale of the largest line: what is reported as cost lies on what is
    paid, that on what is promised too, that on the whole line; `over` sticks out behind it."""

    whole: float
    promised: float
    paid: float
    cost: float
    over: float


@dataclass(frozen=True)
class Figure:
    """An amount and the address of the facts that it is the sum of; no address where it is a difference."""

    amount: Money
    url: str = ""


@dataclass(frozen=True)
class MoneyRow:
    """One line of the budget."""

    code: str
    title: str
    bar: Bar
    figures: tuple[Figure, ...]
    over: Money | None


@dataclass(frozen=True)
class Tally:
    """Where the money of an award is: the four parts of `whole`, and their widths in the picture."""

    whole: Money
    cost: Money
    advances: Money
    promised: Money
    free: Money
    widths: tuple[float, ...]


@dataclass(frozen=True)
class MoneyPage:
    """All lines, those that do not add up first; the tally over all of them; how they are headed."""

    amiss: Sequence[MoneyRow]
    rows: Sequence[MoneyRow]
    totals: tuple[Money, ...]
    tally: Tally


COLUMNS = ("revised", "committed", "paid", "cost", "balance")
FACTS_OF = {"committed": "promised", "paid": "paid"}
COST_FACTS = {Recognition.WHEN_PAID: "paid", Recognition.WHEN_ACCEPTED: "accepted"}


def money_page(fund: Fund, report: Report, slug: str, language: str) -> MoneyPage:
    """The page of one donor award, of its report up to today."""
    titles = {line.code: line.title_in(language) for line in fund.lines}
    largest = max((_extent(row) for row in report.rows), default=0) or 1
    facts_of = FACTS_OF | {"cost": COST_FACTS[report.recognition]}
    rows = [_row(fund, row, titles[row.line], largest, slug, facts_of) for row in report.rows]
    return MoneyPage(
        amiss=[row for row in rows if row.over is not None],
        rows=[row for row in rows if row.over is None],
        totals=tuple(_money(fund, report.total(column)) for column in COLUMNS),
        tally=_tally(fund, report),
    )


def _extent(row: ReportRow) -> int:
    return max(row.revised, row.paid + row.committed)


def _row(
    fund: Fund, row: ReportRow, title: str, largest: int, slug: str, facts_of: Mapping[str, str]
) -> MoneyRow:
    def width(minor: int) -> float:
        return round(SCALE * max(0, minor) / largest, 1)

    used = row.paid + row.committed
    return MoneyRow(
        code=row.line,
        title=title,
        bar=Bar(*map(width, (row.revised, min(used, row.revised), row.paid, row.cost, row.over))),
        figures=tuple(_figure(fund, row, column, slug, facts_of.get(column, "")) for column in COLUMNS),
        over=_money(fund, row.over) if row.over else None,
    )


def _figure(fund: Fund, row: ReportRow, column: str, slug: str, figure: str) -> Figure:
    amount = _money(fund, getattr(row, column))
    if not figure or not amount.minor:
        return Figure(amount)
    url = url_for("grants_funding.entries", slug=slug, ref=fund.ref, line=row.line, figure=figure)
    return Figure(amount, url)


def _tally(fund: Fund, report: Report) -> Tally:
    whole = report.total("revised")
    cost, advances, promised = (report.total(one) for one in ("cost", "advances", "committed"))
    widths = tuple(round(SCALE * max(0, part) / (whole or 1), 1) for part in (cost, advances, promised))
    return Tally(
        whole=_money(fund, whole),
        cost=_money(fund, cost),
        advances=_money(fund, advances),
        promised=_money(fund, promised),
        free=_money(fund, whole - report.total("paid") - promised),
        widths=widths,
    )


def _money(fund: Fund, minor: int) -> Money:
    return Money(minor, fund.currency or "")


@dataclass(frozen=True)
class HoldingRow:
    """What a fund has in one account, and what that cost in the fund's currency. `is_short`: it has used the
    money of other funds there."""

    code: str
    url: str
    cash: Money
    cost: Money | None
    is_short: bool


def holding_rows(held: Sequence[Holding], fund: Fund, slug: str) -> list[HoldingRow]:
    """Where the fund's cash is; each account leads to the facts in it."""
    return [
        HoldingRow(
            one.account,
            url_for("grants_funding.entries", slug=slug, ref=fund.ref, account=one.account, figure="cash"),
            Money(one.held, one.currency),
            Money(one.cost, fund.currency) if fund.currency else None,
            one.held < 0,
        )
        for one in held
    ]

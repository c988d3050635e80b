"""The donor report as a page: first what does not tie out, then each line by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.funding.models import Fund, Period
from app.grants.funding.queries.report import Report, ReportRow
from app.kernel.dates import write_months
from app.kernel.money import Money
from app.web.filters import show_money
from app.web.languages import current_language


@dataclass(frozen=True)
class ReportLine:
    """One line of the report: a cell for each column of `ReportPage.columns`, and what is amiss with it."""

    code: str
    title: str
    cells: tuple[Money, ...]
    problem: str


@dataclass(frozen=True)
class ReportPage:
    """The report on some periods. `came` and `went` are the two sides that must be
    equal, as (words, amount); `untied` is what is missing."""

    columns: tuple[Any, ...]
    amiss: Sequence[ReportLine]
    lines: Sequence[ReportLine]
    totals: tuple[Money, ...]
    came: Sequence[tuple[Any, Money]]
    went: Sequence[tuple[Any, Money]]
    untied: Money


def report_page(fund: Fund, report: Report, periods: Sequence[Period], language: str) -> ReportPage:
    """The page of a report whose rows hold a cost for each of these periods."""
    titles = {line.code: line.title_in(language) for line in fund.lines}
    lines = [_line(fund, row, titles[row.line]) for row in report.rows]
    return ReportPage(
        columns=(
            _("Agreed"),
            _("Revised"),
            *(show_period(one) for one in periods),
            _("Cost to date"),
            _("Advances"),
            _("Balance"),
        ),
        amiss=[line for line in lines if line.problem],
        lines=[line for line in lines if not line.problem],
        totals=tuple(_money(fund, sum(column)) for column in zip(*map(_values, report.rows), strict=True)),
        came=_shown(
            fund,
            (_("Held before"), report.opening, False),
            (_("Received from the donor"), report.received, True),
            (_("Interest"), report.interest, True),
            (_("Carried over"), report.brought, False),
            (_("Borne by own funds"), report.borne, True),
        ),
        went=_shown(
            fund,
            (_("Cash"), report.cash, True),
            (_("Repaid to the donor"), report.repaid, False),
            (_("Lost in exchange"), report.lost, True),
            (_("Advances"), report.total("advances"), True),
            (_("Cost to date"), report.total("cost"), True),
        ),
        untied=_money(fund, report.untied),
    )


def _shown(fund: Fund, *rows: tuple[Any, int, bool]) -> list[tuple[Any, Money]]:
    """(words, amount) of each (words, minor units, whether it is shown when it is nothing)."""
    return [(words, _money(fund, minor)) for words, minor, always in rows if minor or always]


def show_period(period: Period) -> str:
    """The months of a period: Jan – Mar 2026."""
    return write_months(period.starts_on, period.ends_on, current_language())


def period_links(fund: Fund, chosen: Period | None, slug: str) -> list[tuple[str, str, bool]]:
    """(words, address, is it shown) for the whole award and for each of its periods."""

    def url(**more: str) -> str:
        return url_for("grants_funding.report", slug=slug, ref=fund.ref, **more)  # type: ignore[arg-type]

    whole = (_("Whole award"), url(), chosen is None)
    parts = [(show_period(one), url(period=one.starts_on.isoformat()), one is chosen) for one in fund.periods]
    return [whole, *parts]


def _values(row: ReportRow) -> tuple[int, ...]:
    return row.agreed, row.revised, *row.costs, row.cost, row.advances, row.balance


def _line(fund: Fund, row: ReportRow, title: str) -> ReportLine:
    return ReportLine(
        row.line, title, tuple(_money(fund, minor) for minor in _values(row)), _problem(fund, row)
    )


def _problem(fund: Fund, row: ReportRow) -> str:
    """What is amiss with a line, in words; nothing where all is well."""
    if row.balance < 0:
        over = show_money(_money(fund, -row.balance))
        return str(_("The cost exceeds the line by %(over)s.", over=over))
    if row.over:
        over = show_money(_money(fund, row.over))
        return str(_("What is paid and committed exceeds the line by %(over)s.", over=over))
    return ""


def _money(fund: Fund, minor: int) -> Money:
    return Money(minor, fund.currency or "")

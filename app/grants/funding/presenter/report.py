"""The donor report as a page: first what does not tie out, then each line by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.funding.models import Fund, Period, SavedReport
from app.grants.funding.queries.report import Days, Report, ReportRow, Span
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


def report_page(fund: Fund, report: Report, span: Span, language: str) -> ReportPage:
    """The page of a report on these days."""
    titles = {line.code: line.title_in(language) for line in fund.lines}
    lines = [_line(fund, row, titles[row.line]) for row in report.rows]
    return ReportPage(
        columns=(
            _("Agreed"),
            _("Revised"),
            *(show_days(one) for one in span.periods),
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
    return show_days((period.starts_on, period.ends_on))


def show_days(days: Days) -> str:
    """The months from the first of these days to the last."""
    return write_months(*days, current_language())


def period_links(fund: Fund, chosen: Period | None, slug: str) -> list[tuple[str, str, bool]]:
    """(words, address, is it shown) for the whole award and for each of its periods."""

    def url(**more: str) -> str:
        return url_for("grants_funding.report", slug=slug, ref=fund.ref, **more)  # type: ignore[arg-type]

    whole = (_("Whole award"), url(), chosen is None)
    parts = [(show_period(one), url(period=one.starts_on.isoformat()), one is chosen) for one in fund.periods]
    return [whole, *parts]


@dataclass(frozen=True)
class Difference:
    """A figure of a saved report that is another one today."""

    line: str
    column: str
    then: Money
    now: Money


def differences(saved: ReportPage, now: ReportPage) -> list[Difference]:
    """What was booked since a report was saved, figure by figure, in the order of the page. Both are pages of
    the same days."""
    found = []
    lines = {line.code: line for line in (*now.amiss, *now.lines)}
    for line in sorted((*saved.amiss, *saved.lines), key=lambda one: one.code):
        cells = lines[line.code].cells
        for column, then, today in zip(saved.columns, line.cells, cells, strict=True):
            if then != today:
                found.append(Difference(f"{line.code} · {line.title}", str(column), then, today))
    for before, after in ((saved.came, now.came), (saved.went, now.went)):
        was, has = dict(before), dict(after)
        for words in {**was, **has}:
            nothing = Money(0, saved.untied.currency)
            then, today = was.get(words, nothing), has.get(words, nothing)
            if then != today:
                found.append(Difference("", str(words), then, today))
    return found


def saved_report_url(saved: SavedReport, slug: str) -> str:
    return url_for("grants_funding.saved_report", slug=slug, ref=saved.fund.ref, number=saved.number)


def saved_links(found: Sequence[SavedReport], slug: str) -> list[tuple[str, str, Any]]:
    """(words, address, moment) of reports that were saved."""
    return [
        (str(_("Report %(number)s", number=one.number)), saved_report_url(one, slug), one.frozen_at)
        for one in found
    ]


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

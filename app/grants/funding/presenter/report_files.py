"""The donor report to send: as a workbook with every entry behind it, and as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from app.grants.funding import labels
from app.grants.funding.models import Fund
from app.grants.funding.presenter.entries import fact_name
from app.grants.funding.presenter.report import ReportLine, ReportPage
from app.grants.funding.queries.report import Span
from app.kernel.dates import write_date_in_full
from app.kernel.money import Money
from app.web.papers import Paper, facts, heading, table, text_of
from app.web.workbooks import Cell, Sheet


def report_sheets(fund: Fund, page: ReportPage, entries: Sequence[Any] | None) -> list[Sheet]:
    """The lines by period, where the money came from and went, and each entry in the currency of its account
    and in the donor's. A report that was saved stands without entries: there are others today."""
    currency = fund.currency or ""
    columns = [_in(one, currency) for one in page.columns]
    lines: list[Sequence[Cell]] = [_line_cells(one) for one in _in_order(page)]
    totals: Sequence[Cell] = ["", _("Total"), *page.totals, ""]
    sides: list[Sequence[Cell]] = [
        *((_("Came in"), str(words), amount) for words, amount in page.came),
        *((_("Spent or still available"), str(words), amount) for words, amount in page.went),
        (_("Difference"), "", page.untied),
    ]
    sheets = [
        Sheet(_("Report"), [_("Line"), _("Title"), *columns, _("Not in order")], [*lines, totals]),
        Sheet(_("Money"), ["", "", currency], sides),
    ]
    if entries is not None:
        rows = [_entry_cells(fund, one) for one in entries]
        sheets.append(Sheet(_("Entries"), _entry_headings(currency), rows))
    return sheets


def _in(figure: Any, currency: str) -> str:
    """The heading of a column of amounts: Paid (USD)."""
    return f"{figure} ({currency})"


def _in_order(page: ReportPage) -> list[ReportLine]:
    """What is amiss comes first, as on the page."""
    return [*page.amiss, *page.lines]


def _line_cells(line: ReportLine) -> list[Cell]:
    return [line.code, line.title, *line.cells, line.problem]


def _entry_headings(currency: str) -> list[str]:
    return [
        _("Entry"),
        _("Day"),
        _("Kind"),
        _("Line"),
        _("Award"),
        _("Account"),
        _("In the account"),
        _("Currency"),
        _("Rate"),
        _in(_("Donor’s currency"), currency),
        _in(_("Committed"), currency),
        _in(_("Paid"), currency),
        _in(_("Accepted"), currency),
        _("Bookkeeping number"),
    ]


def _entry_cells(fund: Fund, row: Any) -> list[Cell]:
    currency = fund.currency or ""
    cash = Money(row.cash_minor, row.account_currency) if row.account_currency else None
    amounts = (row.value_minor, row.committed_minor, row.paid_minor, row.accepted_minor)
    return [
        fact_name(row.number, fund),
        row.effective_on,
        str(labels.KINDS[row.kind]),
        row.line or "",
        row.award or "",
        row.account or "",
        cash,
        row.account_currency or "",
        Decimal(row.rate) if row.rate else None,
        *(Money(one, currency) if one else None for one in amounts),
        row.booking_number or "",
    ]


def report_paper(fund: Fund, page: ReportPage, span: Span, day: date, language: str) -> Paper:
    """The report on paper: what is amiss first, then each line, and where the money is. `day`: when it was
    made, or saved."""
    first, last = (write_date_in_full(one, language) for one in span.days)
    about = [
        (_("Donor"), fund.donor.name if fund.donor is not None else ""),
        (_("Award"), f"{fund.code} · {fund.title_in(language)}"),
        (_("Donor’s reference"), fund.donor_reference or ""),
        (_("From"), first),
        (_("To"), last),
        (_("Currency"), fund.currency or ""),
    ]
    amiss = [f"{line.code} · {line.title}: {line.problem}" for line in page.amiss]
    rows = [
        [f"{line.code} · {line.title}", *(amount.number(language) for amount in line.cells)]
        for line in _in_order(page)
    ]
    totals = [_("Total"), *(amount.number(language) for amount in page.totals)]
    return Paper(
        title=_("Donor report"),
        language=language,
        author=fund.donor.name if fund.donor is not None else fund.code,
        made_on=day,
        wide=True,
        footer=f"{fund.code} · {write_date_in_full(day, language)}",
        blocks=[
            facts([row for row in about if row[1]]),
            *([heading(_("Do not add up")), *map(text_of, amiss)] if amiss else []),
            heading(_("Budget lines")),
            table([_("Line"), *map(str, page.columns)], [*rows, totals]),
            heading(_("Where the money came from and went")),
            table([_("Came in"), _("Amount")], _side(page.came, language)),
            table([_("Spent or still available"), _("Amount")], _side(page.went, language)),
        ],
    )


def _side(rows: Sequence[tuple[Any, Money]], language: str) -> list[list[str]]:
    return [[str(words), amount.number(language)] for words, amount in rows]

"""What the pages of money show."""

from __future__ import annotations

from app.grants.funding.presenter.acts import (
    ActLink,
    act_link,
    act_summary,
    allocation_figures,
    back_link,
    closing_figures,
    ending_figures,
    entry_url,
    proposal_rows,
)
from app.grants.funding.presenter.entries import (
    PROMISES,
    chain_rows,
    entries_list,
    entry_filters,
    entry_rows,
    entry_totals,
    fact_name,
    fact_rows,
    promise_rows,
    shown_figures,
)
from app.grants.funding.presenter.funds import fund_rows, fund_tabs
from app.grants.funding.presenter.imports import budget_read, costs_link, costs_page, file_link, seen_of
from app.grants.funding.presenter.money import holding_rows, money_page
from app.grants.funding.presenter.report import (
    differences,
    period_links,
    report_page,
    saved_links,
    saved_report_url,
)
from app.grants.funding.presenter.report_files import report_paper, report_sheets
from app.grants.funding.presenter.terms import versions_of_terms

__all__ = [
    "PROMISES",
    "ActLink",
    "act_link",
    "act_summary",
    "allocation_figures",
    "back_link",
    "budget_read",
    "chain_rows",
    "closing_figures",
    "costs_link",
    "costs_page",
    "differences",
    "ending_figures",
    "entries_list",
    "entry_filters",
    "entry_rows",
    "entry_totals",
    "entry_url",
    "fact_name",
    "fact_rows",
    "file_link",
    "fund_rows",
    "fund_tabs",
    "holding_rows",
    "money_page",
    "period_links",
    "promise_rows",
    "proposal_rows",
    "report_page",
    "report_paper",
    "report_sheets",
    "saved_links",
    "saved_report_url",
    "seen_of",
    "shown_figures",
    "versions_of_terms",
]

"""A network's funds, and where the money of each one is."""

from __future__ import annotations

from flask import current_app, render_template, request
from sqlalchemy import ColumnElement

from app.accounts.queries import list_people_names
from app.grants.funding import labels, presenter, queries
from app.grants.funding.forms import Subject
from app.grants.funding.models import Fund
from app.grants.funding.queries.balances import list_holdings
from app.grants.funding.queries.entries import EntryFilter
from app.grants.funding.queries.report import donor_report
from app.grants.funding.views.base import FUND, FUNDS, bp, fund_page, open_body, open_fund
from app.grants.funding.views.menus import links_for
from app.kernel.clock import today
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.languages import current_language
from app.web.list_page import ListState, fetch


@bp.get(FUNDS)
@requires(Permission.READ_FUNDS)
def funds(slug: str) -> str:
    """All funds of a network, and what finance has to do."""
    body = open_body(slug)
    found = queries.list_funds(body.id)
    rows = presenter.fund_rows(
        found,
        queries.sums_by_fund(body.id),
        queries.cash_of_funds(body.id),
        slug,
        current_language(),
        today(),
    )
    return render_template(
        "grants/funding/funds.html",
        rows=rows,
        to_close=queries.list_periods_to_close(body.id, today()),
        acts=links_for(Subject(body)),
    )


@bp.get(FUND)
@requires(Permission.READ_FUNDS)
def money(slug: str, ref: str) -> str:
    """Where a fund's money is: by line, and in which account."""
    fund = open_fund(slug, ref)
    page = None
    if fund.starts_on is not None:
        report = donor_report(fund, (fund.starts_on, max(today(), fund.starts_on)))
        page = presenter.money_page(fund, report, slug, current_language())
    held = presenter.holding_rows(list_holdings(fund, today()), fund, slug)
    return fund_page("money", fund, slug, page=page, held=held)


@bp.get(f"{FUND}entries/")
@requires(Permission.READ_FUNDS)
def entries(slug: str, ref: str) -> str:
    """The facts of a fund, and what those that are shown add up to."""
    fund = open_fund(slug, ref)
    accounts = {one.code: one.id for one in queries.list_accounts(fund.body_id)}
    figures = presenter.shown_figures(request.args.get("figure", ""))
    filters = presenter.entry_filters(fund, _award(fund), list(accounts))
    state = ListState(
        presenter.entries_list(fund, figures, filters), "grants_funding.entries", slug=slug, ref=ref
    )
    lines = {line.code: line.id for line in fund.lines}
    wanted = EntryFilter(
        line_id=lines.get(state.chosen("line")),
        award=_award(fund),
        account_id=accounts.get(state.chosen("account")),
        figure=state.chosen("figure"),
        days=_days(fund, state.chosen("period")),
    )
    page = fetch(queries.entries_statement(fund, wanted), state, size=current_app.config["PAGE_SIZE"])
    return fund_page(
        "entries",
        fund,
        slug,
        state=state,
        rows=presenter.entry_rows(page.rows, fund, figures, slug),
        totals=presenter.entry_totals(queries.sum_entries(fund, wanted), fund, figures),
        pages=state.pages(page),
    )


def _award(fund: Fund) -> str:
    """The reference of the award that the address asks for, if the fund has it: there are too many to offer
    them all."""
    wanted = request.args.get("award", "")
    return wanted if wanted and "\0" not in wanted and queries.is_award_of(fund, wanted) else ""


def _days(fund: Fund, starts_on: str) -> ColumnElement[bool] | None:
    """The condition of the period that begins on this day, as a report on it counts facts."""
    chosen = next((one for one in fund.periods if one.starts_on.isoformat() == starts_on), None)
    return queries.within(fund, chosen.starts_on, chosen.ends_on) if chosen is not None else None


@bp.get(f"{FUND}entries/<int:number>")
@requires(Permission.READ_FUNDS)
def entry(slug: str, ref: str, number: int) -> str:
    """One fact whole, and the facts that go back to it or that it goes back to."""
    fund = open_fund(slug, ref)
    fact = queries.get_fact(fund, number)
    people = list_people_names({fact.made_by_id, fact.approved_by_id})
    return fund_page(
        "entry",
        fund,
        slug,
        fact=fact,
        kind=labels.KINDS[fact.kind],
        name=presenter.fact_name(fact.number, fund),
        rows=presenter.fact_rows(fact, fund, people),
        chain=presenter.chain_rows(queries.list_chain(fact), fact, slug),
        acts=links_for(Subject(open_body(slug), fund, fact)),
    )


@bp.get(f"{FUND}awards/")
@requires(Permission.READ_FUNDS)
def awards(slug: str, ref: str) -> str:
    """What the fund promised to each grantee, and what became of it."""
    fund = open_fund(slug, ref)
    state = ListState(presenter.PROMISES, "grants_funding.awards", slug=slug, ref=ref)
    page = fetch(queries.promises_statement(fund), state, size=current_app.config["PAGE_SIZE"])
    rows = presenter.promise_rows(page.rows, fund, slug)
    return fund_page("awards", fund, slug, state=state, rows=rows, pages=state.pages(page))

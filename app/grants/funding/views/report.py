"""The donor report of a fund, and the terms that it answers to."""

from __future__ import annotations

from flask import request

from app.grants.funding import presenter
from app.grants.funding.forms import Subject
from app.grants.funding.models import Fund, Period
from app.grants.funding.queries.report import donor_report
from app.grants.funding.views.base import FUND, bp, fund_page, open_body, open_fund
from app.grants.funding.views.menus import link_for
from app.kernel.clock import today
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.languages import current_language


@bp.get(f"{FUND}report/")
@requires(Permission.READ_FUNDS)
def report(slug: str, ref: str) -> str:
    """What became of each line, up to today with a column for each period, or up to the end of one period."""
    fund = open_fund(slug, ref)
    if fund.starts_on is None or fund.ends_on is None:
        raise NotFound
    chosen = _chosen_period(fund)
    periods = [chosen] if chosen is not None else [one for one in fund.periods if one.starts_on <= today()]
    last = chosen.ends_on if chosen is not None else max(today(), fund.ends_on)
    found = donor_report(fund, (fund.starts_on, last), [(one.starts_on, one.ends_on) for one in periods])
    return fund_page(
        "report",
        fund,
        slug,
        page=presenter.report_page(fund, found, periods, current_language()),
        periods=presenter.period_links(fund, chosen, slug),
    )


@bp.get(f"{FUND}terms/")
@requires(Permission.READ_FUNDS)
def terms(slug: str, ref: str) -> str:
    """The terms of the agreement with the donor, version by version."""
    fund = open_fund(slug, ref)
    if not fund.versions:
        raise NotFound
    new = link_for("terms", Subject(open_body(slug), fund))
    return fund_page("terms", fund, slug, versions=presenter.versions_of_terms(fund), terms_link=new)


def _chosen_period(fund: Fund) -> Period | None:
    wanted = request.args.get("period", "")
    return next((one for one in fund.periods if one.starts_on.isoformat() == wanted), None)

"""The donor report of a fund, as it is now and as it was sent, and the terms that it answers to."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app.accounts.queries import list_people_names
from app.grants.funding import presenter, queries
from app.grants.funding.forms import Subject
from app.grants.funding.models import Fund, Period, SavedReport
from app.grants.funding.presenter.report import ReportPage
from app.grants.funding.queries.report import (
    Report,
    Span,
    donor_report,
    get_saved_report,
    list_saved_reports,
    read_saved,
    span_of,
)
from app.grants.funding.views.base import FUND, bp, fund_page, open_body, open_fund
from app.grants.funding.views.menus import link_for
from app.kernel.clock import today
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.kernel.settings import setting
from app.web.access import requires
from app.web.languages import current_language
from app.web.papers import pdf_response
from app.web.workbooks import workbook_response

SAVED = f"{FUND}reports/<int:number>"


@bp.get(f"{FUND}report/")
@requires(Permission.READ_FUNDS)
def report(slug: str, ref: str) -> str:
    """What became of each line, up to today with a column for each period, or up to the end of one period."""
    fund = open_fund(slug, ref)
    chosen = _chosen_period(fund)
    span = span_of(fund, chosen, today())
    wanted = chosen.starts_on.isoformat() if chosen is not None else None
    return fund_page(
        "report",
        fund,
        slug,
        page=presenter.report_page(fund, _now(fund, span), span, current_language()),
        periods=presenter.period_links(fund, chosen, slug),
        files=[url_for(f"grants_funding.{one}", slug=slug, ref=ref, period=wanted) for one in FILES],
        save_link=link_for("save-report", Subject(open_body(slug), fund)),
        saved=presenter.saved_links(list_saved_reports(fund), slug),
    )


FILES = "report_workbook", "report_paper"


def _now(fund: Fund, span: Span) -> Report:
    return donor_report(fund, span.days, span.periods)


@bp.get(f"{FUND}report.xlsx")
@requires(Permission.READ_FUNDS)
def report_workbook(slug: str, ref: str) -> Response:
    """The report as a workbook, with each entry behind it."""
    fund = open_fund(slug, ref)
    span = span_of(fund, _chosen_period(fund), today())
    page = presenter.report_page(fund, _now(fund, span), span, current_language())
    entries = queries.list_entries(fund, span.days, most=setting("EXPORT_MAX_ROWS"))
    return workbook_response(presenter.report_sheets(fund, page, entries), f"report-{fund.code}")


@bp.get(f"{FUND}report.pdf")
@requires(Permission.READ_FUNDS)
def report_paper(slug: str, ref: str) -> Response:
    """The report as a paper."""
    fund = open_fund(slug, ref)
    span = span_of(fund, _chosen_period(fund), today())
    page = presenter.report_page(fund, _now(fund, span), span, current_language())
    paper = presenter.report_paper(fund, page, span, today(), current_language())
    return pdf_response(paper, f"report-{fund.code}")


@bp.get(f"{SAVED}/")
@requires(Permission.READ_FUNDS)
def saved_report(slug: str, ref: str, number: int) -> str:
    """A report as it was sent, and which of its figures are others today."""
    fund = open_fund(slug, ref)
    saved, span, page = _saved(fund, number)
    now = presenter.report_page(fund, _now(fund, span), span, current_language())
    return fund_page(
        "saved_report",
        fund,
        slug,
        page=page,
        saved=saved,
        by=list_people_names({saved.frozen_by_id}).get(saved.frozen_by_id or 0, ""),
        differences=presenter.differences(page, now),
        report_url=url_for("grants_funding.report", slug=slug, ref=ref),
        files=[url_for(f"grants_funding.{one}", slug=slug, ref=ref, number=number) for one in SAVED_FILES],
    )


SAVED_FILES = "saved_workbook", "saved_paper"


def _saved(fund: Fund, number: int) -> tuple[SavedReport, Span, ReportPage]:
    saved = get_saved_report(fund, number)
    span, found = read_saved(saved)
    return saved, span, presenter.report_page(fund, found, span, current_language())


@bp.get(f"{SAVED}.xlsx")
@requires(Permission.READ_FUNDS)
def saved_workbook(slug: str, ref: str, number: int) -> Response:
    """A report as it was sent, as a workbook."""
    fund = open_fund(slug, ref)
    _of, _days, page = _saved(fund, number)
    return workbook_response(presenter.report_sheets(fund, page, None), f"report-{fund.code}-{number}")


@bp.get(f"{SAVED}.pdf")
@requires(Permission.READ_FUNDS)
def saved_paper(slug: str, ref: str, number: int) -> Response:
    """A report as it was sent, as a paper."""
    fund = open_fund(slug, ref)
    saved, span, page = _saved(fund, number)
    paper = presenter.report_paper(fund, page, span, saved.frozen_at.date(), current_language())
    return pdf_response(paper, f"report-{fund.code}-{number}")


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

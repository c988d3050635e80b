"""The group's side: enter what was spent, correct it, send it with the report."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.casework import opening
from app.casework.process import refusal
from app.casework.rules import contact_role
from app.documents.enums import DocumentRefusal
from app.documents.models import StoredDocument
from app.documents.views import limited_uploads
from app.grants.awards.enums import Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.queries import get_award
from app.grants.awards.rules import acts_for_grantee
from app.grants.funding.enums import FundingRefusal
from app.grants.reports import presenter, queries, rules, services
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.forms import CostReportForm, ExpenseForm, expense_form, report_form
from app.grants.reports.views.base import bp
from app.kernel.errors import DomainError, NotFound, require
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.form_views import Answer, done, not_done, show_form, try_with, writes
from app.web.forms import Form

OWN = "/grants/<ref>/expenses/"
BESIDE: dict[str, str] = {
    Refused.NOT_IN_THE_BUDGET: "item",
    Refused.DAY_OUTSIDE: "day",
    Refused.DAY_TO_COME: "day",
    Refused.DAY_STOPPED: "day",
    Refused.NOT_ABOVE_ZERO: "amount",
    Refused.OVER_THE_GRANT: "amount",
    Refused.CURRENCY_MISSING: "paid_currency",
    Refused.SAME_CURRENCY: "paid_currency",
    Refused.AMOUNT_MISSING: "paid_amount",
    Refused.ENTERED_BEFORE: "receipt_number",
    Refused.CODES_MISSING: "peer_codes",
    Refused.NOT_A_CODE: "peer_codes",
    FundingRefusal.STATEMENT_TOO_LARGE: "proof",
}
BESIDE_FILES: dict[str, str] = {
    Refused.TOO_MANY_FILES: "files",
    Refused.FILE_WAS_SENT: "files",
    DocumentRefusal.GONE: "files",
}


def _open_own(ref: str) -> GrantAward:
    """A grant at actual cost of the reader's own group. Anything else is not there."""
    award: GrantAward = opening.find_own(get_award, ref)
    if contact_role(current_actor(), award) is None or not rules.has_expenses(award):
        raise NotFound
    return award


def _open_for_writing(ref: str) -> GrantAward:
    """The same, for whoever acts for the group. Who comes too late is told so, and keeps what they wrote."""
    award = _open_own(ref)
    if acts_for_grantee(current_actor(), award) is not None:
        raise NotFound
    if not writes():
        require(rules.may_enter(current_actor(), award))
    return award


def _list(ref: str) -> str:
    return url_for("grants_reports.own", ref=ref)


@bp.get(OWN)
@signed_in
def own(ref: str) -> str:
    """What the group spent so far, and what the office accepts of it."""
    award = _open_own(ref)
    expenses, actor = queries.list_claimed(award), current_actor()
    return render_template(
        "grants/reports/own.html",
        award=award,
        rows=presenter.expense_rows(expenses),
        totals=presenter.totals_of(award, expenses),
        lines=presenter.line_rows(award, expenses),
        may_enter=rules.may_enter(actor, award) is None,
        may_report=refusal(actor, award, Action.REPORT) is None,
    )


@bp.route(f"{OWN}new", methods=["GET", "POST"])
@signed_in
@limited_uploads
def add(ref: str) -> Answer:
    """One expense more."""
    award = _open_for_writing(ref)
    form = expense_form(queries.list_items(award), queries.list_waiting(award, current_actor()))
    return _enter(_take_in(form, award), form)


@bp.route(f"{OWN}<int:number>", methods=["GET", "POST"])
@signed_in
@limited_uploads
def change(ref: str, number: int) -> Answer:
    """One expense, to be corrected or removed."""
    award = _open_for_writing(ref)
    expense = queries.get_expense(award, number)
    waiting = queries.list_waiting(award, current_actor())
    form, stamp = expense_form(queries.list_items(award), waiting, expense), rules.row_stamp(expense)
    if not form.is_submitted():
        form.show(expense)
    return _enter(_take_in(form, award), form, number, seen=request.form.get("seen", stamp))


def _take_in(form: ExpenseForm, award: GrantAward) -> GrantAward:
    """Keep the files that came with the form, also where something else of it is wrong. The grant is opened
    again after that: keeping them gives the transaction back."""
    ref, actor = award.ref, current_actor()

    def take(upload: FileStorage) -> StoredDocument:
        return services.receive_file(
            _open_for_writing(ref), upload.stream, upload.filename or "", actor=actor
        )

    return _open_for_writing(ref) if form.is_submitted() and form.receive(take) else award


def _enter(award: GrantAward, form: ExpenseForm, number: int | None = None, seen: str = "") -> Answer:
    """Keep what is valid; else show the form with what was typed and what is wrong with it."""
    actor = current_actor()
    if form.validate_on_submit() and form.read(award.currency):
        data = form.data_of()
        faults = services.faults_of(award, data, number=number)
        for fault in faults:
            form.refuse(fault, BESIDE.get(fault.code))
        if not faults and try_with(
            form,
            lambda: services.enter(award, data, actor=actor, number=number, seen=seen),
            beside=BESIDE_FILES,
        ):
            return done(_list(award.ref), _("The expense is saved."))
    return show_form(
        "grants/reports/expense.html",
        form,
        award=award,
        number=number,
        seen=seen,
        asks_again=bool(form.receipt_number.errors) or bool(form.is_another.data),
        last_kept_day=queries.keep_until(award),
        back=_list(award.ref),
    )


@bp.post(f"{OWN}<int:number>/remove")
@signed_in
def remove(ref: str, number: int) -> Response:
    """Take an expense out."""
    award, form = _open_for_writing(ref), Form()
    back = _list(ref)
    if not form.validate_on_submit():
        raise NotFound
    try:
        services.remove(award, number, actor=current_actor(), seen=request.form.get("seen", ""))
    except NotFound:
        raise
    except DomainError as refused:
        return not_done(back, refused)
    return done(back, _("The expense is removed."))


@bp.route(f"{OWN}report", methods=["GET", "POST"])
@signed_in
def report(ref: str) -> Answer:
    """The report: what happened, and the expenses with their sum."""
    award = _open_own(ref)
    actor = current_actor()
    if acts_for_grantee(actor, award) is not None:
        raise NotFound
    if not writes():
        require(refusal(actor, award, Action.REPORT))
    expenses = queries.list_expenses(award)
    lines = services.lines_to_explain(award, expenses)
    form = report_form(lines)
    if not form.is_submitted():
        _show_report(form, award)
    if form.validate_on_submit() and _send(award, form, form.notes(lines)):
        return done(url_for("grants_awards.own", ref=ref), _("Thank you. Your report is with the office."))
    return show_form(
        "grants/reports/report.html",
        form,
        award=award,
        rows=presenter.expense_rows(expenses),
        totals=presenter.totals_of(award, expenses),
        lines=presenter.line_rows(award, expenses),
        asked=[form.words_of(one.place) for one in lines],
        last_kept_day=queries.keep_until(award) if any(one.files for one in expenses) else None,
        seen=request.form.get("seen", rules.stamp(award, expenses)),
        back=_list(ref),
    )


def _show_report(form: CostReportForm, award: GrantAward) -> None:
    """What the group wrote before it was asked to change it."""
    if award.happened is not None:
        form.happened.data, form.text.data = award.happened.value, award.report_text
        form.people.data = award.people_reached
    for place, note in queries.list_notes(award).items():
        if f"why_{place}" in form:
            form.words_of(place).data = note.words


def _send(award: GrantAward, form: CostReportForm, notes: dict[int, str]) -> bool:
    """Whether the report is sent; else the form says why not: all that is wrong with its expenses at once."""
    faults = services.faults_of_report(award, notes)
    for fault in faults:
        form.refuse(fault, f"why_{fault.params['place']}" if "place" in fault.params else None)
    if faults:
        return False

    def send() -> None:
        services.send_report(
            award,
            happened=Happened(form.happened.data),
            text=form.text.data or "",
            people=form.people.data,
            actor=current_actor(),
            seen=request.form.get("seen", ""),
            notes=notes,
        )

    return try_with(form, send, beside={Refused.SPENT_ALL_THE_SAME: "happened"})

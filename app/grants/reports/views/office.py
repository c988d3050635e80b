"""The office's side: read every expense, and say what of it is accepted."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.casework import opening
from app.casework.process import refusal
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.queries import get_award
from app.grants.reports import presenter, queries, rules, services
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.forms import CheckForm, check_form
from app.grants.reports.services import Verdict
from app.grants.reports.views.base import bp
from app.kernel.errors import DomainError, NotFound
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language

CASE = "/n/<slug>/awards/<ref>/expenses/"
BESIDE: dict[str, str] = {Refused.MORE_THAN_CLAIMED: "amount", Refused.REASON_MISSING: "reason"}


@bp.get(CASE)
@requires(Permission.READ_GRANTS)
def expenses(slug: str, ref: str) -> str:
    """Every expense of a grant, and what of it was accepted."""
    award: GrantAward = opening.open_case(get_award, slug, ref)
    if not rules.has_expenses(award):
        raise NotFound
    found = queries.list_claimed(award)
    shown, language = presenter.expense_rows(found), current_language()
    can_check = refusal(current_actor(), award, Action.ACCEPT_REPORT) is None
    return render_template(
        "grants/reports/expenses.html",
        award=award,
        rows=[(row, presenter.particulars(one, language)) for row, one in zip(shown, found, strict=True)],
        totals=presenter.totals_of(award, found),
        lines=presenter.line_rows(award, found),
        check_url=url_for("grants_reports.check", slug=slug, ref=ref) if can_check else "",
        back=url_for("grants_awards.work", slug=slug, ref=ref),
    )


@bp.route(f"{CASE}check", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def check(slug: str, ref: str) -> Answer:
    """Accept each expense in full, in part or not at all, and the report with them."""
    award: GrantAward = opening.open_step(get_award, slug, ref, Action.ACCEPT_REPORT)
    if not rules.has_expenses(award):
        raise NotFound
    found = queries.list_claimed(award)
    all_in_one = rules.is_all_in_one(award, queries.list_expenses(award))
    form = check_form(found, all_in_one=all_in_one)
    if not form.is_submitted():
        form.show(found)
    keeps = request.form.get("do") == "save"
    if form.validate_on_submit():
        verdicts = form.read(found, award.currency)
        if verdicts is not None and _decide(award, form, verdicts, keeps=keeps):
            words = (
                _("Saved. The group sees what you accept, and why.")
                if keeps
                else _("The report is accepted, and the grant is closed.")
            )
            endpoint = "grants_reports.expenses" if keeps else "grants_awards.work"
            return done(url_for(endpoint, slug=slug, ref=ref), words)
    return show_form(
        "grants/reports/check.html",
        form,
        version=award.version,
        seen=request.form.get("seen", rules.stamp(award, found)),
        award=award,
        rows=[
            (row, presenter.particulars(one, current_language()), *form.parts_of(one))
            for row, one in zip(presenter.expense_rows(found), found, strict=True)
        ],
        totals=presenter.totals_of(award, found),
        lines=presenter.line_rows(award, found),
        all_in_one=all_in_one,
        back=url_for("grants_awards.work", slug=slug, ref=ref),
    )


def _decide(award: GrantAward, form: CheckForm, verdicts: dict[int, Verdict], *, keeps: bool) -> bool:
    """Whether what was decided is kept, or the report accepted with it; else the form says why not, beside
    the expense that it is about."""
    actor, version, seen = current_actor(), form.expected_version, request.form.get("seen", "")
    where: dict[str, str] = {}

    def act() -> None:
        try:
            if keeps:
                services.admit(award, verdicts, actor=actor, seen=seen)
            else:
                services.accept_report(award, verdicts, actor=actor, seen=seen, expected_version=version)
        except DomainError as refused:
            if refused.code in BESIDE:
                where[refused.code] = f"{BESIDE[refused.code]}_{refused.params['number']}"
            raise

    return try_with(form, act, beside=where)

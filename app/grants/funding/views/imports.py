"""Files that fill in a form: nothing is written until its own button is pressed, and no file is kept."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _

from app.documents.views import limited_uploads
from app.grants.funding import presenter
from app.grants.funding.forms import BudgetFileForm, Subject, award_form_with
from app.grants.funding.imports import BudgetReading, SeveralSheets, read_budget
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.views.act_table import BY_NAME
from app.grants.funding.views.base import FUNDS, bp, open_body
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.kernel.settings import setting
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, show_form, try_with
from app.web.languages import current_language

AWARD = "award"


@bp.route(f"{FUNDS}new/award/file", methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
@limited_uploads
def import_budget(slug: str) -> Answer:
    """The budget of a new award out of a file: what was understood stands in the award's own form."""
    body = open_body(slug)
    if not can_keep_funds(current_actor(), body.id):
        raise NotFound
    form, read = BudgetFileForm(), list[BudgetReading]()
    if form.validate_on_submit() and try_with(form, lambda: read.append(_read(form)), "file"):
        return _with_lines(slug, form, read[0])
    return show_form(
        "grants/funding/budget_file.html",
        form,
        back=url_for("grants_funding.act_on_network", slug=slug, name=AWARD),
        back_label=BY_NAME[AWARD].title,
    )


def _read(form: BudgetFileForm) -> BudgetReading:
    try:
        return read_budget(
            form.file.tables(),
            form.currency.data,
            most=setting("IMPORT_MAX_LINES"),
            sheet=form.sheet.data or "",
        )
    except SeveralSheets as several:
        form.offer_sheets(several.names)
        raise


def _with_lines(slug: str, sent: BudgetFileForm, reading: BudgetReading) -> Answer:
    """The form of a new award with what was read, which is sent to its own address."""
    subject, act = Subject(open_body(slug)), BY_NAME[AWARD]
    form = award_form_with(reading, sent.currency.data, current_language())
    form.offer(subject)
    return render_template(
        "grants/funding/budget_read.html",
        form=form,
        act=act,
        action=url_for("grants_funding.act_on_network", slug=slug, name=AWARD),
        back=presenter.back_link(subject),
        read=presenter.budget_read(reading, sent.currency.data),
        file_name=sent.file.data.filename,
        file_link=presenter.ActLink(
            url_for("grants_funding.import_budget", slug=slug), _("Read another file")
        ),
    )

"""Files that fill in a form: nothing is written until its own button is pressed, and no file is kept."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.documents.views import limited_uploads
from app.grants.funding import presenter
from app.grants.funding.enums import Became
from app.grants.funding.forms import (
    BudgetFileForm,
    CostsFileForm,
    RecordCostsForm,
    SeenCosts,
    Subject,
    award_form_with,
    seen_costs,
)
from app.grants.funding.imports import BudgetReading, SeveralSheets, read_budget, read_costs
from app.grants.funding.presenter.imports import AWARD
from app.grants.funding.queries import list_accounts
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.services.importing import Outcome, book_costs, try_costs
from app.grants.funding.views.act_table import BY_NAME
from app.grants.funding.views.base import FUND, FUNDS, bp, open_body, open_fund
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.kernel.settings import setting
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language

COSTS = f"{FUND}costs/file"


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


@bp.route(COSTS, methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
@limited_uploads
def import_costs(slug: str, ref: str) -> Answer:
    """The costs of a month out of a file: each row with what would become of it."""
    subject = _subject(slug, ref)
    form, read = CostsFileForm(), list[SeenCosts]()
    if form.validate_on_submit() and try_with(form, lambda: read.append(_read_costs(form, subject)), "file"):
        record = RecordCostsForm(formdata=None, rows_token=read[0].token())
        return _costs_page(subject, record, read[0])
    return show_form("grants/funding/costs_file.html", form, back=presenter.back_link(subject))


@bp.post(f"{FUND}costs/record")
@requires(Permission.MANAGE_FUNDS)
def record_costs(slug: str, ref: str) -> Answer:
    """Book what was shown, in one act. Rows that are booked by now are not booked again."""
    subject, actor, form = _subject(slug, ref), current_actor(), RecordCostsForm()
    seen = seen_costs(form.rows_token.data or "", subject, by=actor.actor_id or 0)
    booked = list[Outcome]()
    if form.validate_on_submit() and try_with(
        form, lambda: booked.extend(_book(subject, seen, form, actor)), "only_good"
    ):
        number = sum(one.became is Became.BOOKED for one in booked)
        words = ngettext("%(num)s cost is recorded.", "%(num)s costs are recorded.", number)
        return done(url_for("grants_funding.entries", slug=slug, ref=ref), words)
    return _costs_page(subject, form, seen), form.answer_status


def _subject(slug: str, ref: str) -> Subject:
    """The donor's award whose costs these are. Raises NotFound where the reader does not keep it, and for own
    funds, which have no lines."""
    subject = Subject(open_body(slug), open_fund(slug, ref))
    if subject.of_fund.is_own or not can_keep_funds(current_actor(), subject.body.id):
        raise NotFound
    return subject


def _read_costs(form: CostsFileForm, subject: Subject) -> SeenCosts:
    tables = form.file.tables()
    try:
        reading = read_costs(
            tables,
            lines=[one.code for one in subject.of_fund.lines],
            accounts={one.code: one.currency for one in list_accounts(subject.body.id)},
            most=setting("IMPORT_MAX_COSTS"),
            sheet=form.sheet.data or "",
        )
    except SeveralSheets as several:
        form.offer_sheets(several.names)
        raise
    return presenter.seen_of(reading, subject.of_fund, current_actor().actor_id or 0)


def _book(subject: Subject, seen: SeenCosts, form: RecordCostsForm, actor: Actor) -> list[Outcome]:
    return book_costs(
        subject.of_fund,
        seen.costs(subject),
        actor=actor,
        unread=seen.unread,
        only_good=bool(form.only_good.data),
    )


def _costs_page(subject: Subject, form: RecordCostsForm, seen: SeenCosts) -> str:
    slug, ref = subject.body.slug, subject.of_fund.ref
    outcomes = try_costs(subject.of_fund, seen.costs(subject), actor=current_actor())
    return render_template(
        "grants/funding/costs_read.html",
        form=form,
        page=presenter.costs_page(seen, outcomes, subject),
        action=url_for("grants_funding.record_costs", slug=slug, ref=ref),
        again=url_for("grants_funding.import_costs", slug=slug, ref=ref),
        back=presenter.back_link(subject),
    )

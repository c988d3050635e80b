"""The pages of finance: what can be paid, payment runs, and their files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.queries import get_person
from app.casework.enums import CaseworkRefusal
from app.grants.awards import presenter, queries, rules, services
from app.grants.awards.enums import AwardRefusal, Route
from app.grants.awards.forms import ApproveRunForm, ConflictForm, RunForm
from app.grants.awards.labels import ROUTES_OF_OFFICE, RUN_STATUSES
from app.grants.awards.models import PaymentRun
from app.grants.awards.services.payouts import FIELDS, read_details
from app.grants.awards.views.base import bp, open_body
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.queries import list_accounts
from app.grants.funding.services.approvals import ask_approvers
from app.kernel import audit
from app.kernel.errors import DomainError, NotFound
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.downloads import download
from app.web.form_views import Answer, done, not_done, see_other, show_form, try_with, writes
from app.web.languages import current_language
from app.web.list_page import plain_csv_response, safe_cell
from app.web.mail import mail_link
from app.web.transaction import commits

PAYMENTS = "/n/<slug>/payments/"
RUN = f"{PAYMENTS}<ref>/"


def _open_run(slug: str, ref: str) -> PaymentRun:
    body = open_body(slug, Permission.MANAGE_FUNDS)
    found = queries.get_run(ref, body.id, lock=writes())
    if any(queries.is_closed(item.tranche.award, current_actor()) for item in found.items):
        raise DomainError(CaseworkRefusal.RECUSED)
    return found


@bp.route(PAYMENTS, methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def payments(slug: str) -> Answer:
    """What can be paid now, to put into a payment run; and the runs there are."""
    body = open_body(slug, Permission.MANAGE_FUNDS)
    payable = presenter.payable_rows(current_actor(), body.id, current_language())
    currency = _currency(sorted(payable))
    accounts = {one.code: one for one in list_accounts(body.id) if one.currency == currency}
    form = RunForm()
    form.account.offer((code, f"{code} · {one.currency}") for code, one in accounts.items())
    made: list[PaymentRun] = []
    ticked = request.form.getlist("ref")
    if form.validate_on_submit():
        account = accounts[form.account.data or ""]

        def prepare() -> None:
            made.append(services.prepare_run(body, account, ticked, actor=current_actor()))

        if try_with(form, prepare):
            address: dict[str, Any] = {"slug": slug, "ref": made[0].ref}
            ask_approvers(
                body.id,
                lambda language: mail_link("grants_awards.run", language, **address),
                actor=current_actor(),
            )
            return done(
                url_for("grants_awards.run", **address),
                _("The payment run is prepared. A second person approves it."),
            )
    return show_form(
        "grants/awards/payments.html",
        form,
        rows=payable.get(currency, []),
        ticked=ticked if form.is_submitted() else None,
        currencies=[
            (one, url_for("grants_awards.payments", slug=slug, currency=one), one == currency)
            for one in sorted(payable)
        ],
        unknown=presenter.unknown_rows(current_actor(), body.id, current_language()),
        missing=presenter.missing_rows(current_actor(), body, current_language()),
        conflict_base=url_for("grants_awards.conflict", slug=slug, ref="REF"),
        runs=presenter.run_rows(queries.list_runs(body.id, most=current_app.config["PAGE_SIZE"])),
        run_base=url_for("grants_awards.run", slug=slug, ref="REF"),
    )


def _currency(known: list[str]) -> str:
    """The currency that the address names, or the first in which something can be paid."""
    wanted = request.args.get("currency", "")
    return wanted if wanted in known else next(iter(known), "")


@bp.route(RUN, methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def run(slug: str, ref: str) -> Answer:
    """A payment run before the eyes of the second person; once it is approved, its files."""
    found, actor = _open_run(slug, ref), current_actor()
    form = ApproveRunForm()
    here = url_for("grants_awards.run", slug=slug, ref=ref)
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.approve_run(
            found,
            actor=actor,
            despite_cash=bool(form.despite_cash.data),
            seen=request.form.get("seen", ""),
        ),
        beside={FundingRefusal.CASH_SHORT: "despite_cash"},
    ):
        return done(here, _("The payments are recorded. Fetch the files below and send the money."))
    return show_form(
        "grants/awards/run.html",
        form,
        run=found,
        status=RUN_STATUSES[found.status],
        rows=presenter.run_items(found, current_language()),
        prepared_by=get_person(found.prepared_by_id).chosen_name,
        decided_by=get_person(found.decided_by_id).chosen_name if found.decided_by_id else "",
        waits=rules.waits_for_approval(found),
        is_own=rules.may_approve_run(actor, found) is AwardRefusal.PREPARED_BY_YOU,
        files=_files(found, slug) if _has_files(found) else [],
        bank=presenter.bank_file_of(found) if rules.waits_for_approval(found) or _has_files(found) else None,
        bank_url=url_for("grants_awards.bank_file", slug=slug, ref=ref),
        account_url=url_for("grants_funding.act_on_network", slug=slug, name="bank-account"),
        back=url_for("grants_awards.payments", slug=slug),
        seen=request.form.get("seen", rules.run_stamp(found)),
        cancel_url=url_for("grants_awards.cancel_run", slug=slug, ref=ref),
        leave_out_base=url_for("grants_awards.leave_out", slug=slug, ref=ref, award="REF"),
        conflict_base=url_for("grants_awards.conflict", slug=slug, ref="REF"),
    )


def _has_files(found: PaymentRun) -> bool:
    return rules.has_files(found, timedelta(days=current_app.config["PAYMENT_FILE_DAYS"]))


def _files(found: PaymentRun, slug: str) -> list[tuple[str, str]]:
    """(words, address) of the file of each route in the run."""
    routes = sorted({item.route for item in found.items})
    return [
        (str(ROUTES_OF_OFFICE[one]), url_for("grants_awards.file", slug=slug, ref=found.ref, route=one.value))
        for one in routes
    ]


@bp.post(f"{RUN}cancel")
@requires(Permission.MANAGE_FUNDS)
def cancel_run(slug: str, ref: str) -> Response:
    """Nothing of the run is paid."""
    found = _open_run(slug, ref)
    form = ApproveRunForm()
    back = url_for("grants_awards.run", slug=slug, ref=ref)
    if not form.validate_on_submit():
        return see_other(back)
    services.cancel_run(found, actor=current_actor())
    return done(url_for("grants_awards.payments", slug=slug), _("The payment run is cancelled."))


@bp.post(f"{RUN}leave-out/<award>")
@requires(Permission.MANAGE_FUNDS)
def leave_out(slug: str, ref: str, award: str) -> Response:
    """One grant is not paid with this run."""
    found = _open_run(slug, ref)
    back = url_for("grants_awards.run", slug=slug, ref=ref)
    if not ApproveRunForm().validate_on_submit():
        return see_other(back)
    try:
        services.leave_out(found, award, actor=current_actor())
    except DomainError as refused:
        return not_done(back, refused)
    return done(back, _("The payment is left out. It can go into another payment run."))


@bp.route(f"{PAYMENTS}conflict/<ref>", methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def conflict(slug: str, ref: str) -> Answer:
    """Somebody in finance has a conflict of interest with a group: others pay it."""
    body = open_body(slug, Permission.MANAGE_FUNDS)
    award, actor = queries.get_award(ref, body_id=body.id, lock=writes()), current_actor()
    if queries.is_closed(award, actor):
        raise DomainError(CaseworkRefusal.RECUSED)
    form, back = ConflictForm(), url_for("grants_awards.payments", slug=slug)
    if form.validate_on_submit():
        note = (form.note.data or "").strip()
        if try_with(form, lambda: services.declare_conflict(award, note=note, actor=actor)):
            return done(back, _("Somebody else pays this group. You do not see its payments any more."))
    return show_form("grants/awards/conflict.html", form, award=award, back=back)


@bp.get(f"{RUN}files/<route>.csv")
@requires(Permission.MANAGE_FUNDS)
@commits
def file(slug: str, ref: str, route: str) -> Response:
    """The payments of one route with where they go: the one place that names it. Who fetched it is kept."""
    found = _open_run(slug, ref)
    if not _has_files(found) or route not in {one.value for one in Route}:
        raise NotFound
    chosen = Route(route)
    items = [item for item in presenter.in_order(found) if item.route is chosen]
    if not items:
        raise NotFound
    _record_reading(found, chosen.value)
    names, currency = FIELDS[chosen], found.account.currency
    rows = []
    for item in items:
        award, details = item.tranche.award, read_details(item.details)
        rows.append(
            [
                f"{award.ref}-{item.tranche.number}",
                safe_cell(award.title),
                presenter.plain_amount(currency, item.minor),
                currency,
                *(details.get(one, "") for one in names),
            ]
        )
    headings = ["reference", "group", "amount", "currency", *names]
    return plain_csv_response(headings, rows, f"payments-{found.ref}-{chosen.value}")


def _record_reading(found: PaymentRun, route: str) -> None:
    audit.record(
        "payment_run.file_read",
        subject="payment_run",
        subject_id=found.id,
        actor=current_actor(),
        body_id=found.body_id,
        details={"route": route},
    )


@bp.get(f"{RUN}files/bank.xml")
@requires(Permission.MANAGE_FUNDS)
@commits
def bank_file(slug: str, ref: str) -> Response:
    """What goes through a bank, as the file that banks read (ISO 20022). Who fetched it is kept."""
    found = _open_run(slug, ref)
    bank = presenter.bank_file_of(found) if _has_files(found) else None
    if bank is None or bank.lacks or not bank.has_payer:
        raise NotFound
    _record_reading(found, "iso20022")
    return download(bank.written(), "application/xml", f"payments-{found.ref}.xml")

"""The group's side: read and accept the grant, say how money reaches it, what arrived, and what happened."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.casework.presenter import history, own_steps, progress_for_organisation
from app.casework.process import steps_open_to
from app.casework.queries import list_events
from app.grants.awards import presenter, rules, services
from app.grants.awards.agreement import read_agreement
from app.grants.awards.enums import AwardRefusal, Happened, Route
from app.grants.awards.forms import DETAILS_FORMS, AcceptForm, ReceiptForm, ReportForm, RouteForm
from app.grants.awards.labels import ROUTES
from app.grants.awards.models import GrantAward, Tranche
from app.grants.awards.process_words import Action
from app.grants.awards.services.payouts import read_details
from app.grants.awards.views.base import bp, open_own, open_own_step
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.form_views import Answer, done, see_other, show_form, try_with
from app.web.languages import current_language
from app.web.papers import pdf_response

OWN = "/grants/<ref>/"


def _own(ref: str) -> str:
    return url_for("grants_awards.own", ref=ref)


def _expenses(award: GrantAward) -> str:
    """Where the group enters what it spent, once something was sent of a grant that pays actual costs."""
    if rules.is_fixed(award) or not any(rules.is_paid(one) for one in award.tranches):
        return ""
    return link_to(Link.GRANT_EXPENSES, ref=award.ref)


@bp.get(OWN)
@signed_in
def own(ref: str) -> str:
    """Where the grant stands, and what is asked of the group now."""
    award = open_own(ref)
    kind, label = award.process.sign_for_organisation(award.status)
    language = current_language()
    return render_template(
        "grants/awards/own.html",
        award=award,
        call=award.application.call,
        steps=own_steps(progress_for_organisation(award)),
        timeline=history(award, list_events(award), names={}, for_organisation=True),
        actions={one.action for one in steps_open_to(current_actor(), award)},
        parts=presenter.tranche_lines(award, language),
        route=ROUTES[award.route] if award.route is not None else "",
        next_part=rules.unconfirmed(award),
        said_part=rules.last_confirmed(award),
        stop_reason=award.stop_reason if rules.is_stopped(award) else None,
        usable_at=award.details_usable_at if rules.waits_for_details(award) else None,
        status_kind=kind,
        status_label=label,
        is_signed=award.accepted_at is not None,
        to_sign=rules.variation_to_sign(award),
        is_being_reduced=rules.is_being_reduced(award),
        withdrawn=rules.withdrawn_variation(award),
        wanted=rules.day_asked_for(award),
        refused=rules.refused_variation(award),
        expenses_url=_expenses(award),
        known=presenter.known_line(award),
    )


@bp.route(f"{OWN}accept", methods=["GET", "POST"])
@signed_in
def accept(ref: str) -> Answer:
    """The agreement on one page, and the group's signature."""
    award = open_own_step(ref, Action.ACCEPT)
    form = AcceptForm()
    if form.validate_on_submit():
        seen = request.form.get("seen", "")

        def sign() -> None:
            services.accept(
                award,
                name=form.name.data or "",
                role=form.role.data or "",
                seen_hash=seen,
                actor=current_actor(),
            )

        if try_with(form, sign):
            return done(
                url_for("grants_awards.route", ref=ref),
                _("You have accepted the grant. Now say how money can reach you."),
            )
    return show_form("grants/awards/accept.html", form, award=award, paragraphs=_paragraphs(award))


def _paragraphs(award: GrantAward) -> list[str]:
    return read_agreement(rules.agreement_now(award)[0])


@bp.get(f"{OWN}agreement")
@signed_in
def agreement(ref: str) -> str:
    """What both sides signed."""
    award = open_own(ref)
    return render_template(
        "grants/awards/agreement.html",
        award=award,
        paragraphs=_paragraphs(award),
        amendments=presenter.amendment_lines(award, current_language()),
    )


@bp.get(f"{OWN}agreement.pdf")
@signed_in
def agreement_file(ref: str) -> Response:
    """The agreement to keep."""
    award = open_own(ref)
    return pdf_response(presenter.agreement_paper(award), f"agreement-{award.ref}")


@bp.route(f"{OWN}money", methods=["GET", "POST"])
@signed_in
def route(ref: str) -> Answer:
    """How money can reach the group."""
    award = open_own_step(ref, Action.ENTER_DETAILS)
    form = RouteForm()
    if form.validate_on_submit():
        return see_other(url_for("grants_awards.details", ref=ref, route=form.route.data))
    if not form.is_submitted() and award.route is not None:
        form.route.data = award.route.value
    return show_form("grants/awards/route.html", form, award=award)


@bp.route(f"{OWN}money/<route>", methods=["GET", "POST"])
@signed_in
def details(ref: str, route: str) -> Answer:
    """Where money is sent by one route."""
    award = open_own_step(ref, Action.ENTER_DETAILS)
    if route not in {one.value for one in Route}:
        raise NotFound
    chosen = Route(route)
    form = DETAILS_FORMS[chosen]()
    if not form.is_submitted() and award.route is chosen:
        for name, value in read_details(award.details).items():
            form[name].data = value
    if not form.is_submitted() and "country" in form and not form["country"].data:
        form["country"].data = award.country
    if form.validate_on_submit():

        def save() -> None:
            services.enter_details(award, chosen, form.details(chosen), actor=current_actor())

        beside: dict[str, str] = {AwardRefusal.ACCOUNT_MISTYPED: "account", AwardRefusal.BIC_MISTYPED: "bic"}
        if try_with(form, save, beside=beside):
            if rules.waits_for_details(award):
                return done(_own(ref), _("Saved. The change is used some days from now."))
            return done(_own(ref), _("Saved. The office sends money there."))
    return show_form(
        "grants/awards/details.html",
        form,
        award=award,
        route_label=ROUTES[chosen],
        is_change=award.route is not None,
    )


@bp.route(f"{OWN}arrived/<int:number>", methods=["GET", "POST"])
@signed_in
def confirm(ref: str, number: int) -> Answer:
    """What arrived of one part of the grant; what was said can be put right."""
    award = open_own_step(ref, Action.CONFIRM)
    tranche = next((one for one in award.tranches if one.number == number), None)
    if tranche is None:
        raise NotFound
    form, sent = ReceiptForm(), Money(tranche.minor, award.currency)
    if not form.is_submitted() and tranche.received is not None:
        form.show(tranche.received, sent, tranche.received_on)
    if form.validate_on_submit() and _say(form, award, tranche):
        told = (
            _("Thank you. Finance finds out where the money is.")
            if form.is_missing
            else _("Thank you. The office sees what arrived.")
        )
        return done(_own(ref), told)
    return show_form("grants/awards/confirm.html", form, award=award, sent=sent)


def _say(form: ReceiptForm, award: GrantAward, tranche: Tranche) -> bool:
    """Whether what the group says of a payment is kept; else the form says why not."""
    number, actor = tranche.number, current_actor()
    if form.is_missing:
        return try_with(form, lambda: services.say_missing(award, number=number, actor=actor), "arrived")
    arrived, day = form.arrived_minor(tranche.minor, award.currency), form.day.data
    if arrived is None or day is None:
        return False
    minor, currency = arrived
    beside: dict[str, str] = {AwardRefusal.NOTHING_ARRIVED: "amount", AwardRefusal.DAY_TO_COME: "day"}
    return try_with(
        form,
        lambda: services.confirm_receipt(
            award, number=number, minor=minor, currency=currency, day=day, actor=actor
        ),
        beside=beside,
    )


@bp.route(f"{OWN}report", methods=["GET", "POST"])
@signed_in
def report(ref: str) -> Answer:
    """What became of the grant, on one page. With actual costs it is a page of its own."""
    award = open_own_step(ref, Action.REPORT)
    if not rules.is_fixed(award):
        return see_other(link_to(Link.COST_REPORT, ref=ref))
    form = ReportForm()
    if not form.is_submitted() and award.reported_at is not None:
        _show_report(form, award)
    if form.validate_on_submit() and form.read_left(award.currency):

        def send() -> None:
            services.send_report(
                award,
                happened=Happened(form.happened.data),
                text=form.text.data or "",
                people=form.people.data,
                left_minor=form.left.minor if form.left.data else 0,
                actor=current_actor(),
                seen=request.form.get("seen", ""),
            )

        if try_with(form, send, beside={AwardRefusal.TOO_MUCH: "left"}):
            return done(_own(ref), _("Thank you. Your report is with the office."))
    seen = request.form.get("seen", rules.report_stamp(award))
    return show_form("grants/awards/report.html", form, award=award, seen=seen)


def _show_report(form: ReportForm, award: GrantAward) -> None:
    """What the group wrote before it was asked to change it."""
    form.happened.data = award.happened.value if award.happened is not None else None
    form.text.data, form.people.data = award.report_text, award.people_reached
    if award.left_minor:
        form.left.show(Money(award.left_minor, award.currency))

"""An agreement is changed: the group asks for more time, the office proposes it or another amount, a second
person decides, and the group signs another amount."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from app.casework.process import refusal
from app.grants.awards import presenter, rules, services
from app.grants.awards.agreement import read_agreement
from app.grants.awards.enums import AwardRefusal
from app.grants.awards.forms import AcceptForm, AmountChangeForm, TimeForm, VariationForm
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.views.base import bp, open_own_step, open_step
from app.kernel.errors import require
from app.kernel.permissions import Permission
from app.web.access import requires, signed_in
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language

CASE = "/n/<slug>/awards/<ref>/"
BESIDE: dict[str, str] = {
    AwardRefusal.NOT_LATER: "day",
    AwardRefusal.AFTER_THE_DONOR: "day",
    AwardRefusal.REASON_MISSING: "reason",
    AwardRefusal.SAME_AMOUNT: "amount",
    AwardRefusal.OVER_THE_CALL: "amount",
    AwardRefusal.TOO_LITTLE: "amount",
}


@bp.route("/grants/<ref>/more-time", methods=["GET", "POST"])
@signed_in
def ask_for_time(ref: str) -> Answer:
    """The group asks for more time for its report."""
    award = open_own_step(ref, Action.ASK_TIME)
    form, back = TimeForm(), url_for("grants_awards.own", ref=ref)
    if form.validate_on_submit() and form.day.data is not None:
        day = form.day.data
        if try_with(
            form,
            lambda: services.ask_for_time(
                award, day=day, reason=form.reason.data or "", actor=current_actor()
            ),
            beside=BESIDE,
        ):
            return done(back, _("Sent. The office will answer you here."))
    return show_form(
        "grants/awards/ask_time.html",
        form,
        award=award,
        due=services.report_day(award),
        back={"url": back, "label": _("Your grant")},
    )


def _back(slug: str, award: GrantAward) -> dict[str, str]:
    return {"url": url_for("grants_awards.work", slug=slug, ref=award.ref), "label": award.title}


@bp.route(f"{CASE}more-time", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def propose_time(slug: str, ref: str) -> Answer:
    """The office proposes more time for the report of a group."""
    award = open_step(slug, ref, Action.PROPOSE_TIME)
    form, back = TimeForm(), _back(slug, award)
    if form.validate_on_submit() and form.day.data is not None:
        day = form.day.data
        if try_with(
            form,
            lambda: services.propose_time(
                award,
                day=day,
                reason=form.reason.data or "",
                actor=current_actor(),
                expected_version=form.expected_version,
            ),
            beside=BESIDE,
        ):
            return done(back["url"], _("More time is proposed. A second person decides."))
    return show_form(
        "grants/awards/propose_time.html",
        form,
        version=award.version,
        award=award,
        due=services.report_day(award),
        words=award.process.words[Action.PROPOSE_TIME],
        back=back,
    )


@bp.route(f"{CASE}amount", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def propose_amount(slug: str, ref: str) -> Answer:
    """The office proposes another amount for the grant of a group."""
    award = open_step(slug, ref, Action.PROPOSE_AMOUNT)
    form, back = AmountChangeForm(), _back(slug, award)

    def propose() -> None:
        services.propose_amount(
            award,
            minor=form.amount.minor,
            reason=form.reason.data or "",
            actor=current_actor(),
            expected_version=form.expected_version,
        )

    may_send = form.validate_on_submit() and form.amount.read(award.currency)
    if may_send and try_with(form, propose, beside=BESIDE):
        return done(back["url"], _("Another amount is proposed. A second person decides."))
    return show_form(
        "grants/awards/propose_amount.html",
        form,
        version=award.version,
        award=award,
        sent=presenter.tranche_lines(award, current_language()),
        words=award.process.words[Action.PROPOSE_AMOUNT],
        back=back,
    )


@bp.route(f"{CASE}change", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def decide_variation(slug: str, ref: str) -> Answer:
    """Agree to a change of the grant, or not, in words that the group reads."""
    award = open_step(slug, ref, Action.REFUSE_VARIATION)
    form, back, variation = VariationForm(), _back(slug, award), rules.proposed_variation(award)
    if form.validate_on_submit() and try_with(form, lambda: _decide(award, form), beside=BESIDE):
        return done(back["url"], _("The decision is made."))
    require(refusal(current_actor(), award, Action.REFUSE_VARIATION))
    assert variation is not None
    return show_form(
        "grants/awards/variation.html",
        form,
        version=award.version,
        award=award,
        variation=variation,
        title=presenter.variation_title(variation),
        facts_of=presenter.variation_facts(variation, current_language()),
        is_own=rules.is_proposed_by(variation, current_actor()),
        back=back,
    )


def _decide(award: GrantAward, form: VariationForm) -> None:
    seen, version = request.form.get("seen", ""), form.expected_version
    if form.agrees:
        services.approve_variation(award, seen=seen, actor=current_actor(), expected_version=version)
    else:
        reason = form.reason.data or ""
        services.refuse_variation(
            award, reason=reason, seen=seen, actor=current_actor(), expected_version=version
        )


@bp.route("/grants/<ref>/change", methods=["GET", "POST"])
@signed_in
def sign_variation(ref: str) -> Answer:
    """The agreement with a change that waits for the group, and its signature."""
    award = open_own_step(ref, Action.SIGN_VARIATION)
    form, back, variation = (
        AcceptForm(),
        url_for("grants_awards.own", ref=ref),
        rules.variation_to_sign(award),
    )
    if form.validate_on_submit() and try_with(form, lambda: _sign(award, form)):
        return done(back, _("Signed. The new amount applies from now on."))
    require(refusal(current_actor(), award, Action.SIGN_VARIATION))
    assert variation is not None
    return show_form(
        "grants/awards/sign_variation.html",
        form,
        award=award,
        variation=variation,
        facts_of=presenter.variation_facts(variation, current_language()),
        paragraphs=read_agreement(variation.agreement or "[]"),
        back=back,
    )


def _sign(award: GrantAward, form: AcceptForm) -> None:
    services.sign_variation(
        award,
        name=form.name.data or "",
        role=form.role.data or "",
        seen_hash=request.form.get("seen", ""),
        actor=current_actor(),
    )

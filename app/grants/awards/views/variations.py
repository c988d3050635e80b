"""An agreement is changed: the group asks for more time, the office proposes it, a second person decides."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from app.casework.process import refusal
from app.grants.awards import presenter, rules, services
from app.grants.awards.enums import AwardRefusal
from app.grants.awards.forms import TimeForm, VariationForm
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

"""The committee's vote and its decision."""

from __future__ import annotations

from flask_babel import gettext as _

from app.kernel.permissions import Permission
from app.membership import labels, presenter, rules, services
from app.membership.enums import Ballot, Outcome, VerdictStage
from app.membership.forms.working import DecisionForm, VoteForm, verdicts_form
from app.membership.models import Application
from app.membership.views.base import acted, bp, case_form, open_case
from app.membership.views.secretariat import CASE
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, check_version, try_with
from app.web.languages import current_language


@bp.route(f"{CASE}/vote", methods=["GET", "POST"])
@requires(Permission.VOTE_ON_MEMBERSHIP)
def vote(slug: str, ref: str) -> Answer:
    """Vote, or change one's vote, until the decision."""
    application = open_case(slug, ref)
    actor = current_actor()
    before = next((one for one in application.votes if one.person_id == actor.actor_id), None)
    form = VoteForm(data=_vote_data(before.choice, before.tier, before.reason) if before else None)
    form.offer(application.policy)
    if form.validate_on_submit():

        def cast() -> None:
            services.cast_vote(
                application,
                choice=Ballot(form.choice.data),
                tier=form.tier.data or None,
                reason=form.reason.data,
                language=current_language(),
                actor=actor,
            )

        if try_with(form, cast):
            return acted(application, _("Your vote is recorded."))
    return case_form("vote", form, application)


def _vote_data(choice: Ballot, tier: str | None, reason: str) -> dict[str, str | None]:
    return {"choice": choice.value, "tier": tier, "reason": reason}


@bp.route(f"{CASE}/decide", methods=["GET", "POST"])
@requires(Permission.VOTE_ON_MEMBERSHIP)
def decide(slug: str, ref: str) -> Answer:
    """Record what the committee decided, with a reason for every criterion."""
    application = open_case(slug, ref)
    majority = rules.majority(application)
    assessed = presenter.verdicts_of(application, VerdictStage.ASSESSMENT)
    form = verdicts_form(DecisionForm, application.policy, assessed)
    form.offer(application.policy)
    if not form.is_submitted():
        form.tier.data = _wanted_tier(application)
    if form.validate_on_submit():
        check_version(form, application.version)

        def record() -> None:
            services.record_decision(
                application,
                outcome=Outcome.DECLINED if majority is Ballot.DECLINE else Outcome.ADMITTED,
                tier=form.tier.data or None,
                verdicts=form.given(),
                words=form.words.data,
                language=current_language(),
                actor=current_actor(),
            )

        if try_with(form, record):
            return acted(application, _("The decision is recorded, and the organisation has been told."))
    return case_form(
        "decide",
        form,
        application,
        criteria=presenter.criterion_rows(application, current_language()),
        majority=majority,
        majority_label=labels.CHOICE[majority] if majority else None,
        refusal=rules.may_record_decision(current_actor(), application),
        words=labels.ERRORS,
    )


def _wanted_tier(application: Application) -> str | None:
    """The tier that most votes to admit name."""
    named = [one.tier for one in rules.counted_votes(application) if one.tier]
    return max(sorted(set(named)), key=named.count) if named else None

"""The committee's vote and its decision."""

from __future__ import annotations

from flask_babel import gettext as _

from app.kernel.permissions import Permission
from app.membership import labels, presenter, rules, services
from app.membership.enums import Ballot, VerdictStage
from app.membership.forms.verdicts import CHANGE, CONFIRM, DecisionForm, verdicts_form
from app.membership.forms.working import VoteForm
from app.membership.models import Application
from app.membership.process_words import Action
from app.membership.views.base import acted, bp, case_form, case_url, open_case, open_step
from app.membership.views.secretariat import CASE
from app.web.access import requires
from app.web.actor import current_actor
from app.web.errors import words_of
from app.web.form_views import Answer, show_form, try_with
from app.web.languages import current_language


@bp.route(f"{CASE}/vote", methods=["GET", "POST"])
@requires(Permission.VOTE_ON_MEMBERSHIP)
def vote(slug: str, ref: str) -> Answer:
    """Vote, or change one's vote, until the decision."""
    application = open_step(slug, ref, Action.VOTE)
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
    """Write down what the committee decided, check it, and make it final."""
    application = open_case(slug, ref)
    form = _decision_form(application)
    if form.validate_on_submit():
        if form.step.data == CONFIRM and try_with(form, lambda: _record(application, form)):
            return acted(application, _("The decision is recorded. The group can read it on its desk."))
        if not form.step.data:
            return _page_to_check(application, form), 200
    elif form.lacks_only_reading:
        return _page_to_check(application, form), 422
    refusal = rules.may_record_decision(current_actor(), application)
    return case_form(
        "decide",
        form,
        application,
        criteria=presenter.criterion_rows(application, current_language()),
        votes=presenter.vote_tally(application),
        wanted_tier=presenter.wanted_tier(application, current_language()),
        refusal=words_of(refusal) if refusal else "",
        is_even=rules.majority(application) is None,
        labels=labels,
    )


def _decision_form(application: Application) -> DecisionForm:
    assessed = presenter.verdicts_of(application, VerdictStage.ASSESSMENT)
    form: DecisionForm = verdicts_form(DecisionForm, application.policy, assessed)
    form.offer(application.policy, rules.majority(application))
    return form


def _record(application: Application, form: DecisionForm) -> None:
    outcome, tier = form.decided()
    services.record_decision(
        application,
        outcome=outcome,
        tier=tier,
        verdicts=form.given(),
        words=form.words.data,
        language=current_language(),
        actor=current_actor(),
        expected_version=form.expected_version,
    )


def _page_to_check(application: Application, form: DecisionForm) -> str:
    """Everything as it will stand, and what the applicant will read, before it cannot be undone."""
    page, _status = show_form(
        "membership/decide_check.html",
        form,
        version=application.version,
        application=application,
        case_url=case_url(application),
        outcome=labels.OUTCOME[form.decided()[0]],
        decided=presenter.decided_rows(application, form.given()),
        votes=presenter.vote_tally(application),
        steps={"confirm": CONFIRM, "change": CHANGE},
        labels=labels,
    )
    return page

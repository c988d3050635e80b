"""What officers do with a case."""

from __future__ import annotations

from flask_babel import gettext as _
from rapidfuzz import fuzz, process

from app.kernel.permissions import Permission
from app.kernel.text import search_key
from app.membership import labels, presenter, queries, rules, services
from app.membership.enums import VerdictStage
from app.membership.forms.verdicts import VerdictsForm, verdicts_form
from app.membership.forms.working import (
    ForwardForm,
    ObjectionsForm,
    RequestForm,
)
from app.membership.models import Application
from app.membership.process_words import WORDS, Action
from app.membership.views.base import acted, bp, case_form, open_step
from app.organisations.queries import names_of
from app.questionnaires.presenter import read_only
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, try_with
from app.web.languages import current_language

CASE = "/n/<slug>/applications/<ref>"
NEAR_ENOUGH = 88.0  # of 100: how alike a named organisation must be to be ticked for the officer
FORWARD = "<any('start_check','open_comment','send_to_committee'):action>"


@bp.route(f"{CASE}/assess", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def assess(slug: str, ref: str) -> Answer:
    """The secretariat's verdict on each criterion."""
    application = open_step(slug, ref, Action.ASSESS)
    before = presenter.verdicts_of(application, VerdictStage.ASSESSMENT)
    form = verdicts_form(VerdictsForm, application.policy, before)
    if form.validate_on_submit():

        def assess_them() -> None:
            services.assess(
                application,
                form.given(),
                actor=current_actor(),
                expected_version=form.expected_version,
            )

        if try_with(form, assess_them):
            return acted(application, _("The assessment is saved."))
    criteria = presenter.criterion_rows(application, current_language())
    return case_form("assess", form, application, criteria=criteria, labels=labels)


@bp.route(f"{CASE}/ask", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def request_information(slug: str, ref: str) -> Answer:
    """Ask the applicant something, and open the questions it concerns."""
    application = open_step(slug, ref, Action.REQUEST_INFORMATION)
    form = RequestForm()
    form.offer(read_only(application.response, current_language()))
    if form.validate_on_submit():

        def ask() -> None:
            services.request_information(
                application,
                questions=form.questions.data,
                message=form.message.data,
                language=current_language(),
                actor=current_actor(),
                expected_version=form.expected_version,
            )

        if try_with(form, ask):
            return acted(application, _("The questions were sent to the applicant."))
    return case_form("request_information", form, application, days=application.policy.limits.information)


@bp.route(f"{CASE}/on/{FORWARD}", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def forward(slug: str, ref: str, action: str) -> Answer:
    """Send a screened case to the region, to the members, or to the committee."""
    chosen = Action(action)
    application = open_step(slug, ref, chosen)
    form, unmatched = _forward_form(application)
    if form.validate_on_submit():

        def send() -> None:
            services.forward(
                application,
                chosen,
                excluding=form.excluding.data or [],
                actor=current_actor(),
                expected_version=form.expected_version,
            )

        if try_with(form, send):
            return acted(application, str(WORDS[chosen].event))
    return case_form(
        "forward",
        form,
        application,
        action=chosen,
        label=WORDS[chosen].button,
        unmatched=unmatched,
        vacant=chosen is Action.START_CHECK and queries.nobody_can_check(application),
        asks_members=rules.wants_comment(application),
    )


def _forward_form(application: Application) -> tuple[ForwardForm, list[str]]:
    """The form with the members that circulation would reach, the named ones ticked; names not found."""
    form = ForwardForm()
    asks = rules.wants_comment(application)
    tiers = application.policy.commenting_tiers
    members = queries.list_members_to_exclude(application.body_id, tiers) if asks else []
    names = names_of(members)
    form.excluding.choices = sorted(names.items(), key=lambda pair: search_key(pair[1]))
    wished = [line.strip() for line in (application.wished_exclusions or "").splitlines() if line.strip()]
    keys = {organisation_id: search_key(name) for organisation_id, name in names.items()}
    found, unmatched = [], []
    for line in wished:
        match = process.extractOne(search_key(line), keys, scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH)
        if match is None:
            unmatched.append(line)
        else:
            found.append(match[2])
    if not form.is_submitted():
        form.excluding.data = found
    return form, unmatched


@bp.route(f"{CASE}/put-objections", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def put_objections(slug: str, ref: str) -> Answer:
    """Tell the applicant what is held against it."""
    application = open_step(slug, ref, Action.PUT_OBJECTIONS)
    form = ObjectionsForm()
    if form.validate_on_submit():

        def put() -> None:
            services.put_objections(
                application,
                substance=form.substance.data,
                language=current_language(),
                actor=current_actor(),
                expected_version=form.expected_version,
            )

        if try_with(form, put):
            return acted(
                application,
                _("The objections were shared with the applicant, without saying who raised them."),
            )
    return case_form(
        "put_objections",
        form,
        application,
        objections=rules.objections_to_put(application),
        days=application.policy.limits.reply,
    )

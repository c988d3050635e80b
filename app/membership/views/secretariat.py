"""What officers do with a case."""

from __future__ import annotations

from flask import redirect
from flask_babel import gettext as _
from rapidfuzz import fuzz, process
from werkzeug.wrappers import Response

from app.kernel import clock
from app.kernel.errors import require
from app.kernel.locales import picked
from app.kernel.permissions import Permission
from app.kernel.text import search_key
from app.membership import labels, presenter, queries, rules, services
from app.membership.enums import Action, VerdictStage
from app.membership.forms.working import (
    ExtendForm,
    ForwardForm,
    ObjectionsForm,
    PlainForm,
    RequestForm,
    VerdictsForm,
    verdicts_form,
)
from app.membership.models import Application
from app.membership.views.base import Answer, acted, bp, case_form, check_version, open_case, try_with
from app.organisations.queries import names_of
from app.questionnaires.reading import definition_of
from app.web.access import requires
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.languages import current_language

CASE = "/n/<slug>/applications/<ref>"
NEAR_ENOUGH = 88.0  # of 100: how alike a named organisation must be to be ticked for the officer
FORWARD = "<any('start_check','open_comment','send_to_committee'):action>"


@bp.post(f"{CASE}/take")
@requires(Permission.SCREEN_APPLICATIONS)
def take(slug: str, ref: str) -> Response:
    """Look after this case."""
    application = open_case(slug, ref)
    services.take_case(application, actor=current_actor())
    return acted(application, _("You look after this case now."))


@bp.post(f"{CASE}/reached")
@requires(Permission.READ_CASES)
def reached(slug: str, ref: str) -> Response:
    """The group was told without e-mail."""
    application = open_case(slug, ref)
    services.note_reached(application, actor=current_actor())
    return redirect(link_to(Link.DESK), 303)


@bp.route(f"{CASE}/assess", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def assess(slug: str, ref: str) -> Answer:
    """The secretariat's verdict on each criterion."""
    application = open_case(slug, ref)
    before = presenter.verdicts_of(application, VerdictStage.ASSESSMENT)
    form = verdicts_form(VerdictsForm, application.policy, before)
    if form.validate_on_submit():
        check_version(form, application)
        if try_with(form, lambda: services.assess(application, form.given(), actor=current_actor())):
            return acted(application, _("The assessment is saved."))
    criteria = presenter.criterion_rows(application, current_language())
    return case_form("assess", form, application, criteria=criteria)


@bp.route(f"{CASE}/ask", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def request_information(slug: str, ref: str) -> Answer:
    """Ask the applicant something, and open the questions it concerns."""
    application = open_case(slug, ref)
    language = current_language()
    form = RequestForm()
    form.questions.choices = [
        (question.code, picked(dict(question.label), language))
        for question in definition_of(application.response).questions()
    ]
    if form.validate_on_submit():
        check_version(form, application)

        def ask() -> None:
            services.request_information(
                application,
                questions=form.questions.data,
                message=form.message.data,
                language=language,
                actor=current_actor(),
            )

        if try_with(form, ask):
            return acted(application, _("The applicant was asked."))
    return case_form("request_information", form, application, days=application.policy.limits.information)


@bp.route(f"{CASE}/on/{FORWARD}", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def forward(slug: str, ref: str, action: str) -> Answer:
    """Send a screened case to the region, to the members, or to the committee."""
    application = open_case(slug, ref)
    chosen = Action(action)
    form, unmatched = _forward_form(application)
    if form.validate_on_submit():
        check_version(form, application)

        def send() -> None:
            services.forward(application, chosen, excluding=form.excluding.data or [], actor=current_actor())

        if try_with(form, send):
            return acted(application, str(labels.TIMELINE[f"application.{action}"]))
    return case_form(
        "forward",
        form,
        application,
        action=chosen,
        label=labels.ACTION[chosen],
        unmatched=unmatched,
        vacant=services.seat_is_vacant(application) and chosen is Action.START_CHECK,
        asks_members=application.policy.member_comment and application.may_circulate,
    )


def _forward_form(application: Application) -> tuple[ForwardForm, list[str]]:
    """The form with the members that circulation would reach, the named ones ticked; names not found."""
    form = ForwardForm()
    asks = application.policy.member_comment and application.may_circulate
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


@bp.route(f"{CASE}/extend", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def extend(slug: str, ref: str) -> Answer:
    """Give members more time."""
    application = open_case(slug, ref)
    form = ExtendForm()
    if form.validate_on_submit():
        check_version(form, application)
        days = form.days.data
        if try_with(
            form, lambda: services.extend_comment(application, days=days, actor=current_actor()), "days"
        ):
            return acted(application, _("The comment period was extended."))
    return case_form("extend", form, application)


@bp.route(f"{CASE}/close-comment", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def close_comment(slug: str, ref: str) -> Answer:
    """The period is over: to the committee."""
    application = open_case(slug, ref)
    form = PlainForm()
    if form.validate_on_submit():
        check_version(form, application)
        services.close_comment(application, actor=current_actor())
        return acted(application, _("The case went to the committee."))
    return case_form(
        "close_comment", form, application, over=application.due_at and application.due_at <= clock.now()
    )


@bp.route(f"{CASE}/put-objections", methods=["GET", "POST"])
@requires(Permission.SCREEN_APPLICATIONS)
def put_objections(slug: str, ref: str) -> Answer:
    """Tell the applicant what is held against it."""
    application = open_case(slug, ref)
    form = ObjectionsForm()
    if form.validate_on_submit():
        check_version(form, application)

        def put() -> None:
            services.put_objections(
                application,
                substance=form.substance.data,
                language=current_language(),
                actor=current_actor(),
            )

        if try_with(form, put):
            return acted(application, _("The substance of the objections was put to the applicant."))
    require(rules.may_put_objections(current_actor(), application))
    return case_form(
        "put_objections",
        form,
        application,
        objections=rules.objections_to_put(application),
        days=application.policy.limits.reply,
    )

"""Before there is an application: the criteria in plain words, and where to start."""

from __future__ import annotations

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.kernel.actor import can
from app.kernel.errors import NotFound
from app.kernel.locales import picked
from app.kernel.permissions import Permission
from app.membership import labels, queries, services
from app.membership.forms.applying import OnBehalfForm, StartForm
from app.membership.models import Application
from app.membership.views.base import bp, open_body
from app.organisations.queries import find_organisation, list_contact_organisations
from app.organisations.rules import can_edit
from app.questionnaires.presenter import preview
from app.web.access import public, requires, signed_in
from app.web.actor import current_actor
from app.web.form_views import Answer, see_other, show_form, try_with
from app.web.languages import current_language


@bp.get("/n/<slug>/join")
@public(cached=True)
def join(slug: str) -> str:
    """What the network asks, how it decides, how long it takes, and what will be asked."""
    body = open_body(slug)
    version = queries.current_policy(body.id)
    return render_template(
        "membership/join.html",
        policy=version.policy,
        kinds=labels.CRITERION_KIND,
        steps=body.joining_steps_in(current_language()),
        preview=preview(version.question_set_version, current_language()),
    )


@bp.route("/n/<slug>/apply", methods=["GET", "POST"])
@signed_in
def start(slug: str) -> Answer:
    """Start an application, for a group one speaks for already or for a new one."""
    body = open_body(slug)
    actor = current_actor()
    form = StartForm()
    own = [
        (one.ref, one.known_as) for one, role in list_contact_organisations(actor.actor_id) if can_edit(role)
    ]
    form.offer(own)
    made: list[Application] = []
    if form.validate_on_submit():

        def begin() -> None:
            chosen = None if form.wants_new() else find_organisation(form.organisation.data)
            made.append(
                services.start_application(
                    body,
                    actor=actor,
                    language=form.language.data,
                    organisation=chosen,
                    known_as=form.known_as.data or "",
                    country=form.country.data or None,
                )
            )

        if try_with(form, begin):
            return _to_tasks(made[0])
    return show_form("membership/start.html", form, network=picked(body.name, current_language()))


@bp.route("/n/<slug>/applications/new", methods=["GET", "POST"])
@requires(Permission.ENTER_ON_BEHALF)
def enter(slug: str) -> Answer:
    """An officer enters an application for a group."""
    body = open_body(slug)
    if not can(current_actor(), Permission.ENTER_ON_BEHALF, body=body.id):
        raise NotFound
    form = OnBehalfForm()
    form.offer([])
    made: list[Application] = []
    if form.validate_on_submit():

        def begin() -> None:
            made.append(
                services.enter_on_behalf(
                    body,
                    actor=current_actor(),
                    language=form.language.data,
                    known_as=form.known_as.data or "",
                    country=form.country.data or None,
                    source=form.source.data,
                )
            )

        if try_with(form, begin):
            return _to_tasks(made[0])
    return show_form("membership/enter.html", form)


def _to_tasks(application: Application) -> Response:
    return see_other(url_for("membership.own", ref=application.ref))

"""What the pages share: who may open a case, and a form about one."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from app.casework.enums import CaseworkRefusal, Standing
from app.casework.process import permits, refusal
from app.casework.queries import owned_by, readable_by
from app.casework.rules import standing
from app.kernel.errors import DomainError, KernelRefusal, NotFound, require
from app.membership import queries, rules
from app.membership.models import Application
from app.membership.process_words import Action
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form, writes
from app.web.forms import Form

bp = feature_blueprint("membership", __name__)


def open_body(slug: str) -> NetworkBody:
    """The body of the page, which also frames it. Raises NotFound."""
    body = get_body(slug)
    show_body(body)
    return body


def open_own(ref: str) -> Application:
    """An application of the reader's own organisation. Anybody else's is not there."""
    actor = current_actor()
    application = queries.get_application(ref, known=owned_by(actor), lock=writes())
    if not rules.may_read_as_applicant(actor, application):
        raise NotFound
    show_body(application.body)
    return application


def find_case(slug: str, ref: str) -> Application:
    """An application that the reader may know of; anything else is not there."""
    application = queries.get_application(ref, known=readable_by(current_actor()), lock=writes())
    if application.body.slug != slug:
        raise NotFound
    show_body(application.body)
    return application


def open_case(slug: str, ref: str) -> Application:
    """An application to read or act on: a conflict closes it, and ties are declared first, whatever the
    page."""
    application = find_case(slug, ref)
    match standing(current_actor(), application):
        case Standing.OWN | Standing.RECUSED:
            raise DomainError(CaseworkRefusal.RECUSED)
        case Standing.DECLARE if writes():
            raise DomainError(CaseworkRefusal.DECLARE_FIRST)
        case Standing.DECLARE:
            abort(redirect(url_for("membership.declare", slug=slug, ref=ref), 303))
    return application


def open_step(slug: str, ref: str, action: Action) -> Application:
    """An application for the page of one step. Nobody reads a page of a step that is not theirs; whoever
    sends it once it can no longer be taken is told so beside what they wrote."""
    application = open_case(slug, ref)
    actor = current_actor()
    if not permits(actor, application, action):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if not writes():
        require(refusal(actor, application, action))
    return application


def case_url(application: Application) -> str:
    return url_for("membership.case", slug=application.body.slug, ref=application.ref)


def acted(application: Application, words: str) -> Response:
    """Back to the case, saying what happened."""
    return done(case_url(application), words)


def case_form(template: str, form: Form, application: Application, **more: Any) -> Answer:
    """A page with a form about a case."""
    return show_form(
        f"membership/{template}.html",
        form,
        version=application.version,
        application=application,
        case_url=case_url(application),
        **more,
    )

"""What the pages share: who may open a case, and a form about one."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app.casework import opening
from app.kernel.errors import NotFound
from app.membership import queries, rules
from app.membership.models import Application
from app.membership.process_words import Action
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form
from app.web.forms import Form

bp = feature_blueprint("membership", __name__)


def open_body(slug: str) -> NetworkBody:
    """The body of the page, which also frames it. Raises NotFound."""
    body = get_body(slug)
    show_body(body)
    return body


def open_own(ref: str) -> Application:
    """An application of the reader's own organisation. Anybody else's is not there."""
    application: Application = opening.find_own(queries.get_application, ref)
    if not rules.may_read_as_applicant(current_actor(), application):
        raise NotFound
    return application


def find_case(slug: str, ref: str) -> Application:
    """An application that the reader may know of; anything else is not there."""
    application: Application = opening.find_case(queries.get_application, slug, ref)
    return application


def open_case(slug: str, ref: str) -> Application:
    """An application that is open to the reader."""
    application: Application = opening.open_case(queries.get_application, slug, ref)
    return application


def open_step(slug: str, ref: str, action: Action) -> Application:
    """An application for the page of one step, for those whose step it is."""
    application: Application = opening.open_step(queries.get_application, slug, ref, action)
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

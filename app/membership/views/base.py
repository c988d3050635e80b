"""What the pages share: who may open a case, and how a form that a rule refuses is shown again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.kernel.database import end_transaction
from app.kernel.errors import FORBIDDEN, DomainError, KernelRefusal, NotFound, Refused
from app.membership import queries, rules
from app.membership.models import Application
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.forms import Form

bp = feature_blueprint("membership", __name__)
Answer = str | Response | tuple[str, int]


def writes() -> bool:
    """Whether this request may change something."""
    return request.method not in ("GET", "HEAD")


def open_body(slug: str) -> NetworkBody:
    """The body of the page, which also frames it. Raises NotFound."""
    body = get_body(slug)
    show_body(body)
    return body


def open_own(ref: str) -> Application:
    """An application of the reader's own organisation. Anybody else's is not there."""
    application = queries.get_application(ref, lock=writes())
    if not rules.may_read_as_applicant(current_actor(), application):
        raise NotFound
    show_body(application.body)
    return application


def find_case(slug: str, ref: str) -> Application:
    """A case that the reader may know of; anything else is not there. A conflict closes it."""
    application = queries.get_application(ref, lock=writes())
    actor = current_actor()
    if application.body.slug != slug or not rules.may_read_case(actor, application):
        raise NotFound
    show_body(application.body)
    return application


def open_case(slug: str, ref: str) -> Application:
    """A case to read or act on: a conflict closes it, and ties are declared first, whatever the page."""
    application = find_case(slug, ref)
    actor = current_actor()
    if rules.is_recused(actor, application):
        raise Refused("recused")
    if rules.must_declare(actor, application):
        if writes():
            raise DomainError("declare_first")
        abort(redirect(url_for("membership.declare", slug=slug, ref=ref), 303))
    return application


def case_url(application: Application) -> str:
    return url_for("membership.case", slug=application.body.slug, ref=application.ref)


def acted(application: Application, words: str) -> Response:
    """Back to the case, saying what happened."""
    flash(words, "success")
    return redirect(case_url(application), 303)


def try_with(form: Form, act: Callable[[], Any], field: str | None = None) -> bool:
    """Do what a valid form asks; show a rule's refusal in the form, keeping what was typed.

    Somebody having been faster is not about this form: that refusal goes on to its own page.
    """
    try:
        act()
    except DomainError as error:
        of_the_page = error.code in (KernelRefusal.NOT_IN_THIS_STATE, KernelRefusal.CHANGED_MEANWHILE)
        if of_the_page or error.http_status == FORBIDDEN:
            raise
        end_transaction()
        form.refuse(error, field)
        return False
    return True


def check_version(form: Form, application: Application) -> None:
    """Two people at once: whoever saw an older version of the case is told, and nothing is overwritten."""
    if form.expected_version is not None and form.expected_version != application.version:
        raise DomainError(KernelRefusal.CHANGED_MEANWHILE)


def case_form(template: str, form: Form, application: Application, **more: Any) -> Answer:
    """A page with a form about a case."""
    if not form.version.data:
        form.version.data = str(application.version)
    page = render_template(
        f"membership/{template}.html",
        form=form,
        application=application,
        case_url=case_url(application),
        **more,
    )
    return page, form.answer_status

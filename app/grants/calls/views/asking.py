"""Whoever could apply asks about a call, and reads what became of the question."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _

from app.grants.calls import presenter, queries, services
from app.grants.calls.forms import AskForm
from app.grants.calls.views.base import bp
from app.grants.calls.views.public import GRANTS
from app.organisations.queries import get_body
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language
from app.web.transaction import commits


@bp.route(f"{GRANTS}<code>/ask", methods=["GET", "POST"])
@signed_in
def ask(slug: str, code: str) -> Answer:
    """Ask one question about a call."""
    body = get_body(slug)
    show_body(body, under=url_for("grants_calls.grants", slug=slug))
    call, form, actor = queries.get_public_call(code, body.id), AskForm(), current_actor()

    def send() -> None:
        services.ask_question(call, form.text.data.strip(), language=current_language(), actor=actor)

    page = url_for("grants_calls.call", slug=slug, code=code)
    if form.validate_on_submit() and try_with(form, send):
        return done(f"{page}#questions", _("Your question was sent. We will tell you when it is answered."))
    asking = presenter.asking(call, actor, current_language(), slug)
    return show_form("grants/calls/ask.html", form, call=call, asking=asking)


@bp.get("/grants/questions/<ref>/")
@signed_in
@commits
def asked(ref: str) -> str:
    """A question of the reader's own; from now on, what became of it is no news."""
    question = queries.get_own_question(ref, current_actor())
    services.note_question_seen(question)
    show_body(question.call.body, under=url_for("grants_calls.grants", slug=question.call.body.slug))
    return render_template(
        "grants/calls/asked.html",
        question=question,
        call=question.call,
        outcome=presenter.outcome(question, current_language()),
    )

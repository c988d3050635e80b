"""The one page for steps whose form is a note, a confirmation or a number of days; and news from the desk."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.casework import queries, rules, services
from app.casework.enums import CaseworkRefusal, Standing, StepForm
from app.casework.forms import form_of
from app.casework.models import Casefile
from app.casework.pages import CasePages, pages_of
from app.casework.process import Step, refusal
from app.kernel.errors import DomainError, NotFound, require
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.transaction import commits

bp = feature_blueprint("casework", __name__)
Answer = str | Response | tuple[str, int]


def open_case(ref: str, *, known: Any) -> tuple[Any, CasePages]:
    """A case that the reader may know of by `known`, a condition of `queries.access`. Raises NotFound."""
    kind = queries.find_kind(ref, known)
    if kind is None:
        raise NotFound
    case = pages_of(kind).load(ref, lock=request.method not in ("GET", "HEAD"))
    show_body(case.body)
    return case, pages_of(kind)


def _home(case: Casefile, pages: CasePages) -> str:
    """The page of this case for the reader."""
    actor = current_actor()
    if rules.contact_role(actor, case) is not None or rules.writes_on_behalf(actor, case):
        return url_for(pages.own, ref=case.ref)
    return url_for(pages.work, slug=case.body.slug, ref=case.ref)


@bp.route("/cases/<ref>/<action>", methods=["GET", "POST"])
@signed_in
def step(ref: str, action: str) -> Answer:
    """Take a simple step, after a page that says what it does."""
    actor = current_actor()
    case, pages = open_case(ref, known=queries.known_to(actor))
    row = case.PROCESS.step(case.status, action)
    if row is None or row.form is None:
        if not any(one.action == action and one.form for one in case.PROCESS.steps):
            raise NotFound
        require(refusal(actor, case, next(one.action for one in case.PROCESS.steps if one.action == action)))
        raise NotFound
    if rules.standing(actor, case) is Standing.RECUSED:
        raise DomainError(CaseworkRefusal.RECUSED)
    require(refusal(actor, case, row.action))
    words = case.PROCESS.words[row.action]
    form = form_of(row.form, label=words.field)
    if form.validate_on_submit() and _taken(case, pages, row, form):
        flash(str(words.done or words.event), "success")
        return redirect(_home(case, pages), 303)
    if not form.version.data:
        form.version.data = str(case.version)
    page = render_template(
        "casework/step.html", form=form, case=case, words=words, back_url=_home(case, pages)
    )
    return page, form.answer_status


def _taken(case: Any, pages: CasePages, row: Step, form: Any) -> bool:
    """Whether the step was taken; a rule's refusal is shown in the form, keeping what was typed."""
    how: dict[str, Any] = {"actor": current_actor(), "expected_version": form.expected_version}
    if row.form is StepForm.DAYS:
        how |= {"days": form.days.data, "longest": current_app.config["LONGEST_EXTENSION_DAYS"]}
        return form.try_to(partial(services.extend, case, row.action, **how), field="days")
    note = (form.note.data or "").strip() or None if form.note else None
    verb = pages.verbs.get(row.action) or partial(services.take_step, action=row.action)
    return form.try_to(partial(verb, case, note=note, **how))


@bp.get("/cases/<ref>/news")
@signed_in
@commits
def news(ref: str) -> Response:
    """From the desk to a decision on one's own case; it is no news any more."""
    actor = current_actor()
    case, pages = open_case(ref, known=queries.owned_by(actor))
    services.note_seen(case, actor=actor)
    return redirect(url_for(pages.own, ref=ref), 303)

"""The pages that every process has: declaring a connection, the page for steps whose form is a note, a
confirmation or a number of days, and decisions opened from the desk."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app, url_for
from werkzeug.wrappers import Response

from app.casework import queries, rules, services
from app.casework.enums import DeclaredTie, StepForm
from app.casework.forms import TieForm, form_of
from app.casework.models import Casefile
from app.casework.opening import require_open
from app.casework.pages import CasePages, pages_of
from app.casework.process import Step, current_step, refusal
from app.kernel.errors import DomainError, KernelRefusal, NotFound, require
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.extension_points import Link, link_to
from app.web.form_views import Answer, done, see_other, show_form, try_with, writes
from app.web.languages import current_language
from app.web.transaction import commits

bp = feature_blueprint("casework", __name__)


def find_shared(ref: str, *, known: Any) -> tuple[Any, CasePages]:
    """A case that the reader may know of by `known`, a condition of `queries.access`. Raises NotFound."""
    kind = queries.find_kind(ref, known)
    if kind is None:
        raise NotFound
    pages = pages_of(kind)
    case = pages.load(ref, lock=writes())
    show_body(case.body, under=_home(case, pages))
    return case, pages


def _is_own(case: Casefile) -> bool:
    """Whether the reader acts for the organisation of this case."""
    actor = current_actor()
    return rules.contact_role(actor, case) is not None or rules.writes_on_behalf(actor, case)


def _home(case: Casefile, pages: CasePages) -> str:
    """The page of this case for the reader; for those who were only asked something, their desk."""
    if _is_own(case):
        return url_for(pages.own, ref=case.ref)
    if rules.may_read(current_actor(), case):
        return url_for(pages.work, slug=case.body.slug, ref=case.ref)
    return link_to(Link.DESK)


@bp.route("/cases/<ref>/declare", methods=["GET", "POST"])
@signed_in
def declare(ref: str) -> Answer:
    """Ask the reader to declare their connection to the organisation before they read its case."""
    actor = current_actor()
    case, pages = find_shared(ref, known=queries.readable_by(actor))
    before = rules.declared_tie(actor, case)
    form = TieForm(tie=before.value if before else None)
    if form.validate_on_submit():
        how = {"tie": form.chosen(), "note": (form.note.data or "").strip(), "actor": actor}
        if try_with(form, partial(services.declare_tie, case, **how), "tie"):
            conflict = form.chosen() is DeclaredTie.CONFLICT
            return see_other(link_to(Link.DESK) if conflict else _home(case, pages))
    region = queries.region_name(case.region_id, current_language())
    return show_form("casework/declare.html", form, version=case.version, case=case, region=region)


@bp.route("/cases/<ref>/<action>", methods=["GET", "POST"])
@signed_in
def step(ref: str, action: str) -> Answer:
    """Take a simple step, after a page that says what it does."""
    case, pages = find_shared(ref, known=queries.known_to(current_actor()))
    simple = [one for one in case.process.steps if one.action == action and one.form is not None]
    if not simple:
        raise NotFound
    if not rules.writes_on_behalf(current_actor(), case):
        require_open(case)
    if rules.contact_role(current_actor(), case) is not None:
        _refuse_to_organisation(case, simple)
    require(refusal(current_actor(), case, simple[0].action))
    row = current_step(case, simple[0].action)
    if row.form is None:
        raise NotFound
    words = case.process.words[row.action]
    form = form_of(row.form, label=words.field)
    if form.validate_on_submit() and _taken(case, pages, row, form):
        return done(_home(case, pages), str(words.done or words.event))
    return show_form(
        "step.html",
        form,
        version=None if row.personal else case.version,
        step={"title": words.button, "submit": words.button, "lead": words.lead, "danger": words.danger},
        back={"url": _home(case, pages), "label": case.title},
        dense=not _is_own(case),
    )


def _refuse_to_organisation(case: Casefile, rows: list[Step]) -> None:
    """The organisation tries no step of the network's, whatever role its contact holds: even the reason of a
    refusal would tell where its case is."""
    if case.process.words[rows[0].action].private:
        raise NotFound
    if all(one.needs is not None for one in rows):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)


def _taken(case: Any, pages: CasePages, row: Step, form: Any) -> bool:
    """Whether the step was taken; a rule's refusal is shown in the form, keeping what was typed."""
    how: dict[str, Any] = {"actor": current_actor(), "expected_version": form.expected_version}
    if row.form is StepForm.DAYS:
        how |= {"days": form.days.data, "longest": current_app.config["LONGEST_EXTENSION_DAYS"]}
        return try_with(form, partial(services.extend, case, row.action, **how), "days")
    note = (form.note.data or "").strip() or None if "note" in form else None
    verb = pages.verbs.get(row.action) or partial(services.take_step, action=row.action)
    return try_with(form, partial(verb, case, note=note, **how))


@bp.get("/news/<ref>")
@signed_in
@commits
def news(ref: str) -> Response:
    """Open the reader's own case from the desk, and mark its decision as read so that the news disappears."""
    actor = current_actor()
    case, pages = find_shared(ref, known=queries.owned_by(actor))
    services.note_seen(case, actor=actor)
    return see_other(url_for(pages.own, ref=ref))

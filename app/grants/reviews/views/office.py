"""The office's side of a call: whom to ask for its applications, and their ranking."""

from __future__ import annotations

from functools import partial

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.models import Person
from app.grants.applications.enums import Outcome
from app.grants.applications.services import propose_selected
from app.grants.calls.models import Call
from app.grants.reviews import presenter, queries, rules, services
from app.grants.reviews.forms import ticked
from app.grants.reviews.views.base import bp, open_call
from app.kernel.errors import DomainError
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.errors import WebRefusal, refusal_words
from app.web.form_views import not_done, see_other
from app.web.languages import current_language
from app.web.list_page import Act, SelectionForm, read_selection

CALL = "/n/<slug>/calls/<ref>/"


@bp.get(f"{CALL}reviewers")
@requires(Permission.SCREEN_GRANTS)
def plan(slug: str, ref: str) -> str:
    """Whom the engine would ask for each application that lacks reviewers, why, and who cannot."""
    call = open_call(slug, ref)
    refused = rules.refusal_of_call(call)
    planned = services.plan_call(call, actor=current_actor()) if refused is None else None
    rows = presenter.plan_rows(planned) if planned is not None else []
    shown, more = presenter.first_pairs(rows, current_app.config["SELECTION_MAX_ROWS"])
    return render_template(
        "grants/reviews/plan.html",
        call=call,
        rows=shown,
        more=more,
        has_people=planned is not None and bool(planned.people),
        refused=refusal_words(DomainError(refused)) if refused is not None else "",
        form=SelectionForm(),
    )


@bp.post(f"{CALL}reviewers/ask")
@requires(Permission.SCREEN_GRANTS)
def ask_all(slug: str, ref: str) -> Response:
    """Ask everybody who is ticked in the plan, in one act."""
    call = open_call(slug, ref)
    here = url_for("grants_reviews.plan", slug=slug, ref=ref)
    if not SelectionForm().validate():
        return not_done(here, DomainError(WebRefusal.FORM_EXPIRED))
    pairs = ticked(request.form.getlist("pair"))
    if not pairs:
        return not_done(here, DomainError(WebRefusal.NOTHING_SELECTED))
    people = {one.ref: one for one in queries.list_reviewers(call.body_id)}
    by_application: dict[str, list[Person]] = {}
    for application, person in pairs:
        if person in people:
            by_application.setdefault(application, []).append(people[person])
    left = services.ask_pairs(by_application, call, actor=current_actor())
    _tell_asked(len(by_application) - len(left), len(left))
    return see_other(url_for("grants_reviews.ranking", slug=slug, ref=ref))


def _tell_asked(number: int, left: int) -> None:
    if number:
        words = ngettext(
            "Reviewers are asked for %(num)s application.",
            "Reviewers are asked for %(num)s applications.",
            number,
        )
        flash(words, "success")
    if left:
        words = ngettext(
            "Nobody was asked for %(num)s application: something has changed. Look at the plan again.",
            "Nobody was asked for %(num)s applications: something has changed. Look at the plan again.",
            left,
        )
        flash(words, "error")


def _acts() -> tuple[Act, ...]:
    return (Act("propose", _("Propose to give the grant")),)


@bp.get(f"{CALL}ranking")
@requires(Permission.SCREEN_GRANTS)
def ranking(slug: str, ref: str) -> str:
    """All applications of a call by what reviewers say of them, against the money that is left."""
    call = open_call(slug, ref)
    rows = queries.list_ranked(current_actor(), call)
    reviews, barred = queries.list_reviews_of(rows)
    threshold: float = current_app.config["REVIEW_SPREAD_FLAGGED"]
    page = presenter.ranking_page(rows, reviews, call, services.money_left(call), threshold, barred=barred)
    number = request.args.get("page", 1, type=int)
    shown, before, after = page.part(max(1, number), current_app.config["PAGE_SIZE"])
    here = partial(url_for, "grants_reviews.ranking", slug=slug, ref=ref)
    return render_template(
        "grants/reviews/ranking.html",
        call=call,
        page=page,
        rows=shown,
        pages={
            "before": here(page=number - 1) if before else None,
            "after": here(page=number + 1) if after else None,
        },
        form=SelectionForm(),
        applications_url=url_for("grants_applications.applications", slug=slug, ref=ref),
    )


@bp.post(f"{CALL}ranking/selected")
@requires(Permission.SCREEN_GRANTS)
def select(slug: str, ref: str) -> Response:
    """Propose a grant for all that are ticked: a second person decides, as always."""
    call = open_call(slug, ref)
    here = url_for("grants_reviews.ranking", slug=slug, ref=ref)
    try:
        selection = read_selection(_acts())
    except DomainError as refused:
        return not_done(here, refused)
    left = propose_selected(
        selection.refs, call, Outcome.AWARD, actor=current_actor(), language=current_language()
    )
    _tell_proposed(call, len(selection.refs) - len(left), len(left))
    return see_other(here)


def _tell_proposed(call: Call, number: int, left: int) -> None:
    if number:
        words = ngettext(
            "%(num)s grant is proposed. A second person decides.",
            "%(num)s grants are proposed. A second person decides.",
            number,
        )
        flash(words, "success")
    if left:
        words = ngettext(
            "%(num)s application was not changed: open it to see why.",
            "%(num)s applications were not changed: open one to see why.",
            left,
        )
        flash(words, "error")

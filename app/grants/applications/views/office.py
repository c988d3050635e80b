"""The office's side: the applications of a call as a list to act on, one application, a proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.queries import list_people_names
from app.casework.presenter import belonging, case_frame, history
from app.casework.queries import list_events, region_name
from app.grants.applications import presenter, queries, services
from app.grants.applications.enums import GrantRefusal, Outcome
from app.grants.applications.forms import DeclineForm, ProposeForm
from app.grants.applications.labels import OUTCOMES
from app.grants.applications.process_words import Action
from app.grants.applications.views.base import bp, open_case, open_list, open_step
from app.grants.calls.models import Call
from app.grants.calls.rules import is_scored
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.permissions import Permission
from app.questionnaires.presenter import read_only
from app.web.access import requires
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.form_views import Answer, done, not_done, see_other, show_form, try_with
from app.web.languages import current_language
from app.web.list_page import ListState, Selection, SelectionForm, fetch, read_selection

LIST = "/n/<slug>/calls/<ref>/applications/"
CASE = "/n/<slug>/grant-applications/<ref>/"


def _state(slug: str, call: Call) -> ListState:
    declared = presenter.list_of(call, current_actor())
    return ListState(declared, "grants_applications.applications", slug=slug, ref=call.ref)


@bp.get(LIST)
@requires(Permission.READ_GRANTS)
def applications(slug: str, ref: str) -> str:
    """The applications of a call, and what can be done with many of them at once."""
    call = open_list(slug, ref)
    actor, state, chosen = (
        current_actor(),
        _state(slug, call),
        presenter.chosen_tab(request.args.get("status", "")),
    )
    page = fetch(queries.list_statement(actor, call, chosen), state, size=current_app.config["PAGE_SIZE"])
    sums = queries.sum_proposed(call)
    return render_template(
        "grants/applications/list.html",
        call=call,
        state=state,
        rows=presenter.application_rows(page.rows, call, current_language()),
        pages=state.pages(page),
        tabs=presenter.list_tabs(state, queries.count_stages(actor, call), chosen),
        proposed=Money(sums.get("proposed", 0), call.currency),
        awarded=Money(sums.get("awarded", 0), call.currency),
        offers_url=link_to(Link.GRANT_OFFERS, slug=slug, ref=ref) if sums.get("awarded") else "",
        form=SelectionForm(),
        acts=state.declared.acts,
        act_url=url_for("grants_applications.act_on_selection", slug=slug, ref=ref) + state.query,
        case_base=url_for("grants_applications.work", slug=slug, ref="REF"),
        call_url=url_for("grants_calls.work", slug=slug, ref=ref),
        ranking_url=link_to(Link.CALL_RANKING, slug=slug, ref=ref) if is_scored(call) else "",
    )


@bp.post(f"{LIST}selected")
@requires(Permission.SCREEN_GRANTS)
def act_on_selection(slug: str, ref: str) -> Response:
    """Shortlist, propose or decide what was ticked. Each is judged by itself."""
    call = open_list(slug, ref)
    state = _state(slug, call)
    back = state.url(sort=state.sort_name)
    try:
        selection = read_selection(state.declared.acts)
    except DomainError as refused:
        return not_done(back, refused)
    if selection.act.name == presenter.DECLINE:
        address: dict[str, Any] = {"slug": slug, "ref": ref, "case": list(selection.refs)}
        return see_other(url_for("grants_applications.decline", **address))
    left = ACTS[selection.act.name](call, selection)
    _tell(len(selection.refs) - len(left), len(left))
    return see_other(back)


@bp.route(f"{LIST}decline", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def decline(slug: str, ref: str) -> Answer:
    """Propose not to select several groups, with one reason for all of them."""
    call = open_list(slug, ref)
    chosen = queries.list_chosen(current_actor(), call, request.values.getlist("case"))
    back = url_for("grants_applications.applications", slug=slug, ref=ref)
    if not chosen:
        return see_other(back)
    form, refs = DeclineForm(), [one.ref for one in chosen]
    if form.validate_on_submit():
        left = services.propose_selected(
            refs,
            call,
            Outcome(form.outcome.data),
            actor=current_actor(),
            language=current_language(),
            reason=form.reason.data or "",
        )
        _tell(len(refs) - len(left), len(left))
        return see_other(back)
    return show_form("grants/applications/decline.html", form, call=call, chosen=chosen, back=back)


def _shortlist(call: Call, selection: Selection) -> list[str]:
    return services.shortlist_selected(selection.refs, call, actor=current_actor())


def _propose(call: Call, selection: Selection) -> list[str]:
    return services.propose_selected(
        selection.refs, call, Outcome.AWARD, actor=current_actor(), language=current_language()
    )


def _decide(call: Call, selection: Selection) -> list[str]:
    return services.decide_selected(selection.refs, call, actor=current_actor())


BESIDE: Mapping[str, str] = {GrantRefusal.REASON_MISSING: "reason", GrantRefusal.AMOUNT_OUTSIDE: "amount"}
ACTS: Mapping[str, Callable[[Call, Selection], list[str]]] = {
    "shortlist": _shortlist,
    "propose": _propose,
    "decide": _decide,
}


def _tell(number: int, left: int) -> None:
    if number:
        words = ngettext("%(num)s application was changed.", "%(num)s applications were changed.", number)
        flash(words, "success")
    if left:
        words = ngettext(
            "%(num)s application was not changed: open it to see why.",
            "%(num)s applications were not changed: open one to see why.",
            left,
        )
        flash(words, "error")


@bp.get(CASE)
@requires(Permission.READ_GRANTS)
def work(slug: str, ref: str) -> str:
    """One application: what it asks for, what was written, what happened, what can be done."""
    case = open_case(slug, ref)
    events = list_events(case)
    names = list_people_names({one.actor_id for one in events if one.actor_id is not None})
    return render_template(
        "grants/applications/work.html",
        frame=case_frame(
            case,
            events,
            current_actor(),
            back=(
                url_for("grants_applications.applications", slug=slug, ref=case.call.ref),
                case.call.title_in(current_language()),
            ),
            sections=[("answers", _("All answers")), ("history", _("History"))],
        ),
        case=case,
        call=case.call,
        region=region_name(case.region_id, current_language()),
        ranking_url=link_to(Link.CALL_RANKING, slug=slug, ref=case.call.ref) if is_scored(case.call) else "",
        outcome=OUTCOMES[case.outcome] if case.outcome is not None else "",
        sections=read_only(case.response, current_language()),
        belonging=belonging(case, for_organisation=False),
        lines=history(case, events, names=names, for_organisation=False),
    )


@bp.route(f"{CASE}propose", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def propose(slug: str, ref: str) -> Answer:
    """Propose what a second person decides."""
    case = open_step(slug, ref, Action.PROPOSE)
    form = ProposeForm()
    if not form.is_submitted() and case.asked is not None:
        form.amount.show(case.asked)
    if form.validate_on_submit() and form.read_amount(case.call.currency):

        def act() -> None:
            services.propose(
                case,
                Outcome(form.outcome.data),
                actor=current_actor(),
                minor=form.amount.minor if form.amount.data else None,
                reason=form.reason.data or "",
                language=current_language(),
                expected_version=form.expected_version,
            )

        beside: dict[str, str] = {
            GrantRefusal.REASON_MISSING: "reason",
            GrantRefusal.AMOUNT_OUTSIDE: "amount",
        }
        if try_with(form, act, beside=beside):
            return done(
                url_for("grants_applications.work", slug=slug, ref=ref),
                _("Proposed. A second person decides."),
            )
    back = {"url": url_for("grants_applications.work", slug=slug, ref=ref), "label": case.title}
    title = _("Propose a decision")
    return show_form(
        "step.html", form, version=case.version, step={"title": title, "submit": title}, back=back, dense=True
    )

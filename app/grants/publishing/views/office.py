"""The office's side: how much of each grant is public, for one or for many at once."""

from __future__ import annotations

from flask import current_app, flash, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.grants.publishing import presenter, queries, services
from app.grants.publishing.enums import Publicity
from app.grants.publishing.views.base import OFFICE, bp, open_office
from app.kernel.errors import DomainError
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import not_done, see_other
from app.web.languages import current_language
from app.web.list_page import ListState, SelectionForm, fetch, read_selection

CHOICES = {"agreed": None, "mask": Publicity.MASK, "withhold": Publicity.WITHHOLD}


def _state(slug: str, body_id: int) -> ListState:
    return ListState(presenter.list_of(current_actor(), body_id), "grants_publishing.publicity", slug=slug)


@bp.get(OFFICE)
@requires(Permission.READ_GRANTS)
def publicity(slug: str) -> str:
    """The grants of the network: what their groups want, what is public of them now."""
    body = open_office(slug)
    state, actor = _state(slug, body.id), current_actor()
    chosen = presenter.chosen_tab(request.args.get("choice", ""))
    statement = queries.list_statement(actor, body.id, chosen)
    page = fetch(statement, state, size=current_app.config["PAGE_SIZE"])
    return render_template(
        "grants/publishing/publicity.html",
        state=state,
        rows=presenter.publicity_rows(queries.records_of(page.rows), current_language()),
        pages=state.pages(page),
        tabs=presenter.list_tabs(state, queries.count_choices(actor, body.id), chosen),
        form=SelectionForm(),
        acts=state.declared.acts,
        act_url=url_for("grants_publishing.act_on_selection", slug=slug) + state.query,
        case_base=url_for("grants_awards.work", slug=slug, ref="REF"),
        past_url=url_for("grants_publishing.past", slug=slug),
        files_url=url_for("grants_publishing.files", slug=slug),
    )


@bp.post(f"{OFFICE}choose")
@requires(Permission.SCREEN_GRANTS)
def act_on_selection(slug: str) -> Response:
    """Choose how much is public of the grants that were ticked. Each is judged by itself."""
    body = open_office(slug, Permission.SCREEN_GRANTS)
    state = _state(slug, body.id)
    back = state.url(sort=state.sort_name)
    try:
        selection = read_selection(state.declared.acts)
    except DomainError as refused:
        return not_done(back, refused)
    choice = CHOICES[selection.act.name]
    left = services.choose_selected(selection.refs, choice, body.id, actor=current_actor())
    number = len(selection.refs) - len(left)
    if number:
        flash(ngettext("%(num)s grant was changed.", "%(num)s grants were changed.", number), "success")
    if left:
        words = ngettext(
            "%(num)s grant was not changed: the group or its fund has not agreed.",
            "%(num)s grants were not changed: the groups or their funds have not agreed.",
            len(left),
        )
        flash(words, "error")
    return see_other(back)

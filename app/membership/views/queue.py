"""The queue: which application is with whom, and by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from flask import abort, current_app, flash, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy import Select
from werkzeug.wrappers import Response

from app.accounts.models import Person
from app.accounts.queries import list_people_with_role
from app.casework.models import Casefile
from app.casework.queries import list_mine_among
from app.kernel import audit
from app.kernel.actor import can, scope_ids
from app.kernel.errors import DomainError
from app.kernel.locales import picked
from app.kernel.permissions import Permission, Role, ScopeKind
from app.membership import presenter, queries, services
from app.membership.models import Application
from app.membership.queries import QUEUED, QueueFilter
from app.membership.views.base import bp, open_body
from app.organisations.models import NetworkBody, Region
from app.organisations.queries import list_regions
from app.web.access import requires
from app.web.actor import current_actor
from app.web.filters import period
from app.web.form_views import not_done, see_other
from app.web.languages import current_language
from app.web.list_page import (
    ListState,
    Search,
    Selection,
    SelectionForm,
    csv_response,
    fetch,
    fetch_all,
    find_neighbours,
    read_selection,
)
from app.web.transaction import commits

QUEUE = "/n/<slug>/applications/"


class Queue:
    """The queue of one network as this request's reader has it."""

    def __init__(self, body: NetworkBody) -> None:
        self.body = body
        self.actor = current_actor()
        self.regions: Sequence[Region] = list_regions(self.body.scheme_id)
        seen = scope_ids(self.actor, Permission.READ_CASES, ScopeKind.REGION)
        whole = can(self.actor, Permission.READ_CASES, body=self.body.id)
        if not whole and not seen & {region.id for region in self.regions}:
            abort(404)
        self.officers: Sequence[Person] = list_people_with_role(Role.MEMBERSHIP_OFFICER, body=self.body.id)
        self.works = can(self.actor, Permission.SCREEN_APPLICATIONS, body=self.body.id)
        names = {one.code: picked(one.name, current_language()) for one in self.regions}
        declared = presenter.queue_list(names, self.officers, self.actor, works=self.works)
        self.state = ListState(declared, "membership.queue", slug=body.slug)
        self.tab = _tab()
        ids = {one.code: one.id for one in self.regions}
        self.wanted: QueueFilter = presenter.wanted_of(self.state, ids, self.officers, self.tab)
        self.search = Search(
            self.state.text,
            exact=lambda words: queries.find_words(self.actor, self.body.id, words),
            near=lambda words: queries.find_near_words(self.actor, self.body.id, words),
        )

    @cached_property
    def statement(self) -> Select[Any]:
        """The applications of the list, with its filters and its search."""
        return self.search.narrow(queries.queue_statement(self.actor, self.body.id, self.wanted))

    def rows(self, found: Sequence[Any]) -> list[presenter.QueueRow]:
        """What was found, ready to be shown."""
        regions = {one.id: picked(one.name, current_language()) for one in self.regions}
        officers = {one.id: one.chosen_name for one in self.officers}
        holders = presenter.Holders(self.actor, self.body.id, regions, officers)
        mine = list_mine_among(self.actor, [row.id for row in found])
        return presenter.queue_rows(found, holders, mine, current_language())

    def beside(self, application: Application) -> dict[str, str | None]:
        """Where the applications before and after this one are, in the list that it was opened from."""
        sort = self.state.sort
        values = queries.sort_values(application, sort)
        found = find_neighbours(self.statement.with_only_columns(Casefile.ref), sort, values)
        rows = {"before": found.before, "after": found.after}
        return {side: self.case_url(row.ref) if row else None for side, row in rows.items()}

    def case_url(self, ref: str) -> str:
        """An application of the list, which remembers the list."""
        address = url_for("membership.case", slug=self.body.slug, ref=ref)
        return address + self.state.query


def _tab() -> str:
    status = request.args.get("status", "")
    if status in {one.value for one in QUEUED}:
        return status
    return "closed" if request.args.get("closed") else ""


@bp.get(QUEUE)
@requires(Permission.READ_CASES)
def queue(slug: str) -> str:
    """The applications that the reader may see, filtered, sorted and paged by the address."""
    shown = Queue(open_body(slug))
    page = fetch(shown.statement, shown.state, size=current_app.config["PAGE_SIZE"])
    counts = shown.search.count(*queries.queue_tabs(shown.actor, shown.body.id, shown.wanted))
    return render_template(
        "membership/queue.html",
        state=shown.state,
        is_near=shown.search.is_near,
        rows=shown.rows(page.rows),
        pages=shown.state.pages(page),
        tabs=presenter.queue_tabs(shown.state, counts, shown.tab),
        total=counts[shown.tab],
        form=SelectionForm(),
        act_url=url_for("membership.act_on_selection", slug=slug) + shown.state.query,
        acts=shown.state.declared.acts,
        queue_url=url_for("membership.queue", slug=slug),
        may_enter=can(shown.actor, Permission.ENTER_ON_BEHALF, body=shown.body.id),
        export_url=_export_url(shown),
    )


def _export_url(shown: Queue) -> str:
    if not can(shown.actor, presenter.EXPORT.permission, body=shown.body.id):
        return ""
    address = url_for("membership.export_queue", slug=shown.body.slug)
    return address + shown.state.query


@bp.post("/n/<slug>/selected-applications")
@requires(Permission.SCREEN_APPLICATIONS)
def act_on_selection(slug: str) -> Response:
    """Assign the ticked applications, or remind whoever has their next step."""
    shown = Queue(open_body(slug))
    if not shown.works:
        abort(404)
    back = shown.state.url(sort=shown.state.sort_name)
    try:
        selection = read_selection(shown.state.declared.acts)
    except DomainError as refused:
        return not_done(back, refused)
    act, tell = ACTS[selection.act.name]
    left = act(shown, selection)
    tell(len(selection.refs) - len(left), len(left))
    return see_other(back)


def _assign(shown: Queue, selection: Selection) -> list[str]:
    return services.assign_selected(selection.refs, shown.body.id, selection.option, actor=shown.actor)


def _tell_of_assigning(done: int, left: int) -> None:
    if done:
        words = ngettext("%(num)s application was assigned.", "%(num)s applications were assigned.", done)
        flash(words, "success")
    if left:
        words = ngettext(
            "%(num)s application was not changed: you cannot act on it, or it is already decided.",
            "%(num)s applications were not changed: you cannot act on them, or they are already decided.",
            left,
        )
        flash(words, "error")


def _remind(shown: Queue, selection: Selection) -> list[str]:
    return services.remind_selected(selection.refs, shown.body.id, actor=shown.actor)


def _tell_of_reminding(done: int, left: int) -> None:
    if done:
        words = ngettext(
            "A reminder was sent for %(num)s application.",
            "Reminders were sent for %(num)s applications.",
            done,
        )
        flash(words, "success")
    if left:
        words = ngettext(
            "No reminder for %(num)s application: nobody can be reminded now, or a reminder "
            "was sent less than %(period)s ago.",
            "No reminder for %(num)s applications: nobody can be reminded now, or a "
            "reminder was sent less than %(period)s ago.",
            left,
            period=period(current_app.config["REMIND_AGAIN_SECONDS"]),
        )
        flash(words, "error")


# By the name under which the list declares each act: what is done, and what is said of it.
ACTS: Mapping[str, tuple[Callable[[Queue, Selection], list[str]], Callable[[int, int], None]]] = {
    "assign": (_assign, _tell_of_assigning),
    "remind": (_remind, _tell_of_reminding),
}


@bp.get(f"{QUEUE}export.csv")
@requires(presenter.EXPORT.permission)
@commits
def export_queue(slug: str) -> Response:
    """What the queue shows, all pages of it, as a file. That somebody took it away is recorded."""
    shown = Queue(open_body(slug))
    if not can(shown.actor, presenter.EXPORT.permission, body=shown.body.id):
        abort(404)
    try:
        rows = shown.rows(fetch_all(shown.statement, shown.state))
    except DomainError as refused:
        return not_done(shown.state.url(sort=shown.state.sort_name), refused)
    export = presenter.EXPORT
    audit.record(
        "application.list_exported",
        subject="network_body",
        subject_id=shown.body.id,
        actor=shown.actor,
        body_id=shown.body.id,
        details={"rows": len(rows)},
    )
    cells = ([cell(row) for _heading, cell in export.columns] for row in rows)
    return csv_response([str(heading) for heading, _cell in export.columns], cells, export.filename)

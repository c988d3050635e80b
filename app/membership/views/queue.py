"""The queue: what waits for whom, and since when."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, render_template, request, url_for

from app.kernel.actor import can, scope_ids
from app.kernel.locales import picked
from app.kernel.permissions import Permission, ScopeKind
from app.membership import queries
from app.membership.process import STAGES
from app.membership.process_words import STATUS, Status
from app.membership.queries import QUEUED, SORTS, QueueFilter
from app.membership.views.base import bp, open_body
from app.organisations.queries import list_regions
from app.web.access import requires
from app.web.actor import current_actor
from app.web.addresses import with_changes
from app.web.forms import LONGEST_NUMBER
from app.web.languages import current_language


def _wanted() -> QueueFilter:
    args = request.args
    status = args.get("status", "")
    region = args.get("region", "")
    return QueueFilter(
        status=Status(status) if status in set(Status) else None,
        region_id=int(region) if region.isdecimal() and len(region) < LONGEST_NUMBER else None,
        text=args.get("q", "")[:100],
        mine="mine" in args,
        overdue="overdue" in args,
        referred="referred" in args,
        closed="closed" in args,
    )


@bp.get("/n/<slug>/applications/")
@requires(Permission.READ_CASES)
def queue(slug: str) -> str:
    """The cases of a body that the reader may see, filtered, sorted and paged by the address."""
    body = open_body(slug)
    actor = current_actor()
    regions = {region.id: picked(region.name, current_language()) for region in list_regions(body.scheme_id)}
    mine = scope_ids(actor, Permission.READ_CASES, ScopeKind.REGION) & set(regions)
    if not can(actor, Permission.READ_CASES, body=body.id) and not mine:
        abort(404)
    wanted = _wanted()
    sort = request.args.get("sort", "oldest")
    page = queries.list_queue(
        actor,
        body.id,
        wanted,
        sort=sort,
        after=request.args.get("after"),
        before=request.args.get("before"),
        size=current_app.config["PAGE_SIZE"],
    )
    return render_template(
        "membership/queue.html",
        page=page,
        pages=_pages(page),
        wanted=wanted,
        sort=sort if sort in SORTS else "oldest",
        sorts={name: _with(sort=name, after=None, before=None) for name in SORTS},
        counts=queries.count_by_status(actor, body.id),
        regions=regions,
        statuses=QUEUED,
        status_labels={status: str(label) for status, label in STATUS.items()},
        status_kinds={status: stage.tone for status, stage in STAGES.items()},
        case_prefix=url_for("membership.queue", slug=slug),
        may_enter=can(actor, Permission.ENTER_ON_BEHALF, body=body.id),
    )


def _with(**changes: str | None) -> str:
    """This address with some arguments changed or dropped."""
    values: dict[str, Any] = {**with_changes(**changes), **(request.view_args or {})}
    return url_for("membership.queue", **values)


def _pages(page: Any) -> dict[str, str | None]:
    return {
        "after": _with(after=page.after, before=None) if page.after else None,
        "before": _with(before=page.before, after=None) if page.before else None,
    }

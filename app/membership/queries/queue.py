"""The queue: cases as columns, scoped to what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.kernel import clock
from app.kernel.actor import Actor, can, scope_ids
from app.kernel.database import db
from app.kernel.paging import Page, Sort, keyset_page
from app.kernel.permissions import Permission, ScopeKind
from app.kernel.search import near_misses, search_words
from app.membership.enums import QUEUE_STATUSES, Status
from app.membership.models import (
    Application,
)
from app.membership.models.application import CASE_SEARCH

SORTS = {
    "oldest": Sort((Application.stage_entered_at, Application.id), ("stage_entered_at", "id")),
    "newest": Sort(
        (Application.stage_entered_at, Application.id), ("stage_entered_at", "id"), descending=True
    ),
    "name": Sort((Application.sort_name, Application.id), ("sort_name", "id")),
}


@dataclass(frozen=True)
class QueueFilter:
    """What somebody wants to see of the queue. Empty means everything that is open."""

    status: Status | None = None
    region_id: int | None = None
    text: str = ""
    mine: bool = False
    overdue: bool = False
    referred: bool = False
    closed: bool = False


COLUMNS = (
    Application.id,
    Application.ref,
    Application.name,
    Application.sort_name,
    Application.country,
    Application.region_id,
    Application.status,
    Application.language,
    Application.stage_entered_at,
    Application.due_at,
    Application.is_referred,
    Application.officer_id,
)


def _in_scope(actor: Actor, body_id: int) -> ColumnElement[bool]:
    """Only cases that the actor may read: all of the body, or those of their regions."""
    if can(actor, Permission.READ_CASES, body=body_id):
        return Application.body_id == body_id
    regions = scope_ids(actor, Permission.READ_CASES, ScopeKind.REGION)
    return (Application.body_id == body_id) & Application.region_id.in_(regions)


def list_queue(
    actor: Actor,
    body_id: int,
    wanted: QueueFilter,
    *,
    sort: str = "oldest",
    after: str | None = None,
    before: str | None = None,
    size: int = 60,
) -> Page[Any]:
    """One page of the cases that the actor may read, as columns."""
    statement: Any = select(*COLUMNS).where(_in_scope(actor, body_id), *_conditions(actor, wanted))
    order = SORTS.get(sort, SORTS["oldest"])
    words = search_words(wanted.text)
    if not words:
        return keyset_page(db.session(), statement, sort=order, after=after, before=before, size=size)
    exact = statement.where(CASE_SEARCH.matches([[word] for word in words]))
    page = keyset_page(db.session(), exact, sort=order, after=after, before=before, size=size)
    if page.rows or after or before:
        return page
    visible = select(Application.search_text).where(
        _in_scope(actor, body_id), Application.submitted_at.is_not(None)
    )
    near = statement.where(CASE_SEARCH.matches(near_misses(words, visible, CASE_SEARCH)))
    return keyset_page(db.session(), near, sort=order, size=size)


def _conditions(actor: Actor, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status is not None and wanted.status is not Status.DRAFT:
        found.append(Application.status == wanted.status)
    elif wanted.closed:
        found.append(Application.is_open.is_(False) & (Application.submitted_at.is_not(None)))
    else:
        found.append(Application.is_queued.is_(True))
    if wanted.region_id is not None:
        found.append(Application.region_id == wanted.region_id)
    if wanted.mine:
        found.append(Application.officer_id == actor.actor_id)
    if wanted.overdue:
        found.append(Application.due_at < clock.now())
    if wanted.referred:
        found.append(Application.is_referred.is_(True))
    return found


def count_by_status(actor: Actor, body_id: int) -> dict[Status, int]:
    """How many cases stand in each open stage, of those that the actor may read."""
    rows = db.session.execute(
        select(Application.status, func.count())
        .where(_in_scope(actor, body_id), Application.status.in_(QUEUE_STATUSES))
        .group_by(Application.status)
    ).all()
    found = {row[0]: row[1] for row in rows}
    return {status: found.get(status, 0) for status in QUEUE_STATUSES}

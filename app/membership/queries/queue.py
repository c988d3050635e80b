"""The queue: cases as columns, scoped to what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from app.kernel import clock
from app.kernel.actor import Actor, can, scope_ids
from app.kernel.database import db
from app.kernel.paging import Page, Sort, keyset_page
from app.kernel.permissions import Permission, ScopeKind
from app.kernel.search import near_misses, search_words
from app.membership.enums import QUEUE_STATUSES, CheckResult, Status
from app.membership.models import Application, RegionalCheck, Vote
from app.membership.models.application import CASE_SEARCH

NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # what has no deadline comes after everything that has one
SORT_DUE: Any = func.coalesce(Application.due_at, NEVER)
SORTS = {
    name: Sort(columns, attributes, descending=falling)
    for name, columns, attributes, falling in (
        ("due", (SORT_DUE, Application.id), ("sort_due", "id"), False),
        ("-due", (SORT_DUE, Application.id), ("sort_due", "id"), True),
        ("entered", (Application.stage_entered_at, Application.id), ("stage_entered_at", "id"), False),
        ("-entered", (Application.stage_entered_at, Application.id), ("stage_entered_at", "id"), True),
        ("name", (Application.sort_name, Application.id), ("sort_name", "id"), False),
        ("-name", (Application.sort_name, Application.id), ("sort_name", "id"), True),
    )
}


@dataclass(frozen=True)
class QueueFilter:
    """What somebody wants to see of the queue. Empty means everything that is open."""

    status: Status | None = None
    region_id: int | None = None
    text: str = ""
    mine: bool = False
    officer_id: int | None = None
    unassigned: bool = False
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
    SORT_DUE.label("sort_due"),
    Application.is_referred,
    Application.officer_id,
    Application.check_falls_to_secretariat,
    Application.reach_out_since,
    select(RegionalCheck.id)
    .where(RegionalCheck.application_id == Application.id, RegionalCheck.result == CheckResult.CONCERNS)
    .exists()
    .label("has_concern"),
)


def _in_scope(actor: Actor, body_id: int) -> ColumnElement[bool]:
    """Only cases that the actor may read: all of the body, or those of their regions."""
    if can(actor, Permission.READ_CASES, body=body_id):
        return Application.body_id == body_id
    regions = scope_ids(actor, Permission.READ_CASES, ScopeKind.REGION)
    return (Application.body_id == body_id) & Application.region_id.in_(regions)


def queue_statement(actor: Actor, body_id: int, wanted: QueueFilter) -> Select[Any]:
    """The cases that the actor may read and wants to see, as columns; `has_voted` is the actor's own."""
    voted = select(Vote.id).where(Vote.application_id == Application.id, Vote.person_id == actor.actor_id)
    return select(*COLUMNS, voted.exists().label("has_voted")).where(
        _in_scope(actor, body_id), *_conditions(actor, wanted)
    )


def sort_values(application: Application, sort: Sort) -> list[Any]:
    """What the columns of a sort hold for this case."""
    computed = {"sort_due": application.due_at or NEVER}
    return [computed[name] if name in computed else getattr(application, name) for name in sort.names]


def matches_words(words: list[str]) -> ColumnElement[bool]:
    """Cases that hold each of these words."""
    return CASE_SEARCH.matches([[word] for word in words])


def nearly_matches(actor: Actor, body_id: int, words: list[str]) -> ColumnElement[bool]:
    """Cases that hold what these words may have been meant to say, from what the actor may see."""
    visible = select(Application.search_text).where(
        _in_scope(actor, body_id), Application.submitted_at.is_not(None)
    )
    return CASE_SEARCH.matches(near_misses(words, visible, CASE_SEARCH))


def list_queue(
    actor: Actor,
    body_id: int,
    wanted: QueueFilter,
    *,
    sort: str = "due",
    after: str | None = None,
    before: str | None = None,
    size: int = 60,
) -> Page[Any]:
    """One page of the cases that the actor may read, as columns."""
    statement = queue_statement(actor, body_id, wanted)
    order = SORTS.get(sort, SORTS["due"])
    words = search_words(wanted.text)
    if not words:
        return keyset_page(db.session(), statement, sort=order, after=after, before=before, size=size)
    exact = statement.where(matches_words(words))
    page = keyset_page(db.session(), exact, sort=order, after=after, before=before, size=size)
    if page.rows or after or before:
        return page
    near = statement.where(nearly_matches(actor, body_id, words))
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
    if wanted.officer_id is not None:
        found.append(Application.officer_id == wanted.officer_id)
    if wanted.unassigned:
        found.append(Application.officer_id.is_(None))
    if wanted.overdue:
        found.append(Application.due_at < clock.now())
    if wanted.referred:
        found.append(Application.is_referred.is_(True))
    return found


def tab_statements(actor: Actor, body_id: int, wanted: QueueFilter) -> dict[str, Select[Any]]:
    """What stands behind each tab of the queue, with the filters of `wanted`: all that is open, each open
    stage, and what is decided or closed."""
    everything = replace(wanted, status=None, closed=False)
    stages = {status.value: replace(everything, status=status) for status in QUEUE_STATUSES}
    tabs = {"": everything, **stages, "closed": replace(everything, closed=True)}
    return {name: queue_statement(actor, body_id, one) for name, one in tabs.items()}

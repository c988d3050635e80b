"""The queue: cases as columns, scoped to what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.casework.models import CASE_SEARCH, Casefile
from app.casework.queries import readable_in
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.paging import Page, Sort, keyset_page
from app.kernel.search import near_misses, search_words
from app.membership.models import (
    Application,
)
from app.membership.process import ADMISSION
from app.membership.process_words import Status

QUEUED = tuple(Status(status) for status, stage in ADMISSION.stages.items() if stage.open and stage.queued)

SORTS = {
    "oldest": Sort((Casefile.stage_entered_at, Casefile.id), ("stage_entered_at", "id")),
    "newest": Sort((Casefile.stage_entered_at, Casefile.id), ("stage_entered_at", "id"), descending=True),
    "due": Sort((Casefile.sort_due, Casefile.id), ("sort_due", "id")),
    "name": Sort((Casefile.sort_name, Casefile.id), ("sort_name", "id")),
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
    Casefile.id,
    Casefile.ref,
    Casefile.title,
    Casefile.sort_name,
    Casefile.country,
    Casefile.region_id,
    Casefile.status_code,
    Application.language,
    Casefile.stage_entered_at,
    Casefile.sort_due,
    Casefile.waits_on,
    Application.is_referred,
    Casefile.officer_id,
)


def _in_scope(actor: Actor, body_id: int) -> ColumnElement[bool]:
    """Only applications that the actor may read: all of the body, or those of their regions."""
    return readable_in(actor, ADMISSION, body_id)


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
    statement: Any = (
        select(*COLUMNS)
        .join(Application, Application.id == Casefile.id)
        .where(_in_scope(actor, body_id), *_conditions(actor, wanted))
    )
    order = SORTS.get(sort, SORTS["oldest"])
    words = search_words(wanted.text)
    if not words:
        return keyset_page(db.session(), statement, sort=order, after=after, before=before, size=size)
    exact = statement.where(CASE_SEARCH.matches([[word] for word in words]))
    page = keyset_page(db.session(), exact, sort=order, after=after, before=before, size=size)
    if page.rows or after or before:
        return page
    visible = (
        select(Casefile.search_text)
        .join(Application, Application.id == Casefile.id)
        .where(_in_scope(actor, body_id), Application.submitted_at.is_not(None))
    )
    near = statement.where(CASE_SEARCH.matches(near_misses(words, visible, CASE_SEARCH)))
    return keyset_page(db.session(), near, sort=order, size=size)


def _conditions(actor: Actor, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status is not None and wanted.status is not Status.DRAFT:
        found.append(Casefile.status_code == wanted.status)
    elif wanted.closed:
        found.append(Casefile.is_open.is_(False) & (Application.submitted_at.is_not(None)))
    else:
        found.append(Casefile.is_queued.is_(True))
    if wanted.region_id is not None:
        found.append(Casefile.region_id == wanted.region_id)
    if wanted.mine:
        found.append(Casefile.officer_id == actor.actor_id)
    if wanted.overdue:
        found.append(Casefile.sort_due < clock.now())
    if wanted.referred:
        found.append(Application.is_referred.is_(True))
    return found


def count_by_status(actor: Actor, body_id: int) -> dict[Status, int]:
    """How many cases stand in each open stage, of those that the actor may read."""
    rows = db.session.execute(
        select(Casefile.status_code, func.count())
        .where(_in_scope(actor, body_id), Casefile.status_code.in_(QUEUED))
        .group_by(Casefile.status_code)
    ).all()
    found = {row[0]: row[1] for row in rows}
    return {status: found.get(status, 0) for status in QUEUED}

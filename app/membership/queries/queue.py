"""The queue: cases as columns, scoped to what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, select, true

from app.casework.models import CASE_SEARCH, Casefile, CasePerson
from app.casework.queries import open_in, waits_for_others
from app.kernel import clock
from app.kernel.actor import Actor, can, reader, scope_ids
from app.kernel.database import UtcDateTime
from app.kernel.paging import Sort
from app.kernel.permissions import ScopeKind
from app.kernel.search import Found, near_misses
from app.membership.enums import CheckResult
from app.membership.models import Application, RegionalCheck
from app.membership.process import ADMISSION
from app.membership.process_words import Status

NOW = bindparam("asked_at", callable_=clock.now, type_=UtcDateTime)  # of a statement that is kept
# The application's own table: lists select columns of the case beside it, never objects.
OWN = Application.__table__.c
QUEUED = tuple(Status(status) for status in ADMISSION.stages_listed)
SORTS = {
    name: Sort(columns, attributes, descending=falling)
    for name, columns, attributes, falling in (
        ("due", (Casefile.sort_due, Casefile.id), ("sort_due", "id"), False),
        ("-due", (Casefile.sort_due, Casefile.id), ("sort_due", "id"), True),
        ("entered", (Casefile.stage_entered_at, Casefile.id), ("stage_entered_at", "id"), False),
        ("-entered", (Casefile.stage_entered_at, Casefile.id), ("stage_entered_at", "id"), True),
        ("name", (Casefile.sort_name, Casefile.id), ("sort_name", "id"), False),
        ("-name", (Casefile.sort_name, Casefile.id), ("sort_name", "id"), True),
    )
}


@dataclass(frozen=True)
class QueueFilter:
    """What somebody wants to see of the queue. Empty means everything that is open."""

    status: Status | None = None
    region_id: int | None = None
    mine: bool = False
    officer_id: int | None = None
    unassigned: bool = False
    overdue: bool = False
    others: bool = False
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
    OWN.language,
    Casefile.stage_entered_at,
    Casefile.sort_due,
    Casefile.waits_on,
    Casefile.officer_id,
    Casefile.reach_out_since,
)
HAS_CONCERN = (
    select(RegionalCheck.id)
    .where(RegionalCheck.application_id == Casefile.id, RegionalCheck.result == CheckResult.CONCERNS)
    .exists()
)


def _is_open_to_read(actor: Actor, body_id: int) -> ColumnElement[bool]:
    """Whether the list may tell what is inside a case, be it what the group answered or what was found.
    Whoever judges reads it once they have declared their ties."""
    judges = any(
        can(actor, permission, body=body_id) or scope_ids(actor, permission, ScopeKind.REGION)
        for permission in ADMISSION.judges
    )
    if not judges:
        return true()
    return exists().where(
        CasePerson.case_id == Casefile.id, CasePerson.person_id == actor.actor_id, CasePerson.tie.is_not(None)
    )


def queue_statement(actor: Actor, body_id: int, wanted: QueueFilter) -> Select[Any]:
    """The applications that the actor may read and wants to see, as columns."""
    reads = _is_open_to_read(actor, body_id)
    columns: tuple[Any, ...] = (
        *COLUMNS,
        and_(OWN.is_referred, reads).label("is_referred"),
        and_(HAS_CONCERN, reads).label("has_concern"),
    )
    statement = select(*columns).join(Application.__table__, OWN.id == Casefile.id)
    return statement.where(open_in(actor, ADMISSION, body_id), *_conditions(actor, body_id, wanted))


def sort_values(application: Application, sort: Sort) -> list[Any]:
    """What the columns of a sort hold for this application."""
    return [getattr(application, name) for name in sort.names]


def find_words(actor: Actor, body_id: int, words: list[str]) -> Found | None:
    """The cases that the actor may find in the queue, whatever its tab, and that hold each of these words."""
    return CASE_SEARCH.find([[word] for word in words], _open_to(actor, body_id))


def find_near_words(actor: Actor, body_id: int, words: list[str]) -> Found | None:
    """Those that hold what these words may have been meant to say."""
    visible = _open_to(actor, body_id)
    nearest = near_misses(words, visible.with_only_columns(Casefile.search_text), CASE_SEARCH)
    return CASE_SEARCH.find(nearest, visible)


def _open_to(actor: Actor, body_id: int) -> Select[int]:
    return select(Casefile.id).where(open_in(actor, ADMISSION, body_id))


def _conditions(actor: Actor, body_id: int, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status is not None and wanted.status is not Status.DRAFT:
        found.append(Casefile.status_code == wanted.status)
    elif wanted.closed:
        found += [Casefile.is_queued.is_(False), Casefile.is_open.is_(False)]
    else:
        found.append(Casefile.is_queued.is_(True))
    if wanted.region_id is not None:
        found.append(Casefile.region_id == wanted.region_id)
    if wanted.mine:
        found.append(Casefile.officer_id == actor.actor_id)
    if wanted.officer_id is not None:
        found.append(Casefile.officer_id == wanted.officer_id)
    if wanted.unassigned:
        found.append(Casefile.officer_id.is_(None))
    if wanted.overdue:
        found.append(Casefile.sort_due < NOW)
    if wanted.others:
        found.append(waits_for_others(actor))
    if wanted.referred:
        referred = Casefile.id.in_(select(OWN.id).where(OWN.is_referred.is_(True)))
        found += [referred, _is_open_to_read(actor, body_id)]
    return found


Tabs = tuple[Select[int], Mapping[str, ColumnElement[bool]]]


def queue_tabs(actor: Actor, body_id: int, wanted: QueueFilter) -> Tabs:
    """The cases that the actor may find in the queue, and which of them are behind each tab with the filters
    of `wanted`: all that is open, each open stage, and what is decided or closed."""
    return _queue_tabs(reader(actor), body_id, wanted)


@lru_cache(maxsize=64)
def _queue_tabs(actor: Actor, body_id: int, wanted: QueueFilter) -> Tabs:
    everything = replace(wanted, status=None, closed=False)
    stages = {status.value: replace(everything, status=status) for status in QUEUED}
    tabs = {"": everything, **stages, "closed": replace(everything, closed=True)}
    return _open_to(actor, body_id), {
        name: and_(*_conditions(actor, body_id, one)) for name, one in tabs.items()
    }

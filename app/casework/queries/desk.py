"""What a person's desk shows of all processes: one statement, however many processes there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)

from app.casework import parties
from app.casework.models import Casefile, CasePerson, Wait
from app.casework.parties import Seat
from app.casework.process import PROCESSES, Process
from app.casework.queries.access import closed_to, regions_read, sent_in, waits_for
from app.casework.queries.own_side import owned_by_person
from app.kernel.actor import Actor
from app.kernel.database import UtcDateTime, db
from app.organisations.models import NetworkBody

MOST_LOOKED_AT = 100
"""Of each stage so many cases, the soonest due, are looked at for whom they wait."""
TASK, OWN, OTHERS = "task", "own", "others"


class OnDesk(NamedTuple):
    """What a person's desk shows of all processes, each as rows of columns."""

    tasks: Sequence[Any]
    """What waits for this person, soonest due first."""
    own: Sequence[Any]
    """The cases of this person's organisations that are open, and news of those that closed, latest first."""
    others: Sequence[Any]
    """The stages in which cases of this person's networks wait for others: `number` of them, the first due at
    `due_at`; of the `looked_at`, which are all where they are not more than MOST_LOOKED_AT."""


def list_on_desk(
    actor: Actor,
    *,
    news_since: datetime,
    limit: int,
    networks: Sequence[NetworkBody] = (),
    processes: Sequence[Process] = (),
) -> OnDesk:
    """Up to `limit` tasks and own cases. News are cases closed since `news_since` and not yet opened from the
    desk. What waits for others is told of these processes in these networks, as far as the actor reads it."""
    if actor.actor_id is None:
        return OnDesk([], [], [])
    seats = parties.seats_of(actor)
    grounds = _grounds(actor, networks, processes)
    asking = {**_asking(actor, seats), **_asking_grounds(grounds), "news_since": news_since}
    statement = _on_desk(_shape(seats), limit, tuple((one.kind, one.regions is None) for one in grounds))
    parts: dict[str, list[Any]] = {TASK: [], OWN: [], OTHERS: []}
    for row in db.session.execute(statement, asking):
        parts[row.part].append(row)
    return OnDesk(parts[TASK], parts[OWN], parts[OTHERS])


def list_mine_among(actor: Actor, case_ids: Sequence[int]) -> set[int]:
    """Which of these cases wait for this person."""
    if actor.actor_id is None or not case_ids:
        return set()
    seats = parties.seats_of(actor)
    asking = {**_asking(actor, seats), "cases": case_ids}
    return set(db.session.execute(_mine_among(_shape(seats)), asking).scalars())


# These are long, and take longer to put together than to ask: one for each shape of seats is kept, which is
# whether each of their columns says anything.
Shape = tuple[tuple[bool, ...], ...]


def _shape(seats: Sequence[Seat]) -> Shape:
    return tuple(tuple(value is not None for value in seat) for seat in seats)


@cache
def _on_desk(shape: Shape, limit: int, grounds: tuple[tuple[str, bool], ...]) -> Select[Any]:
    parts = [_tasks(shape, limit).subquery(), _own_cases(limit).subquery()]
    if grounds:
        parts.append(_others(shape, grounds).subquery())
    found = union_all(*(select(part) for part in parts)).subquery()
    return select(found).order_by(found.c.sort_due, found.c.since.desc(), found.c.id)


def _tasks(shape: Shape, limit: int) -> Select[Any]:
    """Of each way in which somebody can be asked the soonest are read from the index, then the soonest of
    all."""
    ways = [way.order_by(Wait.sort_due, Wait.id).limit(limit) for way in _ways(shape)]
    soonest = union_all(*(select(way.subquery()) for way in ways)).subquery()
    return (
        select(
            literal(TASK).label("part"),
            *_case_columns(),
            Wait.action,
            Wait.party,
            Wait.since,
            Wait.due_at,
            Wait.sort_due,
            *_no_numbers(),
        )
        .join(Wait, Wait.case_id == Casefile.id)
        .join(NetworkBody, NetworkBody.id == Casefile.body_id)
        .where(Wait.id.in_(select(soonest.c.id)))
        .order_by(Wait.sort_due, Wait.id)
        .limit(limit)
    )


@cache
def _mine_among(shape: Shape) -> Select[Any]:
    cases = select(Casefile.id).where(Casefile.id.in_(bindparam("cases", expanding=True))).cte("cases")
    mine = union_all(*_ways(shape, select(cases.c.id))).subquery()
    return select(mine.c.case_id)


def _ways(shape: Shape, among: Select[Any] | None = None) -> list[Select[Any]]:
    seats = [
        Seat(*(bindparam(name) if said else None for said, name in zip(one, _names(place), strict=True)))
        for place, one in enumerate(shape)
    ]
    return waits_for(bindparam("me", type_=Integer), seats, among=among)


def _names(place: int) -> list[str]:
    """The parameters of the seat in this place."""
    return [f"seat_{place}_{name}" for name in Seat._fields]


def _asking(actor: Actor, seats: Sequence[Seat]) -> dict[str, Any]:
    asking: dict[str, Any] = {"me": actor.actor_id}
    for place, seat in enumerate(seats):
        named = zip(_names(place), seat, strict=True)
        asking |= {name: value for name, value in named if value is not None}
    return asking


def _own_cases(limit: int) -> Select[Any]:
    """What belongs to another case and is open is left out: that case stands for it."""
    me = bindparam("me", type_=Integer)
    news_since = bindparam("news_since", type_=UtcDateTime)
    seen = and_(CasePerson.case_id == Casefile.id, CasePerson.person_id == me)
    unseen = or_(CasePerson.seen_at.is_(None), CasePerson.seen_at < Casefile.stage_entered_at)
    told = or_(
        *(
            and_(Casefile.kind == process.kind, Casefile.status_code == status)
            for process in PROCESSES.values()
            for status, stage in process.stages.items()
            if stage.tells_applicant and not stage.open
        )
    )
    news = and_(told, Casefile.closed_at >= news_since, unseen)
    since = _since_for_organisation()
    awaited = and_(Casefile.is_open.is_(True), Casefile.parent_id.is_(None))
    return (
        select(
            literal(OWN).label("part"),
            *_case_columns(),
            cast(null(), String).label("action"),
            cast(null(), String).label("party"),
            since.label("since"),
            cast(null(), UtcDateTime).label("due_at"),
            cast(null(), UtcDateTime).label("sort_due"),
            *_no_numbers(),
        )
        .join(NetworkBody, NetworkBody.id == Casefile.body_id)
        .outerjoin(CasePerson, seen)
        .where(owned_by_person(me), or_(awaited, news))
        .order_by(since.desc(), Casefile.id.desc())
        .limit(limit)
    )


class Ground(NamedTuple):
    """The cases of one kind in one network that somebody reads: all of them, or those of some regions."""

    body_id: int
    kind: str
    regions: set[int | None] | None


def _grounds(actor: Actor, networks: Sequence[NetworkBody], processes: Sequence[Process]) -> list[Ground]:
    found = [
        Ground(body.id, process.kind, regions_read(actor, process, body.id))
        for body in networks
        for process in processes
    ]
    return [one for one in found if one.regions is None or one.regions]


def _asking_grounds(grounds: Sequence[Ground]) -> dict[str, Any]:
    asking: dict[str, Any] = {f"body_{place}": one.body_id for place, one in enumerate(grounds)}
    return asking | {f"regions_{n}": list(one.regions) for n, one in enumerate(grounds) if one.regions}


def _others(shape: Shape, grounds: tuple[tuple[str, bool], ...]) -> Select[Any]:
    """Of each stage the cases that are due soonest are looked at: how many of them wait for somebody and not
    for this person. It stays as quick as that however many cases there are, and tells the first deadline."""
    looked_at = union_all(*_soonest_of_stages(grounds)).cte("looked_at")
    me = bindparam("me", type_=Integer)
    mine, closed = _ways(shape, select(looked_at.c.id)), closed_to(me).subquery()
    left_out = union(*(select(way.subquery().c.case_id) for way in mine), select(*closed.c)).subquery()
    is_others = left_out.c.case_id.is_(None)
    stages = (
        select(
            looked_at.c.body_id,
            looked_at.c.kind,
            looked_at.c.status_code,
            func.count(case((is_others, 1))).label("number"),
            func.min(case((is_others, looked_at.c.sort_due))).label("sort_due"),
            func.count().label("looked_at"),
        )
        .select_from(looked_at.outerjoin(left_out, left_out.c.case_id == looked_at.c.id))
        .group_by(looked_at.c.body_id, looked_at.c.kind, looked_at.c.status_code)
        .subquery()
    )
    return _lines_of(stages)


def _soonest_of_stages(grounds: tuple[tuple[str, bool], ...]) -> list[Select[Any]]:
    """One select for each stage that is listed, so that the index of stages is read from its beginning."""
    found = []
    for place, (kind, whole) in enumerate(grounds):
        process = PROCESSES[kind]
        regions: Any = None if whole else bindparam(f"regions_{place}", expanding=True)
        where = sent_in(process, bindparam(f"body_{place}", type_=Integer), regions)
        for status in process.stages_listed:
            stage = (
                select(Casefile.id, Casefile.body_id, Casefile.kind, Casefile.status_code, Casefile.sort_due)
                .where(where, Casefile.status_code == status, Casefile.waits_on != "")
                .order_by(Casefile.sort_due, Casefile.id)
                .limit(MOST_LOOKED_AT + 1)
            )
            found.append(select(stage.subquery()))
    return found


def _lines_of(stages: Subquery) -> Select[Any]:
    return (
        select(
            literal(OTHERS).label("part"),
            cast(null(), Integer).label("id"),
            stages.c.kind,
            cast(null(), String).label("ref"),
            cast(null(), String).label("title"),
            stages.c.status_code,
            cast(null(), Boolean).label("is_open"),
            cast(null(), Boolean).label("on_behalf"),
            NetworkBody.slug,
            NetworkBody.name.label("network"),
            cast(null(), String).label("action"),
            cast(null(), String).label("party"),
            cast(null(), UtcDateTime).label("since"),
            stages.c.sort_due.label("due_at"),
            stages.c.sort_due,
            stages.c.number,
            stages.c.looked_at,
        )
        .join(NetworkBody, NetworkBody.id == stages.c.body_id)
        .where(stages.c.number > 0)
    )


def _since_for_organisation() -> ColumnElement[Any]:
    """When the organisation last saw its case move: what the network does inside has no date for it."""
    inside = [
        and_(Casefile.kind == process.kind, Casefile.status_code == status)
        for process in PROCESSES.values()
        for status, stage in process.stages.items()
        if stage.inside
    ]
    return case((or_(false(), *inside), Casefile.sent_at), else_=Casefile.stage_entered_at)


def _no_numbers() -> tuple[Any, ...]:
    return (cast(null(), Integer).label("number"), cast(null(), Integer).label("looked_at"))


def _case_columns() -> tuple[Any, ...]:
    return (
        Casefile.id,
        Casefile.kind,
        Casefile.ref,
        Casefile.title,
        Casefile.status_code,
        Casefile.is_open,
        Casefile.on_behalf,
        NetworkBody.slug,
        NetworkBody.name.label("network"),
    )

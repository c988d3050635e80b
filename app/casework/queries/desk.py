"""What a person's desk shows of all processes: one statement, however many processes there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    false,
    null,
    or_,
    select,
    union_all,
)

from app.casework import parties
from app.casework.models import Casefile, CasePerson, Wait
from app.casework.parties import Seat
from app.casework.process import PROCESSES
from app.casework.queries.access import waits_for
from app.casework.queries.own_side import owned_by_person
from app.kernel.actor import Actor
from app.kernel.database import UtcDateTime, db
from app.organisations.models import NetworkBody


class OnDesk(NamedTuple):
    """What a person's desk shows of all processes, each as rows of columns."""

    tasks: Sequence[Any]
    """What waits for this person, soonest due first."""
    own: Sequence[Any]
    """The cases of this person's organisations that are open, and news of those that closed, latest first."""


def list_on_desk(actor: Actor, *, news_since: datetime, limit: int) -> OnDesk:
    """Up to `limit` of each. News are cases closed since `news_since` and not yet opened from the desk."""
    if actor.actor_id is None:
        return OnDesk([], [])
    seats = parties.seats_of(actor)
    asking = {**_asking(actor, seats), "news_since": news_since}
    rows = db.session.execute(_on_desk(_shape(seats), limit), asking).all()
    return OnDesk([row for row in rows if row.action], [row for row in rows if not row.action])


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
def _on_desk(shape: Shape, limit: int) -> Select[Any]:
    tasks, own = _tasks(shape, limit).subquery(), _own_cases(limit).subquery()
    both = union_all(select(tasks), select(own)).subquery()
    return select(both).order_by(both.c.sort_due, both.c.since.desc(), both.c.id)


def _tasks(shape: Shape, limit: int) -> Select[Any]:
    """Of each way in which somebody can be asked the soonest are read from the index, then the soonest of
    all."""
    ways = [way.order_by(Wait.sort_due, Wait.id).limit(limit) for way in _ways(shape)]
    soonest = union_all(*(select(way.subquery()) for way in ways)).subquery()
    return (
        select(*_case_columns(), Wait.action, Wait.party, Wait.since, Wait.due_at, Wait.sort_due)
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
            *_case_columns(),
            cast(null(), String).label("action"),
            cast(null(), String).label("party"),
            since.label("since"),
            cast(null(), UtcDateTime).label("due_at"),
            cast(null(), UtcDateTime).label("sort_due"),
        )
        .join(NetworkBody, NetworkBody.id == Casefile.body_id)
        .outerjoin(CasePerson, seen)
        .where(owned_by_person(me), or_(awaited, news))
        .order_by(since.desc(), Casefile.id.desc())
        .limit(limit)
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

"""What a person's desk shows of all processes: two statements, however many processes there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    false,
    or_,
    select,
    union_all,
)

from app.casework import parties
from app.casework.models import Casefile, CasePerson, Wait
from app.casework.process import PROCESSES
from app.casework.queries.access import owned_by, waits_for
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.permissions import Role
from app.organisations.models import NetworkBody


def list_tasks(actor: Actor, *, limit: int) -> Sequence[Any]:
    """What waits for this person in every process, soonest due first, as columns.

    Of each way in which somebody can be asked the soonest are read from the index, then the soonest of all.
    """
    if actor.actor_id is None:
        return []
    mine = parties.role_parties(actor)
    statement = _tasks(len(mine), tuple(parties.roles_everywhere(actor)), limit)
    return db.session.execute(statement, _asking(actor, mine)).all()


def list_mine_among(actor: Actor, case_ids: Sequence[int]) -> set[int]:
    """Which of these cases wait for this person."""
    if actor.actor_id is None or not case_ids:
        return set()
    mine = parties.role_parties(actor)
    statement = _mine_among(len(mine), tuple(parties.roles_everywhere(actor)))
    return set(db.session.execute(statement, {**_asking(actor, mine), "cases": case_ids}).scalars())


# These two are long, and take longer to put together than to ask: one for each number of parties is kept.


@cache
def _tasks(number: int, everywhere: tuple[Role, ...], limit: int) -> Select[Any]:
    ways = [way.order_by(Wait.sort_due, Wait.id).limit(limit) for way in _ways(number, everywhere)]
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
def _mine_among(number: int, everywhere: tuple[Role, ...]) -> Select[Any]:
    among = Wait.case_id.in_(bindparam("cases", expanding=True))
    mine = union_all(*(way.where(among) for way in _ways(number, everywhere))).subquery()
    return select(mine.c.case_id)


def _ways(number: int, everywhere: tuple[Role, ...]) -> list[Select[Any]]:
    role_parties = [bindparam(f"party_{place}", type_=String) for place in range(number)]
    return waits_for(bindparam("me", type_=Integer), role_parties, everywhere)


def _asking(actor: Actor, role_parties: Sequence[str]) -> dict[str, Any]:
    return {"me": actor.actor_id} | {f"party_{place}": one for place, one in enumerate(role_parties)}


def list_own_cases(actor: Actor, *, news_since: datetime, limit: int) -> Sequence[Any]:
    """The cases of this person's organisations that are open, or closed since `news_since` and not yet opened
    from the desk, latest first, as columns. Those that are closed are news. What belongs to another case and
    is open is left out: that case stands for it."""
    if actor.actor_id is None:
        return []
    seen = and_(CasePerson.case_id == Casefile.id, CasePerson.person_id == actor.actor_id)
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
    statement = (
        select(*_case_columns(), since.label("since"))
        .join(NetworkBody, NetworkBody.id == Casefile.body_id)
        .outerjoin(CasePerson, seen)
        .where(owned_by(actor), or_(awaited, news))
        .order_by(since.desc(), Casefile.id.desc())
        .limit(limit)
    )
    return db.session.execute(statement).all()


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

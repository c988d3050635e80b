"""What the clock looks for, in every process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, cast, false, func, or_, select, update

from app.casework.models import NEVER, Casefile, Wait
from app.casework.process import PROCESSES
from app.kernel.database import db, take_lock


def list_over(moment: datetime, *, limit: int = 200) -> list[int]:
    """Cases with a wait whose time is over and that the clock ends, soonest first."""
    ended_by_clock = [
        and_(Casefile.kind == process.kind, Wait.action.in_(list(process.at_end)))
        for process in PROCESSES.values()
        if process.at_end
    ]
    statement = (
        select(Wait.case_id)
        .join(Casefile)
        .where(
            Wait.ended_at.is_(None),
            Wait.due_at.is_not(None),
            Wait.due_at <= moment,
            or_(*ended_by_clock) if ended_by_clock else false(),
        )
        .order_by(Wait.due_at, Wait.id)
        .limit(limit)
    )
    return list(dict.fromkeys(db.session.execute(statement).scalars()))


def list_to_remind_of(moment: datetime) -> list[int]:
    """The cases with a deadline of which somebody is to be reminded by now, and which is not over."""
    statement = (
        select(Wait.case_id)
        .join(Casefile)
        .where(
            Wait.ended_at.is_(None),
            Wait.remind_at.is_not(None),
            Wait.remind_at <= moment,
            Wait.due_at > moment,
            Casefile.is_queued.is_(True),
        )
        .order_by(Wait.remind_at, Wait.id)
    )
    return list(dict.fromkeys(db.session.execute(statement).scalars()))


def list_open_in(*, body_id: int | None = None, region_id: int | None = None) -> list[int]:
    """The open cases of a network or of a region, to be asked again whom they wait for."""
    statement = select(Casefile.id).where(Casefile.is_open.is_(True)).order_by(Casefile.id)
    if body_id is not None:
        statement = statement.where(Casefile.body_id == body_id)
    if region_id is not None:
        statement = statement.where(Casefile.region_id == region_id)
    return list(db.session.execute(statement).scalars())


def list_open_of(organisation_id: int) -> list[int]:
    """The open cases of an organisation, in the order in which everybody locks several."""
    statement = select(Casefile.id).where(
        Casefile.organisation_id == organisation_id, Casefile.is_open.is_(True)
    )
    return list(db.session.execute(statement.order_by(Casefile.id)).scalars())


def count_waits_by_party() -> Sequence[Any]:
    """Every party that open cases wait for, by their network and region, with the number of its waits."""
    scopes = (Wait.party, Casefile.body_id, Casefile.region_id)
    statement = (
        select(*scopes, func.count().label("number"))
        .join(Casefile)
        .where(Wait.ended_at.is_(None))
        .group_by(*scopes)
        .order_by(*scopes)
    )
    return db.session.execute(statement).all()


def list_waiting_for(party: str) -> list[int]:
    """The cases that wait for a party, in a stable order."""
    statement = select(Wait.case_id).where(Wait.party == party, Wait.ended_at.is_(None))
    return list(db.session.execute(statement.distinct().order_by(Wait.case_id)).scalars())


def hold_clocks(organisation_id: int, moment: datetime) -> int:
    """Stop every clock of an organisation's open cases, in two statements; answers how many stopped.

    The cases are locked first, in the order in which everybody locks several.
    """
    ids = select(Casefile.id).where(Casefile.organisation_id == organisation_id, Casefile.is_open.is_(True))
    take_lock(ids.order_by(Casefile.id))
    db.session.execute(
        update(Casefile)
        .where(Casefile.id.in_(ids), Casefile.held_at.is_(None))
        .values(held_at=moment, sort_due=NEVER, version=Casefile.version + 1)
        .execution_options(synchronize_session=False)
    )
    stopped = db.session.execute(
        update(Wait)
        .where(Wait.case_id.in_(ids), Wait.ended_at.is_(None), Wait.due_at.is_not(None))
        .values(seconds_left=_seconds_until(moment), due_at=None, sort_due=NEVER, remind_at=None)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(stopped, "rowcount", 0))


def _seconds_until(moment: datetime) -> Any:
    """Seconds from `moment` to a wait's deadline; negative where it is over."""
    if db.engine.dialect.name == "sqlite":
        return cast(func.strftime("%s", Wait.due_at), Integer) - int(moment.timestamp())
    return cast(func.extract("epoch", Wait.due_at - moment), Integer)


def list_held(organisation_id: int) -> list[int]:
    """The cases of an organisation that are on hold."""
    statement = select(Casefile.id).where(
        Casefile.organisation_id == organisation_id, Casefile.held_at.is_not(None)
    )
    return list(db.session.execute(statement.order_by(Casefile.id)).scalars())


def first_due(waits: Iterable[Wait]) -> tuple[str, datetime]:
    """The party and the deadline of the wait that is due soonest; of none at all, nobody and never."""
    found = min(waits, key=lambda one: (one.sort_due, one.id or 0), default=None)
    return (found.party, found.sort_due) if found is not None else ("", NEVER)

"""Checks by key and as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import aliased, selectinload

from app.casework.models import Casefile
from app.casework.queries import find_whole, is_closed_to, open_in, whole_case
from app.grants.applications.process import GRANT_APPLICATION
from app.grants.diligence.enums import Shown, Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.process import DILIGENCE_CHECK
from app.grants.diligence.process_words import Status
from app.grants.diligence.queries.closed import is_kept_from
from app.grants.diligence.queries.known import CHECK
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.paging import Sort
from app.organisations.models import Organisation

SORTS = {
    sign + name: Sort((column, Casefile.id), (attribute, "id"), descending=bool(sign))
    for sign in ("", "-")
    for name, column, attribute in (
        ("name", Casefile.sort_name, "sort_name"),
        ("until", CHECK.valid_until, "valid_until"),
    )
}
COLUMNS = (
    Casefile.id,
    Casefile.ref,
    Casefile.title,
    Casefile.sort_name,
    Casefile.country,
    Casefile.status_code,
    Casefile.organisation_id,
    CHECK.tier,
    CHECK.valid_until,
    Organisation.ref.label("group_ref"),
)


@cache
def _whole() -> Select[DiligenceCheck]:
    return whole_case(DiligenceCheck).options(selectinload(DiligenceCheck.points))


def get_check(ref: str, *, known: ColumnElement[bool] | None = None, lock: bool = False) -> DiligenceCheck:
    """One check with its points. Raises NotFound, also where `known`, a condition of casework's queries, does
    not let the reader know of it."""
    which = true() if known is None else known
    found: DiligenceCheck | None = find_whole(_whole(), Casefile.ref == ref, which, lock=lock)
    if found is None:
        raise NotFound
    return found


def get_group(ref: str, body_id: int) -> tuple[Organisation, str]:
    """A group that applied to a network or was checked by it, and its name there. Raises NotFound for any
    other: officers of grants look into no other record."""
    kinds = (GRANT_APPLICATION.kind, DILIGENCE_CHECK.kind)
    statement = (
        select(Organisation, Casefile.title)
        .join(Casefile, Casefile.organisation_id == Organisation.id)
        .where(
            Organisation.ref == ref,
            Casefile.body_id == body_id,
            Casefile.kind.in_(kinds),
            Casefile.sent_at.is_not(None),
        )
        .order_by(Casefile.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def find_running(body_id: int, organisation_id: int) -> str | None:
    """The reference of the check of a group that has not ended."""
    statement = select(Casefile.ref).where(
        Casefile.organisation_id == organisation_id,
        Casefile.kind == DILIGENCE_CHECK.kind,
        Casefile.is_open.is_(True),
        Casefile.body_id == body_id,
    )
    return db.session.execute(statement).scalar_one_or_none()


def list_running(body_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    """(network, organisation) → the reference of the check that runs."""
    columns: tuple[Any, ...] = (Casefile.body_id, Casefile.organisation_id, Casefile.ref)
    statement = select(*columns).where(
        Casefile.body_id.in_(body_ids),
        Casefile.kind == DILIGENCE_CHECK.kind,
        Casefile.is_open.is_(True),
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(statement)}


def _rows(actor: Actor, body_id: int) -> Select[Any]:
    return (
        select(*COLUMNS)
        .join(DiligenceCheck.__table__, CHECK.id == Casefile.id)
        .join(Organisation, Organisation.id == Casefile.organisation_id)
        .where(open_in(actor, DILIGENCE_CHECK, body_id), ~is_kept_from(body_id, actor))
    )


def list_checks_of(actor: Actor, body_id: int, organisation_id: int) -> Sequence[Any]:
    """The checks of one group, the newest first."""
    one = _rows(actor, body_id).where(Casefile.organisation_id == organisation_id)
    return db.session.execute(one.order_by(Casefile.id.desc())).all()


def _only(shown: Shown, day: date) -> list[ColumnElement[bool]]:
    if shown is Shown.RUNNING:
        return [Casefile.is_open.is_(True)]
    if shown is Shown.VALID:
        return [Casefile.status_code == Status.PASSED, CHECK.valid_until >= day]
    if shown is Shown.EXPIRED:
        return [Casefile.status_code == Status.PASSED, CHECK.valid_until < day, ~_replaced(day)]
    return []


def _replaced(day: date) -> ColumnElement[bool]:
    """Whether the group is known by a later check: what has expired then asks for nothing."""
    case, check = aliased(Casefile.__table__), aliased(DiligenceCheck.__table__)
    return exists().where(
        case.c.organisation_id == Casefile.organisation_id,
        case.c.kind == DILIGENCE_CHECK.kind,
        case.c.body_id == Casefile.body_id,
        case.c.status == Status.PASSED.value,
        check.c.id == case.c.id,
        check.c.valid_until >= day,
        (check.c.tier == CHECK.tier) | (check.c.tier == Tier.FULL.value),
    )


def list_statement(actor: Actor, body_id: int, shown: Shown, day: date) -> Select[Any]:
    """The checks of a network that are open to the actor, as columns: all, or as `shown` says."""
    return _rows(actor, body_id).where(*_only(shown, day))


def count_shown(actor: Actor, body_id: int, day: date) -> dict[Shown, int]:
    """How many checks each tab of the list has."""
    tabs = (Shown.RUNNING, Shown.EXPIRED, Shown.VALID, Shown.ALL)
    counts = [
        select(func.count())
        .select_from(list_statement(actor, body_id, one, day).subquery())
        .scalar_subquery()
        for one in tabs
    ]
    row = db.session.execute(select(*counts)).one()
    return {tab: int(number) for tab, number in zip(tabs, row, strict=True)}


def count_to_conclude(actor: Actor, body_ids: Sequence[int]) -> dict[int, int]:
    """Network → how many checks wait for a second person that the actor could be."""
    statement = (
        select(Casefile.body_id, func.count())
        .join(DiligenceCheck.__table__, CHECK.id == Casefile.id)
        .where(
            Casefile.body_id.in_(body_ids),
            Casefile.kind == DILIGENCE_CHECK.kind,
            Casefile.status_code == Status.READY,
            CHECK.sent_by_id != actor.actor_id,
            ~is_closed_to(actor.actor_id),
        )
        .group_by(Casefile.body_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}

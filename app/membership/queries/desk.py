"""What waits for somebody, by their roles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app.kernel.actor import Actor, scope_ids
from app.kernel.database import db
from app.kernel.permissions import ROLE_PERMISSIONS, Permission, ScopeKind
from app.membership.enums import Status
from app.membership.models import Application, Vote
from app.membership.queries.recusal import has_conflict


def list_to_work_on(actor: Actor, permission: Permission, statuses: Sequence[Status]) -> list[Any]:
    """(body id, status, number, oldest) of the cases over which the actor holds `permission`."""
    everywhere = any(grant.scope_kind is ScopeKind.INSTALLATION for grant in _granted(actor, permission))
    bodies = scope_ids(actor, permission, ScopeKind.BODY)
    regions = scope_ids(actor, permission, ScopeKind.REGION)
    if not (everywhere or bodies or regions):
        return []
    statement = (
        select(
            Application.body_id,
            Application.status,
            func.count().label("number"),
            func.min(Application.stage_entered_at).label("oldest"),
        )
        .where(Application.status.in_(statuses))
        .group_by(Application.body_id, Application.status)
        .order_by(Application.body_id, Application.status)
    )
    if not everywhere:
        statement = statement.where(_in_one_of(bodies, regions))
    return list(db.session.execute(statement).all())


def _in_one_of(bodies: Collection[int], regions: Collection[int]) -> ColumnElement[bool]:
    """Without an OR where one of them is empty, so that the indexes, which begin with the body, serve."""
    if not regions:
        return Application.body_id.in_(bodies)
    if not bodies:
        return Application.region_id.in_(regions)
    return Application.body_id.in_(bodies) | Application.region_id.in_(regions)


def _granted(actor: Actor, permission: Permission) -> list[Any]:
    return [
        grant
        for grant in actor.grants
        if permission in ROLE_PERMISSIONS[grant.role]
        and (actor.acting_as is None or grant.role is actor.acting_as)
    ]


def list_to_vote_on(actor: Actor, *, limit: int = 20) -> Sequence[Application]:
    """Cases before the committees of this person on which they have neither voted nor a conflict."""
    bodies = scope_ids(actor, Permission.VOTE_ON_MEMBERSHIP, ScopeKind.BODY)
    if actor.actor_id is None or not bodies:
        return []
    voted = select(Vote.id).where(Vote.application_id == Application.id, Vote.person_id == actor.actor_id)
    return (
        db.session.execute(
            select(Application)
            .where(
                Application.body_id.in_(bodies),
                Application.status == Status.COMMITTEE,
                ~voted.exists(),
                ~has_conflict(actor.actor_id),
            )
            .options(joinedload(Application.body))
            .order_by(Application.stage_entered_at, Application.id)
            .limit(limit)
        )
        .scalars()
        .all()
    )


def list_to_reach(actor: Actor, *, limit: int = 20) -> Sequence[Any]:
    """(body id, ref, name, since) of groups without e-mail that have news, for those who can reach them."""
    bodies = scope_ids(actor, Permission.SCREEN_APPLICATIONS, ScopeKind.BODY)
    regions = scope_ids(actor, Permission.CHECK_REGION, ScopeKind.REGION)
    if actor.actor_id is None or not (bodies or regions):
        return []
    return db.session.execute(
        select(Application.body_id, Application.ref, Application.name, Application.reach_out_since)
        .where(
            Application.reach_out_since.is_not(None),
            ~has_conflict(actor.actor_id),
            _in_one_of(bodies, regions),
        )
        .order_by(Application.reach_out_since, Application.id)
        .limit(limit)
    ).all()

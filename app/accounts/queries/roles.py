"""Who holds which role, since when and until when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.accounts.models import Person, RoleGrant
from app.kernel.actor import Grant
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Role, ScopeKind


def _in_force(day: date) -> ColumnElement[bool]:
    return and_(RoleGrant.starts_on <= day, or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on > day))


def _covers(*, body: int | None, region: int | None) -> ColumnElement[bool]:
    """What `Grant.covers` says of one grant."""
    scopes = ((ScopeKind.BODY, body), (ScopeKind.REGION, region))
    named = [
        and_(RoleGrant.scope_kind == kind, RoleGrant.scope_id == scope_id)
        for kind, scope_id in scopes
        if scope_id is not None
    ]
    return or_(RoleGrant.scope_kind == ScopeKind.INSTALLATION, *named)


def list_people_with_role(role: Role, *, body: int | None = None, region: int | None = None) -> list[Person]:
    """Who holds a role over this body or region today, oldest account first: just those to whom the
    permission check would grant what the role may."""
    statement = (
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == role, _covers(body=body, region=region))
        .where(_in_force(today()), Person.active.is_(True))
        .order_by(Person.id)
    )
    return list(db.session.scalars(statement).unique())


def list_grants_in_force() -> list[Grant]:
    """Every role that somebody holds today, each scope once."""
    held = (RoleGrant.role, RoleGrant.scope_kind, RoleGrant.scope_id)
    statement = (
        select(*held)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(_in_force(today()), Person.active.is_(True))
        .distinct()
        .order_by(*held)
    )
    return [Grant(row.role, row.scope_kind, row.scope_id) for row in db.session.execute(statement)]


def list_grants_changed_by_date(since: date) -> list[RoleGrant]:
    """The grants that began or ended from `since` until today because their day had come, oldest first. What
    somebody gave or ended on the day itself is none of them."""
    day = today()
    dated = (RoleGrant.starts_on, RoleGrant.ends_on)
    statement = select(RoleGrant).where(or_(*(one.between(since, day) for one in dated)))
    found = db.session.scalars(statement.order_by(RoleGrant.id))
    return [grant for grant in found if grant.began_by_date(since, day) or grant.ended_by_date(since, day)]


def has_administrator() -> bool:
    """Whether anybody administers the whole installation."""
    return count_administrators() > 0


def count_administrators() -> int:
    """How many people can sign in and administer the whole installation today."""
    return (
        db.session.scalar(
            select(func.count(func.distinct(RoleGrant.person_id)))
            .join(Person, Person.id == RoleGrant.person_id)
            .where(
                RoleGrant.role == Role.ADMINISTRATOR,
                RoleGrant.scope_kind == ScopeKind.INSTALLATION,
                _in_force(today()),
                Person.active.is_(True),
            )
        )
        or 0
    )


def find_grant_in_force(
    person: Person, role: Role, scope_kind: ScopeKind, scope_id: int | None
) -> RoleGrant | None:
    """The grant by which this person holds the role in just this scope, today or later."""
    return db.session.scalar(
        select(RoleGrant)
        .where(
            RoleGrant.person_id == person.id,
            RoleGrant.role == role,
            RoleGrant.scope_kind == scope_kind,
            RoleGrant.scope_id.is_(None) if scope_id is None else RoleGrant.scope_id == scope_id,
            or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on > today()),
        )
        .order_by(RoleGrant.id)
        .limit(1)
    )


def get_grant(person: Person, ref: str) -> RoleGrant:
    """One of this person's grants. Raises NotFound."""
    found = db.session.scalar(select(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.ref == ref))
    if found is None:
        raise NotFound
    return found


def list_grants_of(person_ids: Collection[int]) -> dict[int, list[RoleGrant]]:
    """The grants of these people, oldest first."""
    found: dict[int, list[RoleGrant]] = {person_id: [] for person_id in person_ids}
    for grant in db.session.scalars(
        select(RoleGrant).where(RoleGrant.person_id.in_(found)).order_by(RoleGrant.id)
    ):
        found[grant.person_id].append(grant)
    return found


def list_roles_of_people(person_ids: Sequence[int]) -> dict[int, list[Role]]:
    """The roles that each of these people holds today, in one query."""
    held: dict[int, list[Role]] = {person_id: [] for person_id in person_ids}
    rows = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .where(RoleGrant.person_id.in_(held), _in_force(today()))
        .order_by(RoleGrant.id)
    )
    for row in rows:
        if row.role not in held[row.person_id]:
            held[row.person_id].append(row.role)
    return held

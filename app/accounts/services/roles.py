"""Roles are given and ended by administrators, with a reason, and the trail keeps who and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.accounts import queries
from app.accounts.models import Person, RoleGrant
from app.kernel import audit
from app.kernel.actor import Actor, can
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, Refused
from app.kernel.permissions import Permission, Role, ScopeKind


on_change: list[Callable[[RoleGrant], None]] = []
"""What else must happen when a role is given or ended; packages above add to it."""


def may_grant(actor: Actor, scope_kind: ScopeKind, scope_id: int | None) -> bool:
    """Whether `actor` may give roles in this scope."""
    return can(
        actor,
        Permission.GRANT_ROLES,
        body=scope_id if scope_kind is ScopeKind.BODY else None,
        region=scope_id if scope_kind is ScopeKind.REGION else None,
    )


def grant_role(
    person: Person,
    role: Role,
    *,
    scope_kind: ScopeKind,
    scope_id: int | None,
    actor: Actor,
    reason: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_deputy: bool = False,
) -> RoleGrant:
    """Give a role. `ends_on` is the first day without it. The caller has checked `may_grant`: code that
    acts for the system (example, import, invitations) has no grants of its own.

    Raises DomainError: role_scope, role_dates, role_held, reason_missing.
    """
    first = starts_on or today()
    _check_words(role, scope_kind, scope_id, reason, first, ends_on)
    db.session.flush()
    if queries.find_grant_in_force(person, role, scope_kind, scope_id) is not None:
        raise DomainError("role_held")
    grant = RoleGrant(
        person=person,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        starts_on=first,
        ends_on=ends_on,
        is_deputy=is_deputy,
        granted_by_id=actor.actor_id,
        reason=reason.strip(),
    )
    db.session.add(grant)
    db.session.flush()
    _record("role.granted", grant, actor)
    _tell_of_change(grant)
    return grant


def end_role(grant: RoleGrant, *, actor: Actor, reason: str) -> None:
    """End a role today. Raises DomainError: role_ended, last_administrator, reason_missing."""
    if not reason.strip():
        raise DomainError("reason_missing")
    if grant.ends_on is not None and grant.ends_on <= today():
        raise DomainError("role_ended")
    if grant.role is Role.ADMINISTRATOR and grant.scope_kind is ScopeKind.INSTALLATION:
        check_not_last_administrator(grant.person, "last_administrator")
    grant.ends_on = max(today(), grant.starts_on)
    grant.ended_reason = reason.strip()
    _record("role.ended", grant, actor)
    _tell_of_change(grant)


def _tell_of_change(grant: RoleGrant) -> None:
    for tell in on_change:
        tell(grant)


def check_not_last_administrator(person: Person, code: str) -> None:
    """Somebody must be able to give roles tomorrow."""
    holds = queries.find_grant_in_force(person, Role.ADMINISTRATOR, ScopeKind.INSTALLATION, None)
    if holds is not None and holds.is_in_force(today()) and queries.count_administrators() <= 1:
        raise DomainError(code)


def check_may_change(actor: Actor, person: Person, scope_kind: ScopeKind, scope_id: int | None) -> None:
    """Raises Refused where `actor` may not give or end roles of this person in this scope."""
    if not may_grant(actor, scope_kind, scope_id):
        raise Refused(KernelRefusal.NOT_YOURS_TO_DO)
    if actor.actor_id == person.id:
        raise Refused("role_own")


def _check_words(
    role: Role, scope_kind: ScopeKind, scope_id: int | None, reason: str, first: date, last: date | None
) -> None:
    if not reason.strip():
        raise DomainError("reason_missing")
    if (scope_kind is ScopeKind.INSTALLATION) != (scope_id is None):
        raise DomainError("role_scope")
    if last is not None and last <= first:
        raise DomainError("role_dates")


def _record(kind: str, grant: RoleGrant, actor: Actor) -> None:
    audit.record(
        kind,
        subject="person",
        subject_id=grant.person_id,
        actor=actor,
        body_id=grant.scope_id if grant.scope_kind is ScopeKind.BODY else None,
        details={
            "grant": grant.id,
            "role": grant.role.value,
            "scope": [grant.scope_kind.value, grant.scope_id],
            "starts": grant.starts_on.isoformat(),
            "ends": grant.ends_on.isoformat() if grant.ends_on else None,
        },
    )

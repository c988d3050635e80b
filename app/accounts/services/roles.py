"""Roles are given and ended by administrators, with a reason, and the trail keeps who and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.accounts import queries
from app.accounts.enums import AccountRefusal
from app.accounts.models import Person, RoleGrant
from app.kernel import audit
from app.kernel.actor import Actor, can
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
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

    Raises DomainError: ROLE_SCOPE, ROLE_DATES, ROLE_HELD, REASON_MISSING.
    """
    first = starts_on or today()
    _check_words(role, scope_kind, scope_id, reason, first, ends_on)
    db.session.flush()
    if queries.find_grant_in_force(person, role, scope_kind, scope_id) is not None:
        raise DomainError(AccountRefusal.ROLE_HELD)
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
    tell_of_change(grant)
    return grant


def end_role(grant: RoleGrant, *, actor: Actor, reason: str) -> None:
    """End a role today. Raises DomainError: ROLE_ENDED, LAST_ADMINISTRATOR, REASON_MISSING."""
    if not reason.strip():
        raise DomainError(AccountRefusal.REASON_MISSING)
    if grant.ends_on is not None and grant.ends_on <= today():
        raise DomainError(AccountRefusal.ROLE_ENDED)
    if grant.role is Role.ADMINISTRATOR and grant.scope_kind is ScopeKind.INSTALLATION:
        check_not_last_administrator(grant.person, AccountRefusal.LAST_ADMINISTRATOR)
    grant.ends_on = max(today(), grant.starts_on)
    grant.ended_reason = reason.strip()
    _record("role.ended", grant, actor)
    tell_of_change(grant)


def tell_of_change(grant: RoleGrant) -> None:
    """Let packages above do what else must happen when this role begins or ends."""
    for tell in on_change:
        tell(grant)


def check_not_last_administrator(person: Person, code: AccountRefusal) -> None:
    """Somebody must be able to give roles tomorrow."""
    holds = queries.find_grant_in_force(person, Role.ADMINISTRATOR, ScopeKind.INSTALLATION, None)
    if holds is not None and holds.is_in_force(today()) and queries.count_administrators() <= 1:
        raise DomainError(code)


def check_may_change(actor: Actor, person: Person, scope_kind: ScopeKind, scope_id: int | None) -> None:
    """Refuses where `actor` may not give or end roles of this person in this scope."""
    if not may_grant(actor, scope_kind, scope_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if actor.actor_id == person.id:
        raise DomainError(AccountRefusal.ROLE_OWN)


def _check_words(
    role: Role, scope_kind: ScopeKind, scope_id: int | None, reason: str, first: date, last: date | None
) -> None:
    if not reason.strip():
        raise DomainError(AccountRefusal.REASON_MISSING)
    if (scope_kind is ScopeKind.INSTALLATION) != (scope_id is None):
        raise DomainError(AccountRefusal.ROLE_SCOPE)
    if last is not None and last <= first:
        raise DomainError(AccountRefusal.ROLE_DATES)


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

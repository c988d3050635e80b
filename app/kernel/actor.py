"""Who acts. The kernel knows people only through this protocol, which Person of accounts implements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.kernel.permissions import ROLE_PERMISSIONS, Permission, Role, ScopeKind


@dataclass(frozen=True)
class Grant:
    """A role that is in force today, in one scope. `scope_id` is None for the whole installation."""

    role: Role
    scope_kind: ScopeKind
    scope_id: int | None = None
    id: int | None = None

    def covers(self, *, body: int | None, region: int | None) -> bool:
        """Whether the scope holds this body or this region."""
        if self.scope_kind is ScopeKind.INSTALLATION:
            return True
        wanted = body if self.scope_kind is ScopeKind.BODY else region
        return wanted is not None and wanted == self.scope_id


class Actor(Protocol):
    """A person, the system, or nobody. `acting_as` narrows several roles to the one chosen."""

    @property
    def actor_id(self) -> int | None: ...
    @property
    def grants(self) -> Sequence[Grant]: ...
    @property
    def acting_as(self) -> Role | None: ...
    @property
    def language(self) -> str: ...
    @property
    def zone(self) -> str: ...


@dataclass(frozen=True)
class NonPersonActor:
    """An actor that is not a person."""

    name: str
    actor_id: int | None = None
    grants: tuple[Grant, ...] = ()
    acting_as: Role | None = None
    language: str = "en"
    zone: str = "UTC"
    display_name: str = ""


SYSTEM = NonPersonActor("system")
ANONYMOUS = NonPersonActor("anonymous")


def reader(actor: Actor) -> NonPersonActor:
    """What of an actor decides what they may read: the key under which statements are kept for them."""
    return NonPersonActor("reader", actor.actor_id, tuple(actor.grants), actor.acting_as)


def is_system(actor: Actor) -> bool:
    """Whether the program itself acts (a schedule, a console command), not a person."""
    return actor is SYSTEM


def grants_now(actor: Actor, permission: Permission | None = None) -> list[Grant]:
    """The grants by which `actor` acts now, in the role they chose if they did, that give `permission`."""
    return [
        grant
        for grant in actor.grants
        if actor.acting_as in (None, grant.role)
        and (permission is None or permission in ROLE_PERMISSIONS[grant.role])
    ]


def grants_for(
    actor: Actor, permission: Permission, *, body: int | None = None, region: int | None = None
) -> list[Grant]:
    """The grants by which `actor` holds `permission` over this body or region, as they act now."""
    return [grant for grant in grants_now(actor, permission) if grant.covers(body=body, region=region)]


def can(actor: Actor, permission: Permission, *, body: int | None = None, region: int | None = None) -> bool:
    """Whether `actor` holds `permission` over this body or region."""
    return bool(grants_for(actor, permission, body=body, region=region))


def holds(actor: Actor, permission: Permission) -> bool:
    """Whether `actor` holds `permission` anywhere: enough to open a page, never enough to act on a thing."""
    return bool(grants_now(actor, permission))


def scope_ids(actor: Actor, permission: Permission, kind: ScopeKind) -> set[int]:
    """The bodies or regions over which `actor` holds `permission` by a grant of that scope."""
    return {
        grant.scope_id
        for grant in grants_now(actor, permission)
        if grant.scope_kind is kind and grant.scope_id is not None
    }

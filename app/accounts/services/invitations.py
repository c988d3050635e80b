"""A one-time link that gives somebody a role, or a place among an organisation's contacts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.accounts import queries
from app.accounts.enums import AccountRefusal, InvitationKind
from app.accounts.models import Invitation, Person
from app.accounts.services.roles import grant_role, may_grant
from app.kernel import audit
from app.kernel.actor import SYSTEM, Actor
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.ids import new_token
from app.kernel.permissions import Role, ScopeKind

AcceptHook = Callable[[Person, Invitation], None]

_hooks: dict[InvitationKind, AcceptHook] = {}


def on_accept(kind: InvitationKind, hook: AcceptHook) -> None:
    """Let a higher feature do what accepting an invitation of its kind means."""
    _hooks[kind] = hook


def invite(
    *,
    actor: Actor,
    lasts: timedelta,
    reason: str,
    role: Role | None = None,
    scope_kind: ScopeKind | None = None,
    scope_id: int | None = None,
    organisation_id: int | None = None,
    contact_level: str | None = None,
) -> str:
    """Make an invitation and answer its token: the caller puts the link in a letter, or shows it once."""
    token = new_token()
    invitation = Invitation(
        token_hash=queries.token_hash(token),
        kind=InvitationKind.ROLE if role is not None else InvitationKind.CONTACT,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        organisation_id=organisation_id,
        contact_level=contact_level,
        reason=reason,
        invited_by_id=actor.actor_id,
        expires_at=now() + lasts,
    )
    db.session.add(invitation)
    db.session.flush()
    audit.record("invitation.made", subject="invitation", subject_id=invitation.id, actor=actor)
    return token


def get_open_invitation(token: str) -> Invitation:
    """The invitation of this link. Raises DomainError: INVITATION_OVER."""
    found = queries.find_invitation(token)
    if found is None or found.accepted_at is not None or found.expires_at <= now():
        raise DomainError(AccountRefusal.INVITATION_OVER)
    return found


def accept_invitation(invitation: Invitation, person: Person) -> None:
    """Take what the invitation gives. Raises DomainError."""
    if invitation.accepted_at is not None or invitation.expires_at <= now():
        raise DomainError(AccountRefusal.INVITATION_OVER)
    if invitation.invited_by_id == person.id:
        raise DomainError(AccountRefusal.ROLE_OWN)
    invitation.accepted_at, invitation.accepted_by_id = now(), person.id
    if invitation.kind is InvitationKind.ROLE:
        _give_role(invitation, person)
    else:
        _hooks[invitation.kind](person, invitation)
    audit.record("invitation.accepted", subject="invitation", subject_id=invitation.id, actor=person)


def _give_role(invitation: Invitation, person: Person) -> None:
    assert invitation.role is not None
    assert invitation.scope_kind is not None
    inviter = queries.find_person(invitation.invited_by_id) if invitation.invited_by_id else None
    if inviter is not None and not _may_still_give(inviter, invitation.scope_kind, invitation.scope_id):
        raise DomainError(AccountRefusal.INVITATION_OVER)
    grant_role(
        person,
        invitation.role,
        scope_kind=invitation.scope_kind,
        scope_id=invitation.scope_id,
        actor=inviter or SYSTEM,
        reason=invitation.reason,
    )


def _may_still_give(inviter: Person, scope_kind: ScopeKind, scope_id: int | None) -> bool:
    """An administrator who was let go leaves no open doors behind."""
    return inviter.active and may_grant(inviter, scope_kind, scope_id)

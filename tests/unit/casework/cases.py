"""Made-up cases and people for the rules of casework: a loan that a committee judges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from app.casework.enums import DeclaredTie
from app.kernel.actor import Grant, NonPersonActor
from app.kernel.permissions import Permission, Role, ScopeKind
from app.organisations.enums import ContactRole
from tests.library_loan.process import LOAN, A, S

JUDGED = replace(LOAN, judges=frozenset({Permission.VOTE_ON_MEMBERSHIP, Permission.CHECK_REGION}))
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BEGAN = NOW - timedelta(days=10)
BEFORE, AFTER = BEGAN - timedelta(seconds=1), BEGAN + timedelta(seconds=1)
BODY, REGION, GROUP = 1, 7, 50
LEAD, EDITOR, VIEWER = ContactRole


def somebody(number: int | None, *grants: Grant, acting_as: Role | None = None) -> NonPersonActor:
    return NonPersonActor("somebody", actor_id=number, grants=grants, acting_as=acting_as)


def in_body(role: Role, body_id: int = BODY) -> Grant:
    return Grant(role, ScopeKind.BODY, body_id)


def contact(person_id: int, role: ContactRole = LEAD, ended_at: datetime | None = None) -> Any:
    return SimpleNamespace(person_id=person_id, role=role, ended_at=ended_at)


def invitation(by: int, to: int | None, expires_at: datetime, accepted_at: datetime | None = None) -> Any:
    return SimpleNamespace(
        invited_by_id=by, accepted_by_id=to, expires_at=expires_at, accepted_at=accepted_at
    )


def held(person_id: int, tie: DeclaredTie | None = DeclaredTie.NONE, role: str | None = None) -> Any:
    return SimpleNamespace(person_id=person_id, tie=tie, role=role)


def waiting(party: str, action: StrEnum = A.BRING_BACK) -> Any:
    return SimpleNamespace(party=party, action=action)


def case(contacts: Any = (), **changes: Any) -> Any:
    """A loan for a group, asked for by person 1."""
    facts: dict[str, Any] = {
        "process": JUDGED,
        "body_id": BODY,
        "region_id": REGION,
        "organisation_id": GROUP,
        "parent": None,
        "organisation": SimpleNamespace(contacts=contacts),
        "status": S.LENT,
        "sent_at": BEGAN,
        "started_at": BEGAN,
        "started_by": 1,
        "on_behalf": False,
        "people": [],
        "invitations": [],
        "open_waits": [],
    }
    return SimpleNamespace(**(facts | changes))


COMMITTEE, OFFICER = in_body(Role.COMMITTEE_MEMBER), in_body(Role.MEMBERSHIP_OFFICER)
COORDINATOR = Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION)

"""Made-up cases and people for the rules of casework: a tent is lent, in a process as small as can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from app.casework import parties
from app.casework.enums import DeclaredTie, StepForm
from app.casework.process import Process, Stage, Step, StepWords
from app.kernel.actor import Actor, Grant, NonPersonActor
from app.kernel.errors import KernelRefusal, RefusalCode
from app.kernel.permissions import Permission, Role, ScopeKind
from app.organisations.enums import ContactRole


class S(StrEnum):
    ASKED = "asked"
    LENT = "lent"
    RETURNED = "returned"
    REFUSED = "refused"


class A(StrEnum):
    LEND = "lend"
    REFUSE = "refuse"
    EXTEND = "extend"
    BRING_BACK = "bring_back"


def borrows(actor: Actor, loan: Any) -> RefusalCode | None:
    """Only the borrower brings it back."""
    return None if actor.actor_id == loan.started_by else KernelRefusal.NOT_YOURS_TO_DO


ASKED, LENT = frozenset({S.ASKED}), frozenset({S.LENT})
LOAN = Process(
    kind="loan_of_a_tent",
    subject="loan",
    read=Permission.READ_CASES,
    judges=frozenset(),
    start=S.ASKED,
    stages={
        S.ASKED: Stage("now", milestone=True),
        S.LENT: Stage("wait", milestone=True),
        S.RETURNED: Stage("go", open=False),
        S.REFUSED: Stage("stop", open=False),
    },
    steps=(
        Step(A.LEND, ASKED, S.LENT, Permission.SCREEN_APPLICATIONS, form=StepForm.CONFIRM),
        Step(A.REFUSE, ASKED, S.REFUSED, Permission.SCREEN_APPLICATIONS, form=StepForm.REASON),
        Step(A.EXTEND, LENT, None, Permission.SCREEN_APPLICATIONS, form=StepForm.DAYS, extends=A.BRING_BACK),
        Step(A.BRING_BACK, LENT, S.RETURNED, unless=borrows, form=StepForm.CONFIRM),
    ),
    waits=lambda loan: [],
    office=lambda loan: parties.body_role(Role.MEMBERSHIP_OFFICER, loan.body_id),
    status_words={S.ASKED: "Asked for", S.LENT: "Lent", S.RETURNED: "Returned", S.REFUSED: "Refused"},
    words={
        A.LEND: StepWords("Lend", "The tent was lent."),
        A.REFUSE: StepWords("Refuse", "The request was refused."),
        A.EXTEND: StepWords("Extend", "The loan was extended."),
        A.BRING_BACK: StepWords("It is back", "The tent came back."),
    },
)
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

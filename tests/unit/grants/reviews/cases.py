"""Made-up reviews for the rules: of an application to a call with two reviewers, which has closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from app.casework.enums import DeclaredTie
from app.grants.applications.process_words import Status as Application
from app.grants.calls.enums import CallStatus, Method
from app.grants.reviews.enums import ReviewStatus
from app.grants.reviews.process import GRANT_REVIEW
from app.grants.reviews.process_words import Status
from app.kernel.actor import Actor, Grant, NonPersonActor
from app.kernel.permissions import Role, ScopeKind

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
BEGAN = NOW - timedelta(days=10)
BODY, REGION = 3, 7


def in_body(role: Role, body_id: int = BODY) -> Grant:
    return Grant(role, ScopeKind.BODY, body_id)


def seat(region_id: int) -> Grant:
    return Grant(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region_id)


REVIEWER, OFFICER = in_body(Role.REVIEWER), in_body(Role.GRANTS_OFFICER)


def person(number: int, *grants: Grant) -> Any:
    return SimpleNamespace(id=number, grants=list(grants or [REVIEWER]))


def actor(number: int | None, *grants: Grant) -> Actor:
    return NonPersonActor("somebody", actor_id=number, grants=grants or (REVIEWER,))


def call(**changes: Any) -> Any:
    facts: dict[str, Any] = {
        "method": Method.PANEL,
        "status": CallStatus.PUBLISHED,
        "closes_at": NOW - timedelta(days=1),
        "extensions": [],
        "reviewers": 2,
    }
    return SimpleNamespace(**(facts | changes))


def casefile(**changes: Any) -> Any:
    facts: dict[str, Any] = {
        "process": GRANT_REVIEW,
        "body_id": BODY,
        "region_id": REGION,
        "organisation_id": 50,
        "organisation": SimpleNamespace(contacts=[]),
        "parent": None,
        "started_at": BEGAN,
        "started_by": 100,
        "officer_id": 101,
        "on_behalf": False,
        "people": [],
        "invitations": [],
        "open_waits": [],
        "sent_at": BEGAN,
    }
    return SimpleNamespace(**(facts | changes))


def review(who: int = 1, status: ReviewStatus = ReviewStatus.INVITED, *grants: Grant, **changes: Any) -> Any:
    facts: dict[str, Any] = {
        "ref": f"R{who}",
        "person_id": who,
        "person": person(who, *grants),
        "body_id": BODY,
        "status": status,
        "flagged_at": None,
        "flag_read_at": None,
        "flag": None,
    }
    return SimpleNamespace(**(facts | changes))


def reviewed(*reviews: Any, status: Application = Application.SUBMITTED, **changes: Any) -> Any:
    """The case of the reviews of one application. Of `changes`, `ties` are what people declared on the
    application, and `of_application` what is otherwise with it."""
    ties = [held(*one) for one in changes.pop("ties", ())]
    parent = casefile(status=status, people=ties, **changes.pop("of_application", {}))
    case = casefile(
        **(
            {
                "parent": parent,
                "application": parent,
                "call": call(),
                "status": Status.ASKING,
                "is_open": True,
                "started_by": None,
                "officer_id": None,
            }
            | changes
        )
    )
    case.reviews = list(reviews)
    for one in reviews:
        one.case = case
    return case


def held(person_id: int, tie: DeclaredTie | None = DeclaredTie.NONE, role: str | None = None) -> Any:
    return SimpleNamespace(person_id=person_id, tie=tie, role=role)

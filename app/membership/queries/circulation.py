"""What members are asked, and what they said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.kernel import clock
from app.kernel.database import db
from app.membership.enums import DeclaredTie, Status
from app.membership.models import (
    Application,
    Comment,
    Exclusion,
    TieDeclaration,
)
from app.organisations.enums import MembershipStatus
from app.organisations.models import Contact, Membership


def list_member_organisations(person_id: int, body_id: int, tiers: Sequence[str]) -> list[int]:
    """The members of the body, of these tiers, that this person may speak for."""
    return list(
        db.session.execute(
            select(Contact.organisation_id)
            .join(Membership, Membership.organisation_id == Contact.organisation_id)
            .where(
                Contact.person_id == person_id,
                Contact.ended_at.is_(None),
                Membership.body_id == body_id,
                Membership.status == MembershipStatus.ACTIVE,
                Membership.tier.in_(tiers),
            )
            .order_by(Contact.organisation_id)
        ).scalars()
    )


def list_circulating(
    person_id: int, *, body_id: int | None = None, limit: int = 100
) -> Sequence[tuple[Application, int]]:
    """Applications that this person's members may comment on, with the member's id; soonest due first.

    Whoever speaks for an excluded member is excluded, whatever else they speak for.
    """
    # Asked first, since most people speak for no member: the rest would look at every member of a body.
    asked = _bodies_asking(person_id)
    if not asked:
        return []
    speaks_for = select(Contact.organisation_id).where(
        Contact.person_id == person_id, Contact.ended_at.is_(None)
    )
    excluded = (
        select(Exclusion.id)
        .where(Exclusion.application_id == Application.id, Exclusion.organisation_id.in_(speaks_for))
        .exists()
    )
    conflicted = (
        select(TieDeclaration.id)
        .where(
            TieDeclaration.application_id == Application.id,
            TieDeclaration.person_id == person_id,
            TieDeclaration.tie == DeclaredTie.CONFLICT,
        )
        .exists()
    )
    statement = (
        select(Application, Contact.organisation_id, Membership.tier)
        .join(Membership, Membership.body_id == Application.body_id)
        .join(Contact, Contact.organisation_id == Membership.organisation_id)
        .where(
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
            Contact.organisation_id.in_({organisation_id for organisation_id, _ in asked}),
            Membership.status == MembershipStatus.ACTIVE,
            Membership.body_id.in_({body_id for _, body_id in asked}),
            Membership.organisation_id.in_({organisation_id for organisation_id, _ in asked}),
            Application.status == Status.MEMBER_COMMENT,
            Application.due_at > clock.now(),
            Application.organisation_id.not_in(speaks_for),
            ~excluded,
            ~conflicted,
        )
        .options(
            selectinload(Application.body),
            selectinload(Application.policy_version),
        )
        .order_by(Application.due_at, Application.id, Contact.organisation_id)
        .limit(limit)
    )
    if body_id is not None:
        statement = statement.where(Application.body_id == body_id)
    found: dict[int, tuple[Application, int]] = {}
    for application, organisation_id, tier in db.session.execute(statement).all():
        if tier in application.policy.commenting_tiers:
            found.setdefault(application.id, (application, organisation_id))
    return list(found.values())


def _bodies_asking(person_id: int) -> list[tuple[int, int]]:
    """(organisation, body) of the memberships for which this person speaks today."""
    found = db.session.execute(
        select(Membership.organisation_id, Membership.body_id)
        .join(Contact, Contact.organisation_id == Membership.organisation_id)
        .where(
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
            Membership.status == MembershipStatus.ACTIVE,
        )
        .order_by(Membership.id)
    )
    return [(row.organisation_id, row.body_id) for row in found]


def list_own_comments(person_id: int, application_ids: Sequence[int]) -> set[int]:
    """Which of these applications this person has commented on."""
    return set(
        db.session.execute(
            select(Comment.application_id).where(
                Comment.person_id == person_id, Comment.application_id.in_(application_ids)
            )
        ).scalars()
    )


def find_comment(application_id: int, organisation_id: int) -> Comment | None:
    return db.session.execute(
        select(Comment).where(
            Comment.application_id == application_id, Comment.organisation_id == organisation_id
        )
    ).scalar_one_or_none()


def list_members_to_exclude(body_id: int, tiers: Sequence[str]) -> list[int]:
    """The members that circulation would reach: what an exclusion is chosen from."""
    return list(
        db.session.execute(
            select(Membership.organisation_id)
            .where(
                Membership.body_id == body_id,
                Membership.status == MembershipStatus.ACTIVE,
                Membership.tier.in_(tiers),
            )
            .order_by(Membership.organisation_id)
        ).scalars()
    )


def list_excluded(application_id: int) -> list[int]:
    """The members that must not see an application."""
    return list(
        db.session.execute(
            select(Exclusion.organisation_id)
            .where(Exclusion.application_id == application_id)
            .order_by(Exclusion.organisation_id)
        ).scalars()
    )

"""What members are asked, who of them must not be, and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, selectinload

from app.kernel import clock
from app.kernel.database import db
from app.membership.enums import Status
from app.membership.models import (
    Application,
    Comment,
    Exclusion,
)
from app.membership.queries.recusal import has_conflict
from app.organisations.enums import MembershipStatus
from app.organisations.models import Contact, Membership


def _asked(*columns: Any) -> Select[Any]:
    """Who may be asked about which application today, and for which member: one row for each application in
    comment, member and contact. The list, the page, the comment and the letters all ask this.

    Left out is whoever has a conflict, and whoever speaks for a member that must not see the application:
    whatever else they speak for, and even while that membership is suspended or has ended.
    """
    other = aliased(Contact)
    speaks_for_excluded = (
        select(Exclusion.id)
        .join(other, other.organisation_id == Exclusion.organisation_id)
        .where(
            Exclusion.application_id == Application.id,
            other.person_id == Contact.person_id,
            other.ended_at.is_(None),
        )
        .exists()
    )
    return (
        select(*columns)
        .select_from(Application)
        .join(Membership, Membership.body_id == Application.body_id)
        .join(Contact, Contact.organisation_id == Membership.organisation_id)
        .where(
            Application.status == Status.MEMBER_COMMENT,
            Application.due_at > clock.now(),
            Membership.status == MembershipStatus.ACTIVE,
            Contact.ended_at.is_(None),
            ~speaks_for_excluded,
            ~has_conflict(Contact.person_id),
        )
    )


def list_asked_organisations(application: Application, person_id: int) -> list[int]:
    """The members for which this person may comment on the application."""
    return list(
        db.session.execute(
            _asked(Membership.organisation_id)
            .where(
                Application.id == application.id,
                Contact.person_id == person_id,
                Membership.tier.in_(application.policy.commenting_tiers),
            )
            .order_by(Membership.organisation_id)
        ).scalars()
    )


def list_asked_people(application: Application) -> list[int]:
    """Everybody who may be asked about the application, each once."""
    return list(
        db.session.execute(
            _asked(Contact.person_id)
            .where(
                Application.id == application.id,
                Membership.tier.in_(application.policy.commenting_tiers),
            )
            .distinct()
            .order_by(Contact.person_id)
        ).scalars()
    )


def list_circulating(
    person_id: int, *, body_id: int | None = None, limit: int = 100
) -> Sequence[tuple[Application, int]]:
    """Applications that this person's members may comment on, with the member's id; soonest due first."""
    # Asked first, since most people speak for no member: the rest would look at every member of a body.
    asking = _bodies_asking(person_id)
    if not asking:
        return []
    statement = (
        _asked(Application, Contact.organisation_id, Membership.tier)
        .where(
            Contact.person_id == person_id,
            Contact.organisation_id.in_({organisation_id for organisation_id, _ in asking}),
            Membership.body_id.in_({body_id for _, body_id in asking}),
            Membership.organisation_id.in_({organisation_id for organisation_id, _ in asking}),
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
    """The members that circulation would reach: what an exclusion is chosen from. A suspended member is one
    of them, since it may be reinstated while the others comment."""
    return list(
        db.session.execute(
            select(Membership.organisation_id)
            .where(
                Membership.body_id == body_id,
                Membership.status != MembershipStatus.ENDED,
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

"""What members are asked, and what they said. Who is asked, casework's `members_asked` answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from app.casework.models import Casefile, Wait
from app.casework.queries import members_asked
from app.kernel.database import db
from app.membership.models import Comment
from app.membership.process import ADMISSION
from app.membership.process_words import Action
from app.organisations.enums import MembershipStatus
from app.organisations.models import Contact, Membership


def circulating_statement(person_id: int, body_id: int) -> Select[Any]:
    """The applications to this body that this person may comment on for some member, as columns."""
    asked = members_asked(Wait.case_id).where(
        Contact.person_id == person_id,
        Casefile.kind == ADMISSION.kind,
        Casefile.body_id == body_id,
        Wait.action == Action.COMMENT,
    )
    columns: tuple[Any, ...] = (Casefile.id, Casefile.ref, Casefile.title, Casefile.sort_due)
    return select(*columns).where(Casefile.id.in_(asked))


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

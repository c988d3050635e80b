"""Who could be asked to review the applications to a call, and what the record says of each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import selectinload

from app.accounts.models import Person
from app.accounts.queries import list_people_with_role
from app.casework.models import Casefile
from app.casework.queries import is_closed_to, open_in
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import GRANT_APPLICATION, PROPOSABLE
from app.grants.calls.models import Call
from app.grants.reviews.enums import ReviewStatus
from app.grants.reviews.models import ApplicationReview, Review, ReviewerProfile
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.permissions import Role
from app.organisations.models import Contact, Organisation, RegionCountry

APPLICATION: Any = GrantApplication.__table__
REVIEW_CASE: Any = ApplicationReview.__table__
COUNTED = (ReviewStatus.INVITED, ReviewStatus.ACCEPTED, ReviewStatus.SUBMITTED)


def list_reviewers(body_id: int) -> Sequence[Person]:
    """Who holds the role in a network, with all their roles, in a stable order."""
    ids = [one.id for one in list_people_with_role(Role.REVIEWER, body=body_id)]
    statement = select(Person).where(Person.id.in_(ids)).options(selectinload(Person.role_grants))
    return db.session.execute(statement.order_by(Person.id)).scalars().all()


def profiles_of(body_id: int, person_ids: Collection[int]) -> Mapping[int, ReviewerProfile]:
    """What these reviewers of a network say of themselves, by person."""
    statement = select(ReviewerProfile).where(
        ReviewerProfile.body_id == body_id, ReviewerProfile.person_id.in_(person_ids)
    )
    return {one.person_id: one for one in db.session.execute(statement).scalars()}


def list_considered(actor: Actor, call: Call) -> Sequence[Any]:
    """The applications to a call on which no decision is proposed, as columns, in the order of names: with
    who has another part in each."""
    statement = (
        select(
            Casefile.id,
            Casefile.ref,
            Casefile.title,
            Casefile.country,
            Casefile.body_id,
            Casefile.region_id,
            Casefile.started_by,
            Casefile.officer_id,
            APPLICATION.c.language,
            REVIEW_CASE.c.id.label("case_id"),
        )
        .join(APPLICATION, APPLICATION.c.id == Casefile.id)
        .outerjoin(REVIEW_CASE, REVIEW_CASE.c.application_id == Casefile.id)
        .where(
            open_in(actor, GRANT_APPLICATION, call.body_id),
            APPLICATION.c.call_id == call.id,
            Casefile.status_code.in_(PROPOSABLE),
        )
        .order_by(Casefile.sort_name, Casefile.id)
    )
    return db.session.execute(statement).all()


def closed_pairs(case_ids: Sequence[int], person_ids: Sequence[int]) -> set[tuple[int, int]]:
    """(application, person) where the person must not judge it or know of it: what casework says of each, in
    one statement."""
    if not case_ids or not person_ids:
        return set()
    asked = [
        select(Casefile.id, literal(person_id)).where(Casefile.id.in_(case_ids), is_closed_to(person_id))
        for person_id in person_ids
    ]
    return {(row[0], row[1]) for row in db.session.execute(union_all(*asked))}


def list_reviews_in(case_ids: Collection[int]) -> Sequence[Any]:
    """(case, person, status) of every review in these cases."""
    statement = select(Review.case_id, Review.person_id, Review.status).where(Review.case_id.in_(case_ids))
    return db.session.execute(statement).all()


def load_of(person_ids: Collection[int]) -> Mapping[int, int]:
    """How many reviews each of these people has still to write, in whatever network."""
    statement = (
        select(Review.person_id, func.count())
        .where(
            Review.person_id.in_(person_ids),
            Review.status.in_((ReviewStatus.INVITED, ReviewStatus.ACCEPTED)),
        )
        .group_by(Review.person_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def regions_of(person_ids: Collection[int], scheme_id: int) -> Mapping[int, set[int]]:
    """The regions in which each of these people knows the circumstances: those of the organisations whose
    contact they are today, by their countries."""
    statement = (
        select(Contact.person_id, RegionCountry.region_id)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .join(RegionCountry, RegionCountry.country == Organisation.country)
        .where(
            Contact.person_id.in_(person_ids),
            Contact.ended_at.is_(None),
            RegionCountry.scheme_id == scheme_id,
            RegionCountry.effective_to.is_(None),
            RegionCountry.region_id.is_not(None),
        )
    )
    found: dict[int, set[int]] = {}
    for person_id, region_id in db.session.execute(statement):
        found.setdefault(person_id, set()).add(int(region_id or 0))
    return found

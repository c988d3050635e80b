"""The review of an application by key, and what one person was asked to review."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload, lazyload, raiseload, selectinload

from app.accounts.models import Person
from app.casework.models import Casefile
from app.casework.queries import find_whole, is_closed_to, whole_case
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import PROPOSABLE
from app.grants.calls.enums import CallStatus, Method
from app.grants.calls.models import Call, CallLine
from app.grants.funding.models import BudgetLine
from app.grants.reviews.enums import ReviewStatus
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.process_words import Status
from app.grants.reviews.rules import READS
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import NotFound

OWN = ApplicationReview.__table__.c
FUND = BudgetLine.fund


@cache
def _whole() -> Select[ApplicationReview]:
    """The case, its application as rules ask of it, and its reviewers with their roles."""
    application = joinedload(ApplicationReview.application, innerjoin=True)
    of_call = application.joinedload(GrantApplication.call, innerjoin=True)
    reviews = selectinload(ApplicationReview.reviews)
    return whole_case(ApplicationReview).options(
        application.options(
            lazyload(GrantApplication.people).options(raiseload("*")),
            lazyload(GrantApplication.waits).options(raiseload("*")),
            lazyload(GrantApplication.invitations).options(raiseload("*")),
            joinedload(GrantApplication.response, innerjoin=True),
        ),
        of_call.selectinload(Call.lines).joinedload(CallLine.line, innerjoin=True).joinedload(FUND),
        of_call.selectinload(Call.extensions),
        reviews.selectinload(Review.scores),
        reviews.joinedload(Review.person, innerjoin=True).selectinload(Person.role_grants),
    )


def get_review_case(
    ref: str, *, known: ColumnElement[bool] | None = None, lock: bool = False
) -> ApplicationReview:
    """The review of one application with all that its rules ask. Raises NotFound, also where `known`, a
    condition, does not let the reader know of it."""
    which = (Casefile.ref == ref, true() if known is None else known)
    found: ApplicationReview | None = find_whole(_whole(), *which, lock=lock)
    if found is None:
        raise NotFound
    return found


def find_review_of(application: GrantApplication, *, lock: bool = False) -> ApplicationReview | None:
    """The case in which reviewers score this application, where it began."""
    found: ApplicationReview | None = find_whole(
        _whole(),
        Casefile.id.in_(select(OWN.id).where(OWN.application_id == application.id)),
        lock=lock,
    )
    return found


def reviewed_by(actor: Actor) -> ColumnElement[bool]:
    """Whether this person is asked to review the application, and nothing keeps them from it: what every page
    and list of a reviewer begins with."""
    mine = select(Review.case_id).where(Review.person_id == (actor.actor_id or 0), Review.status.in_(READS))
    ended = Casefile.status_code == Status.ENDED
    return and_(Casefile.id.in_(mine), ~ended, ~is_closed_to(actor.actor_id))


def list_own(actor: Actor, body_id: int) -> Sequence[Any]:
    """What this person was asked to review in a network, what is due first at the top: reference, group,
    country, call, status, deadline."""
    statement = (
        select(
            Casefile.ref,
            Casefile.title,
            Casefile.country,
            Call.title.label("call"),
            Review.status,
            Review.due_at,
        )
        .select_from(Casefile)
        .join(ApplicationReview.__table__, OWN.id == Casefile.id)
        .join(Review, and_(Review.case_id == Casefile.id, Review.person_id == (actor.actor_id or 0)))
        .join(GrantApplication.__table__, GrantApplication.__table__.c.id == OWN.application_id)
        .join(Call, Call.id == GrantApplication.__table__.c.call_id)
        .where(Casefile.body_id == body_id, reviewed_by(actor))
        .order_by(Review.status == ReviewStatus.SUBMITTED, Review.due_at, Casefile.id)
    )
    return db.session.execute(statement).all()


def list_written_by(person_id: int) -> Sequence[Review]:
    """Every review that this person was asked for, the oldest first."""
    statement = (
        select(Review)
        .where(Review.person_id == person_id)
        .options(selectinload(Review.scores))
        .order_by(Review.id)
    )
    return db.session.execute(statement).scalars().all()


def _open_to(actor: Actor) -> Select[Any]:
    """The keys of the cases from which the actor is neither excluded nor recused."""
    return select(Casefile.id).where(
        Casefile.kind == GrantApplication.__mapper_args__["polymorphic_identity"],
        ~is_closed_to(actor.actor_id),
    )


def count_lacking(actor: Actor, body_ids: Collection[int]) -> Sequence[Any]:
    """Of each call that is scored, how many applications wait for the office to ask reviewers, of those that
    are open to the actor: (call, number). Nobody was asked, or nobody is left who writes."""
    application, own = aliased(Casefile), aliased(Casefile)
    held: Any = GrantApplication.__table__
    lacking = (
        select(held.c.call_id, func.count().label("number"))
        .join(application, application.id == held.c.id)
        .join(Call, Call.id == held.c.call_id)
        .outerjoin(ApplicationReview.__table__, OWN.application_id == held.c.id)
        .outerjoin(own, own.id == OWN.id)
        .where(
            application.is_open.is_(True),
            application.id.in_(_open_to(actor)),
            application.status_code.in_(PROPOSABLE),
            Call.method == Method.PANEL,
            Call.status == CallStatus.PUBLISHED,
            Call.body_id.in_(body_ids),
            or_(own.id.is_(None), and_(own.is_open.is_(True), own.waits_on == "")),
        )
        .group_by(held.c.call_id)
        .subquery()
    )
    statement = (
        select(Call, lacking.c.number)
        .join(lacking, lacking.c.call_id == Call.id)
        .options(joinedload(Call.body, innerjoin=True), selectinload(Call.extensions))
        .order_by(Call.id)
    )
    return db.session.execute(statement).all()


def count_flagged(actor: Actor, body_ids: Collection[int]) -> Sequence[Any]:
    """Of each call, how many applications have a concern that nobody of the office has read, of those that go
    on and are open to the actor: (call, number)."""
    applications: Any = GrantApplication.__table__
    flagged = (
        select(applications.c.call_id, func.count(func.distinct(OWN.id)).label("number"))
        .join_from(Review, ApplicationReview.__table__, OWN.id == Review.case_id)
        .join(applications, applications.c.id == OWN.application_id)
        .join(Casefile, Casefile.id == OWN.id)
        .where(
            Review.flagged_at.is_not(None),
            Review.flag_read_at.is_(None),
            Casefile.status_code != Status.ENDED,
            ~is_closed_to(actor.actor_id),
        )
        .group_by(applications.c.call_id)
        .subquery()
    )
    statement = (
        select(Call, flagged.c.number)
        .join(flagged, flagged.c.call_id == Call.id)
        .where(Call.body_id.in_(body_ids))
        .options(joinedload(Call.body, innerjoin=True))
        .order_by(Call.id)
    )
    return db.session.execute(statement).all()

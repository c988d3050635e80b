"""All that reviewers said of the applications to one call, for its ranking: as many statements for sixty
applications as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased, selectinload

from app.casework.models import Casefile
from app.casework.queries import open_in
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import GRANT_APPLICATION, PROPOSABLE
from app.grants.applications.process_words import Status
from app.grants.calls.models import Call
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.queries.candidates import closed_pairs
from app.kernel.actor import Actor
from app.kernel.database import db

APPLICATION: Any = GrantApplication.__table__
REVIEW_CASE: Any = ApplicationReview.__table__
RANKED = (*PROPOSABLE, Status.PROPOSED, Status.AWARDED, Status.DECLINED)


def list_ranked(actor: Actor, call: Call) -> Sequence[Any]:
    """The applications to a call that are open to the actor and were not withdrawn, with the case of their
    review where it began."""
    own: Any = aliased(Casefile.__table__)
    statement = (
        select(
            Casefile.id,
            Casefile.ref,
            Casefile.title,
            Casefile.sort_name,
            Casefile.country,
            Casefile.status_code,
            APPLICATION.c.asked_minor,
            APPLICATION.c.proposed_minor,
            APPLICATION.c.outcome,
            own.c.id.label("case_id"),
            own.c.ref.label("case_ref"),
            own.c.is_open.label("is_asking"),
        )
        .join(APPLICATION, APPLICATION.c.id == Casefile.id)
        .outerjoin(REVIEW_CASE, REVIEW_CASE.c.application_id == Casefile.id)
        .outerjoin(own, own.c.id == REVIEW_CASE.c.id)
        .where(
            open_in(actor, GRANT_APPLICATION, call.body_id),
            APPLICATION.c.call_id == call.id,
            Casefile.status_code.in_(RANKED),
        )
        .order_by(Casefile.sort_name, Casefile.id)
    )
    return db.session.execute(statement).all()


def list_reviews_of(rows: Sequence[Any]) -> tuple[Mapping[int, list[Review]], set[int]]:
    """The reviews of the applications that `list_ranked` found, with their scores, by case; and the keys of
    those whose author must not judge the application by now."""
    application_of = {row.case_id: row.id for row in rows if row.case_id is not None}
    statement = (
        select(Review)
        .where(Review.case_id.in_(application_of))
        .options(selectinload(Review.scores))
        .order_by(Review.id)
    )
    reviews = db.session.execute(statement).scalars().all()
    closed = closed_pairs(list(application_of.values()), sorted({one.person_id for one in reviews}))
    found: dict[int, list[Review]] = {}
    for one in reviews:
        found.setdefault(one.case_id, []).append(one)
    return found, {one.id for one in reviews if (application_of[one.case_id], one.person_id) in closed}

"""Grants by key and as lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import column_property, joinedload, lazyload, raiseload, selectinload

from app.casework.models import Casefile
from app.casework.queries import find_whole, is_closed_to, open_in, whole_case
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import GRANT_APPLICATION
from app.grants.applications.process_words import Status as ApplicationStatus
from app.grants.awards.models import GrantAward, Tranche
from app.grants.awards.process import GRANT_AWARD
from app.grants.awards.process_words import Status
from app.grants.calls.models import Call
from app.grants.funding.enums import FactKind
from app.grants.funding.models import BudgetLine, Commitment, Fact
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.paging import Sort

OWN = GrantAward.__table__.c
SENT = (FactKind.PAYMENT, FactKind.REISSUE, FactKind.RETURN)


def paid_of_tranche() -> Any:
    """What the ledger holds about a tranche: payments, less what came back."""
    return (
        select(func.coalesce(func.sum(-Fact.promised_minor), 0))
        .join_from(Fact, GrantAward.__table__, OWN.commitment_id == Fact.commitment_id)
        .where(OWN.id == Tranche.award_id, Fact.tranche == Tranche.number, Fact.kind.in_(SENT))
        .correlate(Tranche)
        .scalar_subquery()
    )


# Derived whenever it is read, so that a payment that came back is never thought to be paid.
Tranche.paid_minor = column_property(paid_of_tranche())  # type: ignore[assignment]
SORTS = {
    sign + name: Sort((column, Casefile.id), (attribute, "id"), descending=bool(sign))
    for sign in ("", "-")
    for name, column, attribute in (
        ("name", Casefile.sort_name, "sort_name"),
        ("due", Casefile.sort_due, "sort_due"),
    )
}
COLUMNS = (
    Casefile.id,
    Casefile.ref,
    Casefile.title,
    Casefile.sort_name,
    Casefile.sort_due,
    Casefile.country,
    Casefile.status_code,
    OWN.amount_minor,
    OWN.currency,
)


@cache
def _whole() -> Select[GrantAward]:
    """A grant, and its application as rules ask of it: who must not judge that pays nothing either."""
    application = joinedload(GrantAward.application, innerjoin=True).options(
        joinedload(GrantApplication.call, innerjoin=True),
        lazyload(GrantApplication.people).options(raiseload("*")),
        lazyload(GrantApplication.invitations).options(raiseload("*")),
    )
    line = joinedload(GrantAward.commitment, innerjoin=True).joinedload(Commitment.line, innerjoin=True)
    fund = line.joinedload(BudgetLine.fund, innerjoin=True)
    return whole_case(GrantAward).options(
        application, fund, selectinload(GrantAward.tranches), selectinload(GrantAward.variations)
    )


def get_award(
    ref: str,
    *,
    known: ColumnElement[bool] | None = None,
    body_id: int | None = None,
    lock: bool = False,
) -> GrantAward:
    """One grant with all that its rules ask. Raises NotFound, also where `known`, a condition of casework's
    queries, does not let the reader know of it."""
    within = true() if body_id is None else Casefile.body_id == body_id
    found: GrantAward | None = find_whole(
        _whole(), Casefile.ref == ref, true() if known is None else known, within, lock=lock
    )
    if found is None:
        raise NotFound
    return found


def find_award_of(commitment_id: int) -> GrantAward | None:
    """The grant that a commitment belongs to, locked; None where it belongs to none, or it is not offered
    yet."""
    which = Casefile.id.in_(select(OWN.id).where(OWN.commitment_id == commitment_id))
    found: GrantAward | None = find_whole(_whole(), which, lock=True)
    return found


def find_award(award_id: int) -> GrantAward | None:
    """The grant with this key."""
    found: GrantAward | None = find_whole(_whole(), OWN.id == award_id)
    return found


def is_offered(application: GrantApplication) -> bool:
    """Whether a grant was offered on this application."""
    return bool(db.session.scalar(select(exists().where(OWN.application_id == application.id))))


def list_statement(actor: Actor, body_id: int, status: str = "") -> Select[Any]:
    """The network's grants that are open to the actor, as columns: all, or those of one status."""
    table: Any = GrantAward.__table__
    only = (Casefile.status_code == status,) if status else ()
    return (
        select(*COLUMNS, _paid_of_award().label("paid_minor"))
        .join(table, OWN.id == Casefile.id)
        .where(open_in(actor, GRANT_AWARD, body_id), *only)
    )


def _paid_of_award() -> Any:
    return (
        select(func.coalesce(func.sum(-Fact.promised_minor), 0))
        .where(Fact.commitment_id == OWN.commitment_id, Fact.kind.in_(SENT))
        .correlate(GrantAward.__table__)
        .scalar_subquery()
    )


def count_stages(actor: Actor, body_id: int) -> dict[str, int]:
    """How many of the network's grants are in each status, of those that are open to the actor."""
    statement = (
        select(Casefile.status_code, func.count())
        .where(open_in(actor, GRANT_AWARD, body_id))
        .group_by(Casefile.status_code)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def list_to_offer(actor: Actor, call: Call) -> Sequence[Any]:
    """The applications of a call that were selected and on which no grant was offered, of those that are open
    to the actor: (ref, title, country, minor)."""
    application: Any = GrantApplication.__table__
    statement = (
        select(Casefile.ref, Casefile.title, Casefile.country, application.c.proposed_minor)
        .join(application, application.c.id == Casefile.id)
        .where(
            open_in(actor, GRANT_APPLICATION, call.body_id),
            application.c.call_id == call.id,
            Casefile.status_code == ApplicationStatus.AWARDED,
            ~exists().where(OWN.application_id == Casefile.id),
        )
        .order_by(Casefile.sort_name, Casefile.id)
    )
    return db.session.execute(statement).all()


def count_to_offer(actor: Actor, body_ids: Sequence[int]) -> Sequence[Any]:
    """Of each call of these networks, how many grants are decided and not offered: (call, number)."""
    application: Any = GrantApplication.__table__
    statement = (
        select(Call, func.count())
        .join(application, application.c.call_id == Call.id)
        .join(Casefile, Casefile.id == application.c.id)
        .where(
            ~is_closed_to(actor.actor_id),
            Call.body_id.in_(body_ids),
            Casefile.status_code == ApplicationStatus.AWARDED,
            ~exists().where(OWN.application_id == Casefile.id),
        )
        .group_by(Call.id)
        .order_by(Call.id)
        .options(joinedload(Call.body, innerjoin=True))
    )
    return db.session.execute(statement).all()


def count_reported(actor: Actor, body_ids: Sequence[int]) -> dict[int, int]:
    """Network → how many reports wait to be read."""
    statement = (
        select(Casefile.body_id, func.count())
        .where(
            ~is_closed_to(actor.actor_id),
            Casefile.kind == GRANT_AWARD.kind,
            Casefile.body_id.in_(body_ids),
            Casefile.status_code == Status.REPORTED,
        )
        .group_by(Casefile.body_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}

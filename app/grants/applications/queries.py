"""Applications by key, as the list of a call, and what their amounts add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.casework.models import Casefile
from app.casework.queries import find_whole, open_in, whole_case
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import GRANT_APPLICATION
from app.grants.applications.process_words import Status
from app.grants.applications.rules import is_awarded
from app.grants.calls.models import Call, CallLine
from app.grants.funding.enums import FactKind
from app.grants.funding.models import BudgetLine, Fact
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.paging import Sort
from app.questionnaires.models import AnswerFigure

OWN = GrantApplication.__table__.c
SORTS = {
    sign + name: Sort((column, Casefile.id), (attribute, "id"), descending=bool(sign))
    for sign in ("", "-")
    for name, column, attribute in (
        ("entered", Casefile.stage_entered_at, "stage_entered_at"),
        ("name", Casefile.sort_name, "sort_name"),
    )
}
COLUMNS = (
    Casefile.id,
    Casefile.ref,
    Casefile.title,
    Casefile.sort_name,
    Casefile.country,
    Casefile.status_code,
    Casefile.stage_entered_at,
    OWN.asked_minor,
    OWN.proposed_minor,
    OWN.outcome,
    OWN.language,
)


FUND = BudgetLine.fund


@cache
def _whole() -> Select[GrantApplication]:
    of_call = joinedload(GrantApplication.call, innerjoin=True)
    return whole_case(GrantApplication).options(
        of_call.selectinload(Call.lines).joinedload(CallLine.line, innerjoin=True).joinedload(FUND),
        of_call.selectinload(Call.extensions),
        joinedload(GrantApplication.response, innerjoin=True),
    )


def get_application(
    ref: str, *, known: ColumnElement[bool] | None = None, lock: bool = False
) -> GrantApplication:
    """One application with all that its rules ask. Raises NotFound, also where `known`, a condition of
    casework's queries, does not let the reader know of it."""
    which = (Casefile.ref == ref, true() if known is None else known)
    found: GrantApplication | None = find_whole(_whole(), *which, lock=lock)
    if found is None:
        raise NotFound
    return found


def list_to_end(call_id: int) -> Iterator[GrantApplication]:
    """The applications of a call that wait for something or were selected, one after the other, each locked
    and as it is then."""
    keys = db.session.execute(
        select(Casefile.id)
        .join(GrantApplication.__table__, OWN.id == Casefile.id)
        .where(
            OWN.call_id == call_id, or_(Casefile.is_open.is_(True), Casefile.status_code == Status.AWARDED)
        )
        .order_by(Casefile.id)
    ).scalars()
    for key in keys.all():
        found: GrantApplication | None = find_whole(_whole(), Casefile.id == key, lock=True)
        if found is not None and (found.is_open or is_awarded(found)):
            yield found


def find_by_response(response_id: int) -> GrantApplication | None:
    """The application whose answers these are."""
    return find_whole(_whole(), GrantApplication.response_id == response_id)


def find_open(organisation_id: int, call_id: int) -> GrantApplication | None:
    """The group's application to this call that has not ended."""
    return db.session.execute(
        select(GrantApplication).where(
            GrantApplication.organisation_id == organisation_id,
            GrantApplication.call_id == call_id,
            GrantApplication.is_open.is_(True),
        )
    ).scalar_one_or_none()


def find_last_like(organisation_id: int, template: str) -> GrantApplication | None:
    """The group's latest application that was sent to a call made from the same template."""
    return db.session.execute(
        select(GrantApplication)
        .join(Call, Call.id == GrantApplication.call_id)
        .where(
            GrantApplication.organisation_id == organisation_id,
            GrantApplication.sent_at.is_not(None),
            Call.template == template,
        )
        .options(joinedload(GrantApplication.response, innerjoin=True))
        .order_by(GrantApplication.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def list_statement(actor: Actor, call: Call, status: str = "") -> Select[Any]:
    """The applications to a call that are open to the actor, as columns: all, or those of one status."""
    table: Any = GrantApplication.__table__
    only = (Casefile.status_code == status,) if status else ()
    return (
        select(*COLUMNS)
        .join(table, OWN.id == Casefile.id)
        .where(open_in(actor, GRANT_APPLICATION, call.body_id), OWN.call_id == call.id, *only)
    )


def count_stages(actor: Actor, call: Call) -> dict[str, int]:
    """How many applications of a call are in each status, of those that are open to the actor."""
    statement = (
        select(Casefile.status_code, func.count())
        .join(GrantApplication.__table__, OWN.id == Casefile.id)
        .where(open_in(actor, GRANT_APPLICATION, call.body_id), OWN.call_id == call.id)
        .group_by(Casefile.status_code)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def list_chosen(actor: Actor, call: Call, refs: Sequence[str]) -> Sequence[Any]:
    """(ref, title) of those of these applications to the call that are open to the actor, by name."""
    statement = (
        select(Casefile.ref, Casefile.title)
        .join(GrantApplication.__table__, OWN.id == Casefile.id)
        .where(
            open_in(actor, GRANT_APPLICATION, call.body_id), OWN.call_id == call.id, Casefile.ref.in_(refs)
        )
        .order_by(Casefile.sort_name, Casefile.id)
    )
    return db.session.execute(statement).all()


def sum_proposed(call: Call) -> Mapping[str, int]:
    """What is proposed, and what is awarded, in minor units of the call's currency: by status. Of what was
    awarded it is what the ledger promises: a raise is counted from when its money is held, and what went back
    to its line, since the group did not take it or needs less, is not."""
    promised = (
        select(func.sum(Fact.promised_minor))
        .where(
            Fact.commitment_id == OWN.commitment_id, Fact.kind.in_((FactKind.COMMITMENT, FactKind.RELEASE))
        )
        .correlate(GrantApplication.__table__)
        .scalar_subquery()
    )
    statement = (
        select(Casefile.status_code, func.sum(func.coalesce(promised, OWN.proposed_minor)))
        .join(GrantApplication.__table__, OWN.id == Casefile.id)
        .where(
            OWN.call_id == call.id,
            OWN.outcome == Outcome.AWARD,
            Casefile.status_code.in_((Status.PROPOSED, Status.AWARDED)),
        )
        .group_by(Casefile.status_code)
    )
    return {status: int(total or 0) for status, total in db.session.execute(statement)}


def asked_in_budget(response_id: int, question: str) -> int | None:
    """What the budget of a form adds up to, in minor units; None where it has none."""
    statement = select(func.sum(AnswerFigure.amount)).where(
        AnswerFigure.response_id == response_id, AnswerFigure.question_code == question
    )
    total = db.session.execute(statement).scalar_one()
    return None if total is None else int(total)


def work_by_call(actor: Actor, body_ids: Sequence[int]) -> Sequence[Any]:
    """Of each call, how many applications wait for its office: (call, status, number), oldest call first."""
    statement = (
        select(Call, Casefile.status_code, func.count())
        .join(GrantApplication.__table__, OWN.call_id == Call.id)
        .join(Casefile, Casefile.id == OWN.id)
        .where(
            Call.body_id.in_(body_ids),
            Casefile.is_open.is_(True),
            Casefile.status_code.in_((Status.SUBMITTED, Status.SHORTLISTED, Status.PROPOSED)),
        )
        .group_by(Call.id, Casefile.status_code)
        .order_by(Call.id, Casefile.status_code)
        .options(selectinload(Call.extensions), joinedload(Call.body, innerjoin=True))
    )
    return db.session.execute(statement).all()

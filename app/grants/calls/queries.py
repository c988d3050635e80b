"""Every select of calls, and of the questions about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.queries import list_people_with_role
from app.grants.calls.enums import CallStatus, QuestionStatus
from app.grants.calls.models import Call, CallLine, CallQuestion
from app.grants.calls.rules import Applicant
from app.grants.funding.models import BudgetLine, Fund
from app.kernel.actor import Actor
from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound
from app.kernel.permissions import Role
from app.organisations.models import Organisation
from app.organisations.queries import (
    current_membership,
    list_contact_organisations,
    list_regions,
    region_of,
)
from app.organisations.rules import can_edit, in_good_standing

PUBLIC = (CallStatus.PUBLISHED, CallStatus.DECIDED, CallStatus.CANCELLED)
"""What people outside the office may read: never a draft, and nothing once it is put away."""


def _whole() -> Select[Call]:
    lines = selectinload(Call.lines).joinedload(CallLine.line, innerjoin=True)
    return select(Call).options(
        lines.joinedload(BudgetLine.fund, innerjoin=True).joinedload(Fund.donor),
        selectinload(Call.extensions),
        joinedload(Call.question_set_version),
        joinedload(Call.body, innerjoin=True),
    )


def get_call(ref: str, body_id: int, *, lock: bool = False) -> Call:
    """A call of this network, whatever its status. Raises NotFound. With `lock`, nobody else changes it
    until this transaction ends."""
    which = (Call.ref == ref, Call.body_id == body_id)
    if lock:
        take_lock(select(Call.id).where(*which))
    found = db.session.execute(
        _whole().where(*which).execution_options(populate_existing=lock)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def get_public_call(code: str, body_id: int) -> Call:
    """A call that everybody may read, by its address. Raises NotFound, for a draft too."""
    found = db.session.execute(
        _whole().where(Call.code == code, Call.body_id == body_id, Call.status.in_(PUBLIC))
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def list_public_calls(body_id: int) -> Sequence[Call]:
    """The published calls of a network, those that close first at the top."""
    statement = (
        select(Call)
        .where(Call.body_id == body_id, Call.status == CallStatus.PUBLISHED)
        .options(selectinload(Call.extensions))
        .order_by(Call.closes_at, Call.id)
    )
    return db.session.execute(statement).scalars().all()


def latest_change(body_id: int) -> datetime | None:
    """When what everybody reads of any call of the network changed last; None where none was published."""
    statement = select(func.max(Call.changed_at)).where(Call.body_id == body_id)
    return db.session.execute(statement).scalar_one()


def list_calls(body_id: int) -> Sequence[Call]:
    """All calls of a network, the newest first."""
    statement = (
        select(Call)
        .where(Call.body_id == body_id)
        .options(selectinload(Call.extensions))
        .order_by(Call.id.desc())
    )
    return db.session.execute(statement).scalars().all()


def is_code_free(code: str, body_id: int, *, but: int | None = None) -> bool:
    """Whether no other call of the network has this address."""
    found = select(func.count()).where(Call.code == code, Call.body_id == body_id, Call.id != (but or 0))
    return db.session.execute(found).scalar_one() == 0


def list_lines(body_id: int) -> Sequence[BudgetLine]:
    """The budget lines of the network's funds, by fund and line."""
    statement = (
        select(BudgetLine)
        .join(Fund, Fund.id == BudgetLine.fund_id)
        .where(Fund.body_id == body_id)
        .options(joinedload(BudgetLine.fund, innerjoin=True))
        .order_by(Fund.code, BudgetLine.id)
    )
    return db.session.execute(statement).scalars().all()


def count_readers(body_id: int) -> int:
    """How many people of the office read applications to the network's calls."""
    return len(list_people_with_role(Role.GRANTS_OFFICER, body=body_id))


def applicant_facts(call: Call, organisation: Organisation) -> Applicant:
    """What the call's requirements ask of this group, as the network's record has it today."""
    region_id = region_of(organisation, call.body.scheme_id)
    region = next((one.code for one in list_regions(call.body.scheme_id) if one.id == region_id), None)
    return Applicant(
        organisation_id=organisation.id,
        in_good_standing=in_good_standing(current_membership(organisation.id, call.body_id)),
        region=region,
        kind=organisation.kind,
        led_by=organisation.leading_group,
    )


def speaks_for_a_group(actor: Actor) -> bool:
    """Whether this person could write an application: as a contact who may edit, of some group."""
    if actor.actor_id is None:
        return False
    return any(can_edit(role) for _group, role in list_contact_organisations(actor.actor_id))


def _questions() -> Select[CallQuestion]:
    return select(CallQuestion).options(
        joinedload(CallQuestion.call, innerjoin=True), joinedload(CallQuestion.joined_to)
    )


def get_question(ref: str, call: Call, *, lock: bool = False) -> CallQuestion:
    """A question about this call. Raises NotFound. With `lock`, nobody else deals with it until this
    transaction ends."""
    which = (CallQuestion.ref == ref, CallQuestion.call_id == call.id)
    if lock:
        take_lock(select(CallQuestion.id).where(*which))
    return _one(_questions().where(*which).execution_options(populate_existing=lock))


def get_own_question(ref: str, actor: Actor) -> CallQuestion:
    """A question that this person asked. Raises NotFound for anybody else's."""
    return _one(
        _questions().where(CallQuestion.ref == ref, CallQuestion.asked_by_id == (actor.actor_id or 0))
    )


def _one(statement: Select[CallQuestion]) -> CallQuestion:
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def list_questions(call: Call) -> Sequence[CallQuestion]:
    """All questions about a call, the first asked first."""
    return _all(_questions().where(CallQuestion.call_id == call.id).order_by(CallQuestion.id))


def list_published_answers(call: Call) -> Sequence[CallQuestion]:
    """What everybody reads, the newest last."""
    return _all(
        select(CallQuestion)
        .where(CallQuestion.call_id == call.id, CallQuestion.status == QuestionStatus.PUBLISHED)
        .order_by(CallQuestion.answered_at, CallQuestion.id)
    )


def list_own_questions(call: Call, actor: Actor) -> Sequence[CallQuestion]:
    """What this person asked about a call, the first asked first."""
    return _all(
        select(CallQuestion)
        .where(CallQuestion.call_id == call.id, CallQuestion.asked_by_id == (actor.actor_id or 0))
        .order_by(CallQuestion.id)
    )


def list_asked_by(person_id: int) -> Sequence[CallQuestion]:
    """Everything that this person asked about any call."""
    return _all(select(CallQuestion).where(CallQuestion.asked_by_id == person_id).order_by(CallQuestion.id))


def list_own_news(person_id: int, *, since: datetime) -> Sequence[CallQuestion]:
    """The questions of this person that wait, or were dealt with `since` and not looked at yet."""
    of_body = joinedload(CallQuestion.call, innerjoin=True).joinedload(Call.body, innerjoin=True)
    is_news = CallQuestion.seen_at.is_(None) & (CallQuestion.answered_at >= since)
    return _all(
        select(CallQuestion)
        .where(
            CallQuestion.asked_by_id == person_id,
            or_(CallQuestion.status == QuestionStatus.WAITING, is_news),
        )
        .options(of_body)
        .order_by(CallQuestion.id)
    )


def _all(statement: Select[CallQuestion]) -> Sequence[CallQuestion]:
    return db.session.execute(statement).scalars().all()


def count_waiting(call: Call, actor: Actor) -> int:
    """How many questions of this person about the call wait for the office."""
    statement = select(func.count()).where(
        CallQuestion.call_id == call.id,
        CallQuestion.asked_by_id == actor.actor_id,
        CallQuestion.status == QuestionStatus.WAITING,
    )
    return int(db.session.execute(statement).scalar_one())


def waiting_by_call(body_ids: Collection[int]) -> Sequence[tuple[Call, int, datetime]]:
    """(call, how many questions about it wait, since when) of these networks, the oldest question first."""
    waiting = (
        select(
            CallQuestion.call_id,
            func.count().label("number"),
            func.min(CallQuestion.asked_at).label("since"),
        )
        .where(CallQuestion.status == QuestionStatus.WAITING)
        .group_by(CallQuestion.call_id)
        .subquery()
    )
    statement = (
        select(Call, waiting.c.number, waiting.c.since)
        .join(waiting, waiting.c.call_id == Call.id)
        .where(Call.body_id.in_(body_ids))
        .options(joinedload(Call.body, innerjoin=True))
        .order_by(waiting.c.since, Call.id)
    )
    return [(call, number, since) for call, number, since in db.session.execute(statement)]

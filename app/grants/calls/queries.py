"""Every select of calls."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.queries import list_people_with_role
from app.grants.calls.enums import CallStatus
from app.grants.calls.models import Call, CallLine
from app.grants.calls.rules import Applicant
from app.grants.funding.models import BudgetLine, Fund
from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound
from app.kernel.permissions import Role
from app.organisations.models import Organisation
from app.organisations.queries import current_membership, list_regions, region_of
from app.organisations.rules import in_good_standing

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

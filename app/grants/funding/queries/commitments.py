"""What is promised and still open, and what is set aside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app.grants.funding.enums import Evidence, FactKind
from app.grants.funding.models import Allocation, BudgetLine, Commitment, Fact, Fund
from app.kernel.database import db


def list_open_elsewhere(fund: Fund) -> list[tuple[Commitment, int, int]]:
    """Commitments of a fund in another currency than its own: (commitment, what is open in its currency,
    what that is booked with in the fund's)."""
    promised, committed = func.sum(Fact.promised_minor), func.sum(Fact.committed_minor)
    rows = db.session.execute(
        select(Commitment, promised, committed)
        .join(BudgetLine, BudgetLine.id == Commitment.line_id)
        .join(Fact, Fact.commitment_id == Commitment.id)
        .where(BudgetLine.fund_id == fund.id, Commitment.currency != fund.currency)
        .group_by(Commitment.id)
        .having(promised > 0)
        .order_by(Commitment.id)
    )
    return [(commitment, int(open_now), int(booked)) for commitment, open_now, booked in rows]


def list_allocations(fund: Fund) -> list[tuple[int, Allocation]]:
    """(number of the entry that set it aside, allocation) of everything set aside in a fund."""
    rows = db.session.execute(
        select(Fact.number, Allocation)
        .join(Allocation, Allocation.id == Fact.allocation_id)
        .where(Fact.fund_id == fund.id, Fact.kind == FactKind.ALLOCATION, Fact.allocated_minor > 0)
        .order_by(Fact.number)
    )
    return [(number, allocation) for number, allocation in rows]


@dataclass(frozen=True)
class Part:
    """A part of a line that is set aside, and what of it is paid or promised."""

    allocated: int
    used: int


def set_aside(line: BudgetLine) -> list[Part]:
    """The parts of a line that are set aside, in minor units of the fund's currency."""
    rows = db.session.execute(
        select(func.sum(Fact.allocated_minor), func.sum(Fact.paid_minor + Fact.committed_minor))
        .where(Fact.line_id == line.id, Fact.allocation_id.is_not(None))
        .group_by(Fact.allocation_id)
        .order_by(Fact.allocation_id)
    )
    return [Part(int(allocated), int(used)) for allocated, used in rows]


def is_promised(line: BudgetLine, ref: str) -> bool:
    """Whether the line has a commitment of this reference."""
    statement = select(Commitment.id).where(Commitment.line_id == line.id, Commitment.ref == ref).limit(1)
    return db.session.scalar(statement) is not None


def is_last_of(commitment: Commitment, fact: Fact) -> bool:
    """Whether nothing was booked on the commitment after this fact."""
    later = select(Fact.id).where(Fact.commitment_id == commitment.id, Fact.id > fact.id).limit(1)
    return db.session.scalar(later) is None


def is_tranche_paid(commitment: Commitment, tranche: int) -> bool:
    """Whether money of this tranche went out and did not come back as undelivered."""
    moved = select(func.coalesce(func.sum(Fact.promised_minor), 0)).where(
        Fact.commitment_id == commitment.id,
        Fact.tranche == tranche,
        Fact.kind.in_((FactKind.PAYMENT, FactKind.REISSUE, FactKind.RETURN)),
    )
    return bool(db.session.scalar(moved))


def stated(commitment: Commitment) -> int:
    """What is accepted on signed statements for a grant, in the fund's currency, over all lines that pay it.
    A refund takes back first what was only stated."""
    by_statement = func.sum(Fact.accepted_minor).filter(Fact.evidence == Evidence.SIGNED_STATEMENT)
    back = func.sum(Fact.accepted_minor).filter(Fact.kind == FactKind.REFUND)
    grants = (
        select(Commitment.id)
        .join(BudgetLine, BudgetLine.id == Commitment.line_id)
        .where(Commitment.ref == commitment.ref, BudgetLine.fund_id == commitment.line.fund_id)
    )
    rows = db.session.execute(
        select(by_statement, back).where(Fact.commitment_id.in_(grants)).group_by(Fact.origin_id)
    )
    return sum(max(0, int(said or 0) + int(again or 0)) for said, again in rows)

"""What is promised and still open, and what is set aside."""

from __future__ import annotations

from sqlalchemy import func, select

from app.grants.funding.enums import FactKind
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
        .where(Fact.fund_id == fund.id, Fact.kind == FactKind.ALLOCATION)
        .order_by(Fact.number)
    )
    return [(number, allocation) for number, allocation in rows]

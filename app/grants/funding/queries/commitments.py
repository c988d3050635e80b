"""What is promised and still open."""

from __future__ import annotations

from sqlalchemy import func, select

from app.grants.funding.models import BudgetLine, Commitment, Fact, Fund
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

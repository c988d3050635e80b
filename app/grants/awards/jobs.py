"""What grants do when money moved in the ledger."""

from __future__ import annotations

from app.grants.awards import services
from app.kernel import jobs


@jobs.job("grants.money_moved")
def money_moved(commitment_id: int) -> None:
    """Let the grant of a commitment follow what finance recorded on it."""
    services.follow_money(commitment_id)

"""What finance does in the ledger with the money of a grant, the grant follows."""

from __future__ import annotations

from app.casework.services import ask_again
from app.grants.awards import queries, rules


def follow_money(commitment_id: int) -> None:
    """What came back was not received; ask again whom the grant waits for."""
    award = queries.find_award_of(commitment_id)
    if award is None:
        return
    for tranche in award.tranches:
        if not rules.is_paid(tranche):
            tranche.received_minor = tranche.received_currency = None
            tranche.received_on = tranche.confirmed_by_id = tranche.missing_at = None
    ask_again(award.id)

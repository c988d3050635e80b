"""What finance does in the ledger with the money of a grant, the grant follows."""

from __future__ import annotations

from datetime import timedelta

from app.casework.services import ask_again
from app.grants.awards import queries, rules
from app.grants.awards.models import GrantAward
from app.kernel.clock import now
from app.kernel.settings import setting


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


def give_time_to_report(award: GrantAward) -> None:
    """Nobody is late before they have had the money for some days."""
    if award.report_until is not None and rules.is_paid_out(award):
        least = now() + timedelta(days=setting("GRANT_REPORT_DAYS"))
        award.report_until = max(award.report_until, least)

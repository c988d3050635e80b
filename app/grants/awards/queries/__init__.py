"""What is asked of grants, their payments and payment runs."""

from __future__ import annotations

from app.grants.awards.queries.grants import (
    SORTS,
    count_reported,
    count_stages,
    count_to_offer,
    find_award,
    find_award_of,
    get_award,
    is_offered,
    list_statement,
    list_to_offer,
)
from app.grants.awards.queries.known import known_groups, list_needs_of_grants, tier_of, tiers_to_offer
from app.grants.awards.queries.payments import (
    count_missing,
    count_payable,
    is_closed,
    is_in_open_run,
    list_missing,
    list_open_payments,
    list_open_runs,
    list_payable,
    list_unknown,
    paid_and_ended_minor,
)
from app.grants.awards.queries.runs import count_runs_to_approve, get_run, list_runs

__all__ = [
    "SORTS",
    "count_missing",
    "count_payable",
    "count_reported",
    "count_runs_to_approve",
    "count_stages",
    "count_to_offer",
    "find_award",
    "find_award_of",
    "get_award",
    "get_run",
    "is_closed",
    "is_in_open_run",
    "is_offered",
    "known_groups",
    "list_missing",
    "list_needs_of_grants",
    "list_open_payments",
    "list_open_runs",
    "list_payable",
    "list_runs",
    "list_statement",
    "list_to_offer",
    "list_unknown",
    "paid_and_ended_minor",
    "tier_of",
    "tiers_to_offer",
]

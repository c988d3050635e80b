"""What is asked of funds and their facts."""

from __future__ import annotations

from app.grants.funding.queries.facts import (
    Sums,
    cash_back,
    cash_by_fund,
    direct_costs_by_day,
    holding,
    is_answered,
    list_facts,
    sums,
    sums_by_line,
    taken_back,
)
from app.grants.funding.queries.funds import (
    find_own_fund,
    find_rate,
    get_fund,
    list_funds,
    lock_fund,
)

__all__ = [
    "Sums",
    "cash_back",
    "cash_by_fund",
    "direct_costs_by_day",
    "find_own_fund",
    "find_rate",
    "get_fund",
    "holding",
    "is_answered",
    "list_facts",
    "list_funds",
    "lock_fund",
    "sums",
    "sums_by_line",
    "taken_back",
]

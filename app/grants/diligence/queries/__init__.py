"""What is asked of checks: whose there are, which count, who must not open them."""

from __future__ import annotations

from app.grants.diligence.queries.checks import (
    SORTS,
    count_shown,
    count_to_conclude,
    find_running,
    get_check,
    get_group,
    list_checks_of,
    list_running,
    list_statement,
)
from app.grants.diligence.queries.closed import is_closed, is_kept_from, list_closed_groups, list_conflicted
from app.grants.diligence.queries.known import is_known, known_until
from app.grants.diligence.queries.needs import Need, list_needs, on_need

__all__ = [
    "SORTS",
    "Need",
    "count_shown",
    "count_to_conclude",
    "find_running",
    "get_check",
    "get_group",
    "is_closed",
    "is_kept_from",
    "is_known",
    "known_until",
    "list_checks_of",
    "list_closed_groups",
    "list_conflicted",
    "list_needs",
    "list_running",
    "list_statement",
    "on_need",
]

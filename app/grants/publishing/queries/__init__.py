"""What is asked of grants and funds by whoever decides what is public, and what everybody may read."""

from __future__ import annotations

from app.grants.publishing.queries.funds import list_shown_funds
from app.grants.publishing.queries.grants import (
    SORTS,
    count_choices,
    find_publication,
    find_shown,
    get_record,
    list_shown,
    list_statement,
    records_of,
)

__all__ = [
    "SORTS",
    "count_choices",
    "find_publication",
    "find_shown",
    "get_record",
    "list_shown",
    "list_shown_funds",
    "list_statement",
    "records_of",
]

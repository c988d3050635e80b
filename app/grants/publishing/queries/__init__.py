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
from app.grants.publishing.queries.past import (
    PAST_SORTS,
    count_past,
    count_past_years,
    get_import,
    list_imports,
    list_known,
    list_past_of,
    list_shown_past,
    own_refs,
    past_statement,
)

__all__ = [
    "PAST_SORTS",
    "SORTS",
    "count_choices",
    "count_past",
    "count_past_years",
    "find_publication",
    "find_shown",
    "get_import",
    "get_record",
    "list_imports",
    "list_known",
    "list_past_of",
    "list_shown",
    "list_shown_funds",
    "list_shown_past",
    "list_statement",
    "own_refs",
    "past_statement",
    "records_of",
]

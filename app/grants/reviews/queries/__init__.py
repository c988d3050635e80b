"""Every select of reviews: the case, a reviewer's own, the ranking of a call, who could be asked."""

from __future__ import annotations

from app.grants.reviews.queries.candidates import (
    closed_pairs,
    list_considered,
    list_reviewers,
    list_reviews_in,
    load_of,
    profiles_of,
    regions_of,
)
from app.grants.reviews.queries.cases import (
    count_flagged,
    count_lacking,
    find_review_of,
    get_review_case,
    list_own,
    list_written_by,
    reviewed_by,
)
from app.grants.reviews.queries.ranking import list_ranked, list_reviews_of

__all__ = [
    "closed_pairs",
    "count_flagged",
    "count_lacking",
    "find_review_of",
    "get_review_case",
    "list_considered",
    "list_own",
    "list_ranked",
    "list_reviewers",
    "list_reviews_in",
    "list_reviews_of",
    "list_written_by",
    "load_of",
    "profiles_of",
    "regions_of",
    "reviewed_by",
]

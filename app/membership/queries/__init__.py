"""Every select of the admission process, each with a stated order and all it needs loaded with it."""

from __future__ import annotations

from app.membership.queries.cases import (
    count_policies,
    current_policy,
    find_by_response,
    find_open_application,
    get_application,
    list_before_check,
    networks_applied_to,
    nobody_can_check,
)
from app.membership.queries.circulation import (
    circulating_statement,
    find_comment,
    list_members_to_exclude,
    list_own_comments,
)
from app.membership.queries.queue import (
    QUEUED,
    SORTS,
    QueueFilter,
    find_near_words,
    find_words,
    queue_statement,
    queue_tabs,
    sort_values,
)
from app.membership.queries.votes import VoteCount, count_votes

__all__ = [
    "QUEUED",
    "SORTS",
    "QueueFilter",
    "VoteCount",
    "circulating_statement",
    "count_policies",
    "count_votes",
    "current_policy",
    "find_by_response",
    "find_comment",
    "find_near_words",
    "find_open_application",
    "find_words",
    "get_application",
    "list_before_check",
    "list_members_to_exclude",
    "list_own_comments",
    "networks_applied_to",
    "nobody_can_check",
    "queue_statement",
    "queue_tabs",
    "sort_values",
]

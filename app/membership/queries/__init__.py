"""Every select of the admission process, each with a stated order and all it needs loaded with it."""

from __future__ import annotations

from app.membership.queries.cases import (
    count_policies,
    current_policy,
    find_by_response,
    find_open_application,
    get_application,
    get_application_by_id,
    list_before_check,
    list_own_applications,
    list_people,
    region_name,
)
from app.membership.queries.circulation import (
    find_comment,
    list_circulating,
    list_excluded,
    list_member_organisations,
    list_members_to_exclude,
    list_own_comments,
)
from app.membership.queries.deadlines import list_due, list_to_remind, policies_in_use
from app.membership.queries.desk import list_to_reach, list_to_vote_on, list_to_work_on
from app.membership.queries.queue import SORTS, QueueFilter, count_by_status, list_queue

__all__ = [
    "SORTS",
    "QueueFilter",
    "count_by_status",
    "count_policies",
    "current_policy",
    "find_by_response",
    "find_comment",
    "find_open_application",
    "get_application",
    "get_application_by_id",
    "list_before_check",
    "list_circulating",
    "list_due",
    "list_excluded",
    "list_member_organisations",
    "list_members_to_exclude",
    "list_own_applications",
    "list_own_comments",
    "list_people",
    "list_queue",
    "list_to_reach",
    "list_to_remind",
    "list_to_vote_on",
    "list_to_work_on",
    "policies_in_use",
    "region_name",
]

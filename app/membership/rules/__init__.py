"""The network's rules on admission. Pure: everything they need hangs on the application.

A guard answers None, or the code of a refusal. What holds in every process (one role, no conflict, ties
declared first) stands in casework's rules.
"""

from __future__ import annotations

from app.membership.rules.case import (
    acts_for_applicant,
    answer_time_has_ended,
    is_draft,
    may_choose_listing,
    may_read_as_applicant,
    may_reopen,
    may_write,
    reply_period_has_ended,
    wants_circulation_settled,
)
from app.membership.rules.deliberation import (
    counted_votes,
    has_quorum,
    majority,
    may_comment,
    may_decide,
    may_put_objections,
    may_record_admission,
    may_record_decision,
    may_record_decline,
    may_reply,
    may_reply_to_something,
    notices_to_answer,
    objections,
    objections_to_put,
    others_voted,
)
from app.membership.rules.steps import (
    may_check,
    may_close_comment,
    may_pass_to_comment,
    may_pass_to_committee,
    may_reach,
    may_skip_check_to_comment,
    may_skip_to_committee,
    may_take,
    region_is_asked,
    wants_comment,
)

__all__ = [
    "acts_for_applicant",
    "answer_time_has_ended",
    "counted_votes",
    "has_quorum",
    "is_draft",
    "majority",
    "may_check",
    "may_choose_listing",
    "may_close_comment",
    "may_comment",
    "may_decide",
    "may_pass_to_comment",
    "may_pass_to_committee",
    "may_put_objections",
    "may_reach",
    "may_read_as_applicant",
    "may_record_admission",
    "may_record_decision",
    "may_record_decline",
    "may_reopen",
    "may_reply",
    "may_reply_to_something",
    "may_skip_check_to_comment",
    "may_skip_to_committee",
    "may_take",
    "may_write",
    "notices_to_answer",
    "objections",
    "objections_to_put",
    "others_voted",
    "region_is_asked",
    "reply_period_has_ended",
    "wants_circulation_settled",
    "wants_comment",
]

"""The verbs of admission, each in the file of who does it."""

from __future__ import annotations

from app.membership.services.applying import (
    answer_request,
    enter_on_behalf,
    reopen,
    reply_to_objections,
    settle_circulation,
    start_application,
    submit_application,
    withdraw_application,
)
from app.membership.services.checking import record_check
from app.membership.services.commenting import comment
from app.membership.services.deciding import cast_vote, record_decision
from app.membership.services.policies import publish_policy
from app.membership.services.regions import follow_country
from app.membership.services.screening import (
    assess,
    forward,
    note_reached,
    put_objections,
    request_information,
    take_case,
)
from app.membership.services.selected import assign_selected, remind_selected

__all__ = [
    "answer_request",
    "assess",
    "assign_selected",
    "cast_vote",
    "comment",
    "enter_on_behalf",
    "follow_country",
    "forward",
    "note_reached",
    "publish_policy",
    "put_objections",
    "record_check",
    "record_decision",
    "remind_selected",
    "reopen",
    "reply_to_objections",
    "request_information",
    "settle_circulation",
    "start_application",
    "submit_application",
    "take_case",
    "withdraw_application",
]

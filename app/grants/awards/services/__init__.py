"""The verbs of grants."""

from __future__ import annotations

from app.grants.awards.services.amounts import (
    decline_variation,
    propose_amount,
    sign_variation,
    withdraw_variation,
)
from app.grants.awards.services.following import follow_money
from app.grants.awards.services.offers import accept, cancel, lapse, offer, offer_selected, refuse
from app.grants.awards.services.payouts import confirm_receipt, enter_details, say_missing
from app.grants.awards.services.reports import (
    Claim,
    accept_report,
    accept_selected,
    request_changes,
    resume,
    send_report,
    suspend,
)
from app.grants.awards.services.runs import approve_run, cancel_run, declare_conflict, leave_out, prepare_run
from app.grants.awards.services.variations import (
    approve_variation,
    ask_for_time,
    propose_time,
    refuse_variation,
    report_day,
)

__all__ = [
    "Claim",
    "accept",
    "accept_report",
    "accept_selected",
    "approve_run",
    "approve_variation",
    "ask_for_time",
    "cancel",
    "cancel_run",
    "confirm_receipt",
    "declare_conflict",
    "decline_variation",
    "enter_details",
    "follow_money",
    "lapse",
    "leave_out",
    "offer",
    "offer_selected",
    "prepare_run",
    "propose_amount",
    "propose_time",
    "refuse",
    "refuse_variation",
    "report_day",
    "request_changes",
    "resume",
    "say_missing",
    "send_report",
    "sign_variation",
    "suspend",
    "withdraw_variation",
]

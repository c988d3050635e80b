"""The statuses and steps of a grant, and the words that people read of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.casework.process import StepWords

KIND = "grant_award"


class Status(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REPORTED = "reported"
    CLOSED = "closed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    LAPSE = "lapse"
    ENTER_DETAILS = "enter_details"
    PAY = "pay"
    CONFIRM = "confirm"
    MISS = "miss"
    REPORT = "report"
    REQUEST_CHANGES = "request_changes"
    ACCEPT_REPORT = "accept_report"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    ASK_TIME = "ask_time"
    PROPOSE_TIME = "propose_time"
    APPROVE_VARIATION = "approve_variation"
    REFUSE_VARIATION = "refuse_variation"
    PROPOSE_AMOUNT = "propose_amount"
    APPROVE_AMOUNT = "approve_amount"
    REFUSE_AMOUNT = "refuse_amount"
    SIGN_VARIATION = "sign_variation"
    DECLINE_VARIATION = "decline_variation"
    WITHDRAW_VARIATION = "withdraw_variation"


STATUS: dict[StrEnum, Any] = {
    Status.OFFERED: lazy_pgettext("grant", "Offered"),
    Status.ACTIVE: lazy_pgettext("grant", "Accepted"),
    Status.SUSPENDED: lazy_pgettext("grant", "Suspended"),
    Status.REPORTED: lazy_pgettext("grant", "Report received"),
    Status.CLOSED: lazy_pgettext("grant", "Closed"),
    Status.REFUSED: lazy_pgettext("grant", "Not accepted"),
    Status.LAPSED: lazy_pgettext("grant", "Offer lapsed"),
    Status.CANCELLED: lazy_pgettext("grant", "Cancelled"),
}

ENDING = lazy_pgettext("grant", "Closed")
_WHY = _l("Why?")

STARTED = {"started": StepWords(button="", event=_l("The grant was offered."))}
"""How the history begins: offering is what starts the case."""

WORDS: dict[str, StepWords] = {
    Action.ACCEPT: StepWords(
        button=_l("Accept the grant"),
        event=_l("The group accepted the grant."),
        told=_l("Your group accepted the grant."),
        task=_l("Read and accept the grant"),
    ),
    Action.REFUSE: StepWords(
        button=_l("We do not want this grant"),
        event=_l("The group did not accept the grant."),
        told=_l("Your group did not accept the grant."),
        done=_l("The office is told that you do not want this grant."),
        lead=_l("The money goes back to the network. This cannot be undone."),
        danger=True,
    ),
    Action.LAPSE: StepWords(
        button=_l("Let the offer lapse"), event=_l("The grant was not accepted in time: the offer lapsed.")
    ),
    Action.ENTER_DETAILS: StepWords(
        button=_l("Say how money can reach you"),
        event=_l("The group said how money can reach it."),
        told=_l("Your group said how money can reach it."),
        task=_l("Say how money can reach you"),
    ),
    Action.PAY: StepWords(
        button=_l("Send money"),
        event=_l("Money was sent."),
    ),
    Action.CONFIRM: StepWords(
        button=_l("Say what arrived"),
        event=_l("The group said what arrived."),
        told=_l("Your group said what arrived."),
        task=_l("Say whether the money has arrived"),
    ),
    Action.MISS: StepWords(
        button=_l("Say that nothing has arrived"),
        event=_l("The group said that nothing has arrived."),
        told=_l("Your group said that nothing has arrived."),
    ),
    Action.REPORT: StepWords(
        button=_l("Report"),
        event=_l("The group reported."),
        told=_l("Your group reported."),
        task=_l("Report in one line what happened"),
    ),
    Action.REQUEST_CHANGES: StepWords(
        button=_l("Ask for changes"),
        event=_l("The group was asked to change its report."),
        told=_l("The office asked you to change your report."),
        field=_l("What should the group change?"),
        lead=_l("The group can change its report, and sends it again."),
    ),
    Action.ACCEPT_REPORT: StepWords(
        button=_l("Accept the report"),
        event=_l("The report was accepted, and the grant was closed."),
        lead=_l("The whole amount counts as spent for its purpose, and the grant is closed."),
    ),
    Action.SUSPEND: StepWords(
        button=_l("Suspend the grant"),
        event=_l("The grant was suspended."),
        field=_WHY,
        lead=_l("Nothing is paid until the grant is resumed. The group reads the reason."),
        danger=True,
    ),
    Action.RESUME: StepWords(
        button=_l("Resume the grant"),
        event=_l("The grant was resumed."),
        lead=_l("What is still to be paid can be paid again."),
    ),
    Action.ASK_TIME: StepWords(
        button=_l("Ask for more time"),
        event=_l("The group asked for more time."),
        told=_l("Your group asked for more time."),
    ),
    Action.PROPOSE_TIME: StepWords(
        button=_l("Propose more time"),
        event=_l("More time for the report was proposed."),
        lead=_l("A second person decides on it. The group is told once it is decided."),
    ),
    Action.APPROVE_VARIATION: StepWords(
        button=_l("Decide on the change"),
        event=_l("A change to the grant was approved."),
        told=_l("A change to your grant was approved."),
        task=_l("Decide on a proposed change to the grant"),
    ),
    Action.REFUSE_VARIATION: StepWords(
        button=_l("Do not agree to the change"),
        event=_l("A proposed change to the grant was not approved."),
        told=_l("A proposed change to your grant was not approved."),
    ),
    Action.PROPOSE_AMOUNT: StepWords(
        button=_l("Propose another amount"),
        event=_l("Another amount for the grant was proposed."),
        lead=_l(
            "A second person decides on it. If they agree, the new amount applies once the group has signed."
        ),
        private=True,
    ),
    Action.APPROVE_AMOUNT: StepWords(
        button=_l("Decide on the change"),
        event=_l("Another amount was approved. The group has to sign it."),
        told=_l("The office proposed another amount for your grant."),
        task=_l("Decide on a proposed change to the grant"),
    ),
    Action.REFUSE_AMOUNT: StepWords(
        button=_l("Do not agree to the change"),
        event=_l("Another amount was proposed and not approved."),
        private=True,
    ),
    Action.SIGN_VARIATION: StepWords(
        button=_l("Read and sign the change"),
        event=_l("The group signed the change: the new amount applies."),
        told=_l("Your group signed the change: the new amount applies."),
        task=_l("Read and sign a change to the grant"),
    ),
    Action.DECLINE_VARIATION: StepWords(
        button=_l("We do not agree to the change"),
        event=_l("The group did not agree to the change: the amount stays as it is."),
        told=_l("Your group did not agree to the change: the amount stays as it is."),
        done=_l("We have told the office that you do not agree. The amount stays as it is."),
        lead=_l("The amount of your grant stays as it is."),
    ),
    Action.WITHDRAW_VARIATION: StepWords(
        button=_l("Withdraw the change"),
        event=_l("The proposed change was withdrawn: the amount stays as it is."),
        field=_WHY,
        lead=_l("The group can then no longer sign the change. It can read your reason."),
        danger=True,
    ),
    Action.CANCEL: StepWords(
        button=_l("Cancel the grant"),
        event=_l("The grant was cancelled."),
        field=_WHY,
        lead=_l("The money goes back to the budget line. The group reads the reason."),
        danger=True,
    ),
}

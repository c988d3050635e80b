"""The statuses and steps of an application for a grant, and the words that people read of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.casework.process import StepWords

KIND = "grant_application"
REVIEW_KIND = "grant_review"
"""The kind of the case that belongs to an application while reviewers score it. Its feature stands above."""


class Status(StrEnum):
    DRAFT = "draft"
    EXCEPTION_ASKED = "exception_asked"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    SHORTLISTED = "shortlisted"
    PROPOSED = "proposed"
    RESERVE = "reserve"
    AWARDED = "awarded"
    DECLINED = "declined"
    NOT_ELIGIBLE = "not_eligible"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    CALL_CANCELLED = "call_cancelled"


class Action(StrEnum):
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    ASK_EXCEPTION = "ask_exception"
    ALLOW = "allow"
    REFUSE_EXCEPTION = "refuse_exception"
    REQUEST_CHANGES = "request_changes"
    ANSWER = "answer"
    SHORTLIST = "shortlist"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    AWARD = "award"
    KEEP_IN_RESERVE = "keep_in_reserve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    REOPEN = "reopen"
    END_WITH_CALL = "end_with_call"


STATUS: dict[StrEnum, Any] = {
    Status.DRAFT: lazy_pgettext("grant application", "Draft"),
    Status.EXCEPTION_ASKED: lazy_pgettext("grant application", "Exception asked for"),
    Status.SUBMITTED: lazy_pgettext("grant application", "Received"),
    Status.CHANGES_REQUESTED: lazy_pgettext("grant application", "Changes requested"),
    Status.SHORTLISTED: lazy_pgettext("grant application", "Shortlisted"),
    Status.PROPOSED: lazy_pgettext("grant application", "Decision proposed"),
    Status.RESERVE: lazy_pgettext("grant application", "In reserve"),
    Status.AWARDED: lazy_pgettext("grant application", "Selected"),
    Status.DECLINED: lazy_pgettext("grant application", "Not selected"),
    Status.NOT_ELIGIBLE: lazy_pgettext("grant application", "Not eligible"),
    Status.WITHDRAWN: lazy_pgettext("grant application", "Withdrawn"),
    Status.LAPSED: lazy_pgettext("grant application", "Not sent in time"),
    Status.CALL_CANCELLED: lazy_pgettext("grant application", "Call cancelled"),
}

INSIDE = _l("Being considered")
DECISION = _l("Decision")
_DECIDE = _l("Decide as proposed")
_WHY = _l("Why?")

WORDS: dict[str, StepWords] = {
    Action.SUBMIT: StepWords(
        button=_l("Send the application"),
        event=_l("The application was sent."),
        task=_l("Finish and send the application"),
    ),
    Action.TAKE_BACK: StepWords(
        button=_l("Change the application"),
        event=_l("The group took the application back to change it."),
        done=_l("You can change the application now. Send it again before the call closes."),
        lead=_l("It becomes a draft again. It counts only if you send it again before the call closes."),
    ),
    Action.ASK_EXCEPTION: StepWords(
        button=_l("Ask to apply all the same"),
        event=_l("The group asked to apply all the same."),
        done=_l("Sent. Somebody from the office reads it and answers you."),
        field=_l("Why should your group be able to apply?"),
    ),
    Action.ALLOW: StepWords(
        button=_l("Let the group apply"),
        event=_l("The group may apply all the same."),
        lead=_l("The group can finish and send its application, although it does not meet all requirements."),
        task=_l("Answer a request to apply all the same"),
    ),
    Action.REFUSE_EXCEPTION: StepWords(
        button=_l("Keep to the requirements"),
        event=_l("The group cannot apply to this call."),
        field=_WHY,
        danger=True,
    ),
    Action.REQUEST_CHANGES: StepWords(
        button=_l("Ask for changes"),
        event=_l("The group was asked to change its application."),
        told=_l("The office asked you to change your application."),
        field=_l("What should the group change?"),
        lead=_l("The group can change every answer, and sends the application again."),
    ),
    Action.ANSWER: StepWords(
        button=_l("Send the changes"),
        event=_l("The group changed its application."),
        told=_l("Your group changed its application."),
        task=_l("Change your application"),
    ),
    Action.SHORTLIST: StepWords(
        button=_l("Put on the shortlist"),
        event=_l("The application was put on the shortlist."),
        private=True,
    ),
    Action.PROPOSE: StepWords(
        button=_l("Propose a decision"), event=_l("A decision was proposed."), private=True
    ),
    Action.SEND_BACK: StepWords(
        button=_l("Send the proposal back"),
        event=_l("The proposal was sent back."),
        field=_l("What should be looked at again?"),
        private=True,
    ),
    Action.AWARD: StepWords(
        button=_DECIDE,
        event=_l("The application was selected."),
        lead=_l("The group is offered the grant, and the amount is set aside from the budget line."),
        task=_l("Decide on a proposal"),
    ),
    Action.KEEP_IN_RESERVE: StepWords(
        button=_DECIDE,
        event=_l("The application was put in reserve."),
        lead=_l("The group is told that its application is in reserve."),
        task=_l("Decide on a proposal"),
    ),
    Action.DECLINE: StepWords(
        button=_DECIDE,
        event=_l("The application was not selected."),
        lead=_l("The group is told, with the reason that was proposed."),
        task=_l("Decide on a proposal"),
    ),
    Action.WITHDRAW: StepWords(
        button=_l("Withdraw the application"),
        event=_l("The application was withdrawn."),
        done=_l("Your application is withdrawn."),
        danger=True,
    ),
    Action.LAPSE: StepWords(
        button=_l("Close the draft"), event=_l("The call closed before the application was sent.")
    ),
    Action.END_WITH_CALL: StepWords(
        button=_l("End the application"), event=_l("The call was cancelled, and with it the application.")
    ),
    Action.REOPEN: StepWords(
        button=_l("Go on with the draft"),
        event=_l("The draft was opened again."),
        lead=_l("There is more time for this call now."),
    ),
}

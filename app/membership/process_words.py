"""The statuses and steps of admission, and the words that people read of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from app.casework.process import StepWords

KIND = "membership_application"


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    INFORMATION_REQUESTED = "information_requested"
    REGIONAL_CHECK = "regional_check"
    MEMBER_COMMENT = "member_comment"
    COMMITTEE = "committee"
    ADMITTED = "admitted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Action(StrEnum):
    SUBMIT = "submit"
    TAKE = "take"
    ASSIGN = "assign"
    REMIND = "remind"
    ASSESS = "assess"
    REQUEST_INFORMATION = "request_information"
    ANSWER = "answer"
    CLOSE_FOR_SILENCE = "close_for_silence"
    REOPEN = "reopen"
    START_CHECK = "start_check"
    RECORD_CHECK = "record_check"
    RETURN_TO_SECRETARIAT = "return_to_secretariat"
    OPEN_COMMENT = "open_comment"
    COMMENT = "comment"
    EXTEND_COMMENT = "extend_comment"
    CLOSE_COMMENT = "close_comment"
    SEND_TO_COMMITTEE = "send_to_committee"
    PUT_OBJECTIONS = "put_objections"
    REPLY = "reply"
    END_REPLY_PERIOD = "end_reply_period"
    VOTE = "vote"
    ADMIT = "admit"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    NOTE_REACHED = "note_reached"


STATUS: dict[StrEnum, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("Submitted"),
    Status.INFORMATION_REQUESTED: _l("Information requested"),
    Status.REGIONAL_CHECK: _l("Regional check"),
    Status.MEMBER_COMMENT: _l("Member comment"),
    Status.COMMITTEE: _l("Committee"),
    Status.ADMITTED: _l("Admitted"),
    Status.DECLINED: _l("Declined"),
    Status.WITHDRAWN: _l("Withdrawn"),
    Status.CLOSED: _l("Closed without an answer"),
}

INSIDE = _l("Being considered")
"""What the applicant reads from sending to the decision, whoever has its application just then."""

DECISION = _l("Decision")
_DECIDE = _l("Record the decision")
WORDS: dict[str, StepWords] = {
    Action.SUBMIT: StepWords(
        button=_l("Send the application"),
        event=_l("The application was submitted."),
        task=_l("Finish the application"),
    ),
    Action.TAKE: StepWords(
        button=_l("Take this application"),
        event=_l("Somebody from the secretariat took the application."),
        done=_l("You are now looking after this application."),
        lead=_l(
            "Others will see that you are looking after it. Anybody in the secretariat can still work on it."
        ),
        private=True,
    ),
    Action.ASSIGN: StepWords(
        button=_l("Assign"),
        event=_l("The application was assigned to somebody in the secretariat."),
        private=True,
    ),
    Action.REMIND: StepWords(button=_l("Send a reminder"), event=_l("A reminder was sent."), private=True),
    Action.ASSESS: StepWords(
        button=_l("Assess the criteria"),
        event=_l("The secretariat assessed the criteria."),
        task=_l("Assess the application"),
        private=True,
    ),
    Action.REQUEST_INFORMATION: StepWords(
        button=_l("Ask for information"),
        event=_l("The applicant was asked for information."),
        told=_l("The secretariat asked you for information."),
    ),
    Action.ANSWER: StepWords(
        button=_l("Send the answers"),
        event=_l("The applicant answered."),
        told=_l("Your organisation answered."),
        task=_l("Answer the secretariat’s questions"),
    ),
    Action.CLOSE_FOR_SILENCE: StepWords(
        button=_l("Close without an answer"),
        event=_l("No answer came in time; the application was closed."),
    ),
    Action.REOPEN: StepWords(
        button=_l("Reopen the application"),
        event=_l("The application was reopened."),
        lead=_l("It picks up where it stopped, with the secretariat’s last questions."),
    ),
    Action.START_CHECK: StepWords(
        button=_l("Ask the region"), event=_l("The region was asked."), private=True
    ),
    Action.RECORD_CHECK: StepWords(
        button=_l("Record the regional check"),
        event=_l("The regional check was recorded."),
        task=_l("Do the regional check"),
        private=True,
    ),
    Action.RETURN_TO_SECRETARIAT: StepWords(
        button=_l("Return to the secretariat"),
        event=_l("The region returned the application to the secretariat."),
        done=_l("The application is back with the secretariat."),
        field=_l("What should the secretariat look at?"),
        private=True,
    ),
    Action.OPEN_COMMENT: StepWords(
        button=_l("Ask the members"), event=_l("Members were asked for comment."), private=True
    ),
    Action.COMMENT: StepWords(
        button=_l("Comment"),
        event=_l("A member commented."),
        task=_l("Comment on this applicant"),
        private=True,
    ),
    Action.EXTEND_COMMENT: StepWords(
        button=_l("Extend the comment period"),
        event=_l("The comment period was extended."),
        lead=_l("The days are added to the present end of the period."),
        private=True,
    ),
    Action.CLOSE_COMMENT: StepWords(
        button=_l("End the comment period and send to the committee"),
        event=_l("The comment period closed; the application went to the committee."),
        done=_l("The application went to the committee."),
        lead=_l("The comment period has ended. Members can no longer comment once you do this."),
        private=True,
    ),
    Action.SEND_TO_COMMITTEE: StepWords(
        button=_l("Send to the committee"),
        event=_l("The application went to the committee."),
        private=True,
    ),
    Action.PUT_OBJECTIONS: StepWords(
        button=_l("Share objections with the applicant"),
        event=_l("The objections were shared with the applicant, without saying who raised them."),
        told=_l("The secretariat shared the objections with you, without saying who raised them."),
    ),
    Action.REPLY: StepWords(
        button=_l("Reply to objections"),
        event=_l("The applicant replied to the objections."),
        told=_l("Your organisation replied to the objections."),
    ),
    Action.END_REPLY_PERIOD: StepWords(
        button=_l("End the reply period"), event=_l("The time to reply to objections ended.")
    ),
    Action.VOTE: StepWords(
        button=_l("Vote"),
        event=_l("A committee member voted."),
        task=_l("Vote on the application"),
        private=True,
    ),
    Action.ADMIT: StepWords(
        button=_DECIDE,
        event=_l("The committee admitted the organisation."),
        told=_l("The committee admitted your organisation."),
    ),
    Action.DECLINE: StepWords(
        button=_DECIDE,
        event=_l("The committee declined the application."),
        told=_l("The committee declined your application."),
    ),
    Action.WITHDRAW: StepWords(
        button=_l("Withdraw the application"),
        event=_l("The organisation withdrew its application."),
        told=_l("Your organisation withdrew its application."),
        done=_l("The application was withdrawn."),
        lead=_l("It ends immediately and cannot be reopened. You can start a new one at any time."),
        field=_l("Why are you withdrawing it?"),
        danger=True,
    ),
    Action.NOTE_REACHED: StepWords(
        button=_l("The group has been informed"),
        event=_l("The group was told without e-mail."),
        task=_l("Contact this group: it has no e-mail"),
        lead=_l("Confirm that somebody has given the group its news without e-mail."),
        private=True,
    ),
}

# What the history tells that is no step, and the names under which earlier versions recorded steps.
EVENTS: dict[str, StepWords] = {
    "started": StepWords(button="", event=_l("The application was started.")),
    "circulation_settled": StepWords(
        button="",
        event=_l("The applicant chose what members can see."),
        told=_l("Your organisation chose what members can see."),
    ),
    "region_changed": StepWords(
        button="", event=_l("The application moved to another region with its country.")
    ),
    "tie_declared": StepWords(
        button="",
        event=_l("Somebody declared whether they have a connection to the applicant."),
        private=True,
    ),
    "assigned": WORDS[Action.ASSIGN],
    "reminded": WORDS[Action.REMIND],
    "taken": WORDS[Action.TAKE],
    "assessed": WORDS[Action.ASSESS],
    "checked": WORDS[Action.RECORD_CHECK],
    "commented": WORDS[Action.COMMENT],
    "comment_extended": WORDS[Action.EXTEND_COMMENT],
    "objections_put": WORDS[Action.PUT_OBJECTIONS],
    "objections_answered": WORDS[Action.REPLY],
    "voted": WORDS[Action.VOTE],
    "reached": WORDS[Action.NOTE_REACHED],
}

"""The statuses and steps of the review of an application, and the words that people read of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.casework.process import StepWords
from app.grants.applications.process_words import REVIEW_KIND as KIND

__all__ = ["KIND", "STARTED", "STATUS", "WORDS", "Action", "Status"]


class Status(StrEnum):
    ASKING = "asking"
    COMPLETE = "complete"
    ENDED = "ended"


class Action(StrEnum):
    ASSIGN = "assign"
    ANSWER = "answer"
    SUBMIT = "submit"
    FLAG = "flag"
    LOOK_AT_FLAGS = "look_at_flags"
    SET_ASIDE = "set_aside"
    REOPEN = "reopen"
    COMPLETE = "complete"
    GO_ON = "go_on"
    RECORD = "record"
    EDIT_COMMENTS = "edit_comments"
    END = "end"


STATUS: dict[StrEnum, Any] = {
    Status.ASKING: lazy_pgettext("review of an application", "Being scored"),
    Status.COMPLETE: lazy_pgettext("review of an application", "Scored"),
    Status.ENDED: lazy_pgettext("review of an application", "No longer needed"),
}

STARTED = {"started": StepWords(button="", event=_l("The review began."))}
"""How the history begins: asking the first reviewers is what starts the case."""

WORDS: dict[str, StepWords] = {
    Action.ASSIGN: StepWords(
        button=_l("Ask a reviewer"),
        event=_l("Reviewers were asked."),
        private=True,
    ),
    Action.ANSWER: StepWords(
        button=_l("Answer the invitation"),
        event=_l("A reviewer answered the invitation."),
        private=True,
    ),
    Action.SUBMIT: StepWords(
        button=_l("Send the review"),
        event=_l("A review was sent."),
        task=_l("Review an application"),
        private=True,
    ),
    Action.FLAG: StepWords(
        button=_l("Raise a concern"), event=_l("A reviewer raised a concern."), private=True
    ),
    Action.LOOK_AT_FLAGS: StepWords(
        button=_l("Mark the concerns as read"),
        event=_l("The concerns were marked as read."),
        lead=_l("They stay on this page, but no longer come first in the ranking."),
        private=True,
    ),
    Action.SET_ASIDE: StepWords(
        button=_l("Set the review aside"), event=_l("A review was set aside."), private=True
    ),
    Action.REOPEN: StepWords(
        button=_l("Open the review again"), event=_l("A review was opened again."), private=True
    ),
    Action.COMPLETE: StepWords(button="", event=_l("All reviews are in."), private=True),
    Action.GO_ON: StepWords(
        button=_l("Go on without more reviews"),
        event=_l("The office went on without more reviews."),
        lead=_l("Reviews that are not sent are set aside. A decision can be proposed from then on."),
        field=_l("Why?"),
        private=True,
    ),
    Action.RECORD: StepWords(
        button=_l("Record what the panel agreed"),
        event=_l("What the panel agreed was recorded."),
        field=_l("What did the panel agree?"),
        private=True,
    ),
    Action.EDIT_COMMENTS: StepWords(
        button=_l("Edit the comments for the group"),
        event=_l("The comments for the group were edited."),
        private=True,
    ),
    Action.END: StepWords(
        button="", event=_l("The application ended, so no review is needed."), private=True
    ),
}

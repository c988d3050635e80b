"""The statuses and steps of a check, and the words that the office reads of them. The group reads none."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.casework.process import StepWords

KIND = "diligence_check"


class Status(StrEnum):
    CHECKING = "checking"
    READY = "ready"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Action(StrEnum):
    ANSWER = "answer"
    SEND = "send"
    RETURN = "return"
    CLEAR = "clear"
    FAIL = "fail"
    END = "end"
    CANCEL = "cancel"


STATUS: dict[StrEnum, Any] = {
    Status.CHECKING: lazy_pgettext("check of a group", "Being checked"),
    Status.READY: lazy_pgettext("check of a group", "To be concluded"),
    Status.PASSED: lazy_pgettext("check of a group", "Passed"),
    Status.NOT_PASSED: lazy_pgettext("check of a group", "Not passed"),
    Status.ENDED: lazy_pgettext("check of a group", "Ended early"),
    Status.CANCELLED: lazy_pgettext("check of a group", "Cancelled"),
}

STARTED = {"started": StepWords(button="", event=_l("The check was started."), private=True)}

WORDS: dict[str, StepWords] = {
    Action.ANSWER: StepWords(
        button=_l("Fill in the check"),
        event=_l("The check was filled in."),
        private=True,
    ),
    Action.SEND: StepWords(
        button=_l("Send it to a second person"),
        event=_l("The check was sent to a second person."),
        task=_l("Fill in the check of a group"),
        private=True,
    ),
    Action.RETURN: StepWords(
        button=_l("Ask for changes"),
        event=_l("Somebody asked for changes to the check."),
        field=_l("What should be looked at again?"),
        lead=_l("The check can be filled in again. The group is not told."),
        private=True,
    ),
    Action.CLEAR: StepWords(
        button=_l("Conclude the check"),
        event=_l("The group passed the check."),
        private=True,
    ),
    Action.FAIL: StepWords(
        button=_l("Conclude the check"),
        event=_l("The group did not pass the check."),
        private=True,
    ),
    Action.END: StepWords(
        button=_l("End this check early"),
        event=_l("The check was ended early."),
        field=_l("Why?"),
        lead=_l(
            "This check is no longer valid from now on. Payments that need it cannot be made until the group "
            "is checked again."
        ),
        private=True,
        danger=True,
    ),
    Action.CANCEL: StepWords(
        button=_l("Cancel the check"),
        event=_l("The check was cancelled."),
        field=_l("Why?"),
        lead=_l("The check ends without a result. What was filled in is kept."),
        private=True,
        danger=True,
    ),
}

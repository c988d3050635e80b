"""What can become of a call, and of a question about it. Whether nothing lacks, or the call has closed, the
services ask."""

from __future__ import annotations

from app.grants.calls.enums import CallAction as Action
from app.grants.calls.enums import CallStatus as Status
from app.grants.calls.enums import QuestionAction, QuestionStatus
from app.kernel.permissions import Permission
from app.kernel.workflow import Transition, Workflow

_MANAGE = Permission.MANAGE_CALLS

CALL = Workflow(
    subject="call",
    initial=Status.DRAFT,
    transitions={
        (Status.DRAFT, Action.PUBLISH): Transition(Status.PUBLISHED, _MANAGE),
        (Status.PUBLISHED, Action.RECORD_DECIDED): Transition(Status.DECIDED, _MANAGE),
        (Status.DECIDED, Action.ARCHIVE): Transition(Status.ARCHIVED, _MANAGE),
        (Status.DRAFT, Action.CANCEL): Transition(Status.CANCELLED, _MANAGE),
        (Status.PUBLISHED, Action.CANCEL): Transition(Status.CANCELLED, _MANAGE),
    },
)

CALL_QUESTION = Workflow(
    subject="call_question",
    initial=QuestionStatus.WAITING,
    transitions={
        (QuestionStatus.WAITING, QuestionAction.PUBLISH): Transition(QuestionStatus.PUBLISHED, _MANAGE),
        (QuestionStatus.WAITING, QuestionAction.JOIN): Transition(QuestionStatus.JOINED, _MANAGE),
        (QuestionStatus.WAITING, QuestionAction.REPLY): Transition(QuestionStatus.REPLIED, _MANAGE),
    },
)

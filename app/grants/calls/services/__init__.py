"""The verbs of calls, and of questions about them."""

from __future__ import annotations

from app.grants.calls.services.calls import (
    CallData,
    archive_call,
    cancel_call,
    change_call,
    copy_call,
    extend_call,
    make_call,
    publish_call,
    record_decided,
    set_rubric,
)
from app.grants.calls.services.questions import (
    ask_question,
    forget_asker,
    join_question,
    note_question_seen,
    publish_answer,
    reply_in_private,
    write_answer,
)

__all__ = [
    "CallData",
    "archive_call",
    "ask_question",
    "cancel_call",
    "change_call",
    "copy_call",
    "extend_call",
    "forget_asker",
    "join_question",
    "make_call",
    "note_question_seen",
    "publish_answer",
    "publish_call",
    "record_decided",
    "reply_in_private",
    "set_rubric",
    "write_answer",
]

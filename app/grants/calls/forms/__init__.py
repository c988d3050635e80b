"""What is filled in about a call, and about questions on it."""

from __future__ import annotations

from app.grants.calls.forms.calls import CallForm, CopyForm, ExtendForm, NewCallForm, ReasonForm
from app.grants.calls.forms.questions import AnswerForm, AskForm, JoinForm, ReplyForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CallForm",
    "CopyForm",
    "ExtendForm",
    "JoinForm",
    "NewCallForm",
    "ReasonForm",
    "ReplyForm",
]

"""The verbs of the questionnaires."""

from __future__ import annotations

from app.questionnaires.services.responses import (
    AnswersChanged,
    discard_response,
    enter_answers,
    receive_document,
    reopen,
    save_section,
    start_response,
    submit_response,
)
from app.questionnaires.services.sets import (
    create_question_set,
    create_statement,
    publish_statement,
    publish_version,
)
from app.questionnaires.services.signatures import (
    give_signatures_to,
    sign_statement,
    withdraw_signature,
)

__all__ = [
    "AnswersChanged",
    "create_question_set",
    "create_statement",
    "discard_response",
    "enter_answers",
    "give_signatures_to",
    "publish_statement",
    "publish_version",
    "receive_document",
    "reopen",
    "save_section",
    "sign_statement",
    "start_response",
    "submit_response",
    "withdraw_signature",
]

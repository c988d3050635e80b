"""The fixed words of the questionnaires: how far a section has come, and why something is refused."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import RefusalCode


class SectionState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class QuestionnaireRefusal(RefusalCode):
    """Why the questionnaires say no. The words are in `labels.ERRORS`."""

    ANSWERS_CHANGED = "questionnaires.answers_changed"
    ANSWERS_CLOSED = "questionnaires.answers_closed"
    ANSWERS_INCOMPLETE = "questionnaires.answers_incomplete"
    ANSWERS_UNREADABLE = "questionnaires.answers_unreadable"
    ALREADY_SUBMITTED = "questionnaires.already_submitted"
    NOT_SUBMITTED = "questionnaires.not_submitted"
    UNKNOWN_QUESTION = "questionnaires.unknown_question"
    NOT_PUBLISHED = "questionnaires.not_published"
    NAME_NEEDED = "questionnaires.name_needed"
    ALREADY_WITHDRAWN = "questionnaires.already_withdrawn"

"""The words of this feature's enums and refusals. What is wrong with an answer is worded beside its type."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.questionnaires.enums import QuestionnaireRefusal, SectionState

SECTION_STATES = {
    SectionState.NOT_STARTED: _l("Not started"),
    SectionState.IN_PROGRESS: _l("In progress"),
    SectionState.DONE: _l("Done"),
    SectionState.NOT_NEEDED: _l("Not needed"),
}

SECTION_TAGS = {
    SectionState.NOT_STARTED: "",
    SectionState.IN_PROGRESS: "wait",
    SectionState.DONE: "go",
    SectionState.NOT_NEEDED: "",
}

ERRORS = {
    QuestionnaireRefusal.ANSWERS_CHANGED: _l(
        "Someone else changed these answers while you were writing. Both versions are shown."
    ),
    QuestionnaireRefusal.ANSWERS_CLOSED: _l("These answers were sent and can no longer be changed."),
    QuestionnaireRefusal.ANSWERS_INCOMPLETE: _l("Some questions still need an answer."),
    QuestionnaireRefusal.ANSWERS_UNREADABLE: _l(
        "We could not read one of the answers. Open the page again and retry."
    ),
    QuestionnaireRefusal.ALREADY_SUBMITTED: _l("These answers were already sent."),
    QuestionnaireRefusal.NOT_SUBMITTED: _l("These answers have not been sent yet."),
    QuestionnaireRefusal.UNKNOWN_QUESTION: _l("This question is not in the form."),
    QuestionnaireRefusal.NOT_PUBLISHED: _l("This version is not published yet."),
    QuestionnaireRefusal.NAME_NEEDED: _l("Write the name to sign as"),
    QuestionnaireRefusal.ALREADY_WITHDRAWN: _l("This signature was already withdrawn."),
}

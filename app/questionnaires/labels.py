"""The words of this feature's enums and refusals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.questionnaires.rules import ProblemCode, SectionState

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

PROBLEMS = {
    ProblemCode.REQUIRED: _l("Write an answer"),
    ProblemCode.NOT_CHOSEN: _l("Choose an answer"),
    ProblemCode.NO_FILE: _l("Send the document that is asked for"),
    ProblemCode.NOT_DECLARED: _l("Choose yes or no"),
    ProblemCode.NOT_EXPLAINED: _l("Say more, in a few words"),
    ProblemCode.NOT_SIGNED: _l("Tick the box if your organisation endorses this statement"),
    ProblemCode.SIGN_AS: _l("Write the name to sign as"),
    ProblemCode.STATEMENT_CHANGED: _l("The statement has a new version. Read it and sign again"),
    ProblemCode.TOO_MANY_WORDS: _l("Use %(limit)s words or fewer: these are %(words)s"),
    ProblemCode.TOO_SMALL: _l("Write %(limit)s or more"),
    ProblemCode.TOO_LARGE: _l("Write %(limit)s or less"),
    ProblemCode.TOO_MANY_DECIMALS: _l("Digits allowed after the decimal sign: %(decimals)s"),
    ProblemCode.TOO_EARLY: _l("Give a date from %(limit)s on"),
    ProblemCode.TOO_LATE: _l("Give a date up to %(limit)s"),
    ProblemCode.TOO_FEW: _l("Choose at least %(limit)s: these are %(number)s"),
    ProblemCode.TOO_MANY: _l("Choose at most %(limit)s: these are %(number)s"),
}

YES_NO = {"yes": _l("Yes"), "no": _l("No")}

ERRORS = {
    "answers_changed": _l(
        "Someone else changed these answers while you were writing. Both versions are shown."
    ),
    "answers_closed": _l("These answers were handed in and can no longer be changed."),
    "answers_incomplete": _l("Some questions still need an answer."),
    "answers_unreadable": _l(
        "An answer arrived in a form that cannot be kept. Open the page again and retry."
    ),
    "already_submitted": _l("These answers were already handed in."),
    "not_submitted": _l("These answers have not been handed in yet."),
    "unknown_question": _l("There is no such question in this form."),
    "not_published": _l("This version is not published yet."),
    "name_needed": _l("Write the name to sign as"),
    "already_withdrawn": _l("This signature was already withdrawn."),
}

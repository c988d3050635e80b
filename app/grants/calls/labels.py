"""Words for calls."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.calls.enums import Basis, CallRefusal, CallStage, Method, QuestionStatus, Rule

STAGES: dict[CallStage, Any] = {
    CallStage.DRAFT: lazy_pgettext("call for proposals", "Draft"),
    CallStage.SCHEDULED: lazy_pgettext("call for proposals", "Opens later"),
    CallStage.OPEN: lazy_pgettext("call for proposals", "Open"),
    CallStage.CLOSED: lazy_pgettext("call for proposals", "Closed"),
    CallStage.DECIDED: lazy_pgettext("call for proposals", "Decided"),
    CallStage.ARCHIVED: lazy_pgettext("call for proposals", "Archived"),
    CallStage.CANCELLED: lazy_pgettext("call for proposals", "Cancelled"),
}
STAGE_TAGS: dict[CallStage, str] = {
    CallStage.DRAFT: "",
    CallStage.SCHEDULED: "wait",
    CallStage.OPEN: "go",
    CallStage.CLOSED: "now",
    CallStage.DECIDED: "",
    CallStage.ARCHIVED: "",
    CallStage.CANCELLED: "stop",
}
QUESTION_STATUSES: dict[QuestionStatus, Any] = {
    QuestionStatus.WAITING: lazy_pgettext("question about a call", "Not answered yet"),
    QuestionStatus.PUBLISHED: lazy_pgettext("question about a call", "Answer published"),
    QuestionStatus.JOINED: lazy_pgettext("question about a call", "Answered before"),
    QuestionStatus.REPLIED: lazy_pgettext("question about a call", "Answered privately"),
}
QUESTION_TAGS: dict[QuestionStatus, str] = {
    QuestionStatus.WAITING: "wait",
    QuestionStatus.PUBLISHED: "go",
    QuestionStatus.JOINED: "go",
    QuestionStatus.REPLIED: "",
}
METHODS: dict[Method, Any] = {
    Method.STAFF: _l("The grants team proposes, and a second person decides."),
    Method.PANEL: _l("Reviewers score, a panel recommends, and a second person decides."),
}
BASES: dict[Basis, Any] = {
    Basis.FIXED_AMOUNT: _l("A fixed amount. You do not have to send receipts."),
    Basis.ACTUAL_COST: _l("What it really costs, up to the amount agreed. You keep and send receipts."),
}
TEMPLATES: dict[str, Any] = {
    "light": _l("Light form: one page, one fixed amount, one line of report (about 500)"),
    "two_pages": _l("Two pages with a simple budget, at actual cost (about 5,000)"),
    "panel": _l("Two pages with a simple budget, at actual cost, scored by reviewers (about 5,000)"),
}
REQUIREMENTS: dict[Rule, Any] = {
    Rule.GOOD_STANDING: _l("Your group is an active member of the network."),
    Rule.REGION: _l("Your group works in one of these regions: %(values)s."),
    Rule.KIND: _l("Your group is one of these: %(values)s."),
    Rule.LED_BY: _l("Your group is led by one of these: %(values)s."),
}
UNMET: dict[Rule, Any] = {
    Rule.GOOD_STANDING: _l("The network’s record does not show your group as an active member."),
    Rule.REGION: _l("The network’s record does not place your group in one of these regions: %(values)s."),
    Rule.KIND: _l("The network’s record does not show your group as one of these: %(values)s."),
    Rule.LED_BY: _l("The network’s record does not show your group as led by one of these: %(values)s."),
}

EVENTS: dict[str, Any] = {
    "call.made": _l("The call was made as a draft."),
    "call.copied": _l("The call was copied from an earlier one."),
    "call.changed": _l("The draft was changed."),
    "call.publish": _l("The call was published."),
    "call.extended": _l("More time was given."),
    "call.cancel": _l("The call was cancelled."),
    "call.record_decided": _l("All applications were decided."),
    "call.archive": _l("The call was archived."),
}

ERRORS: dict[CallRefusal, Any] = {
    CallRefusal.TEXT_MISSING: _l("Write the title and the summary in each language of the call."),
    CallRefusal.NO_LINE: _l("Choose at least one budget line that pays for this call."),
    CallRefusal.NO_QUESTIONS: _l("Choose the questions of the form."),
    CallRefusal.CLOSES_BEFORE_IT_OPENS: _l("Choose when the call opens, and a later time when it closes."),
    CallRefusal.CLOSES_IN_THE_PAST: _l("The closing time is over. Choose a later one."),
    CallRefusal.SMALLEST_OVER_LARGEST: _l("The smallest amount is larger than the largest."),
    CallRefusal.STILL_OPEN: _l("Somebody can still send an application to this call."),
    CallRefusal.CODE_TAKEN: _l("Another call of this network has this address. Choose another one."),
    CallRefusal.FIXED_ONCE_PUBLISHED: _l(
        "A published call is not changed: groups rely on it. Extend it, or cancel it and copy it."
    ),
    CallRefusal.NOT_LATER: _l("Choose a time after the present closing time."),
    CallRefusal.LINE_OF_ANOTHER_NETWORK: _l("This budget line belongs to another network."),
    CallRefusal.QUESTIONS_END_LATE: _l("Questions cannot be taken longer than the call is open."),
    CallRefusal.NO_QUESTIONS_NOW: _l("This call takes no questions now."),
    CallRefusal.ONLY_WHO_CAN_APPLY: _l("Only people who can apply for a group can ask about a call."),
    CallRefusal.TOO_MANY_QUESTIONS: _l(
        "Several of your questions about this call are not answered yet. "
        "You can ask again once one of them is."
    ),
    CallRefusal.ANSWER_LACKS_TEXT: _l("Write the question and the answer in each language of the call."),
    CallRefusal.RUBRIC_MISSING: _l("In each language of the call, write what reviewers score."),
    CallRefusal.NO_SUCH_ANSWER: _l("Choose an answer that is published for this call."),
    CallRefusal.NOT_YOURS: _l("Only those who manage this network’s calls can do this."),
}

"""What a call can be, and its refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode


class CallStatus(StrEnum):
    """What people decided of a call. Whether it is open is a matter of the clock: `CallStage`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DECIDED = "decided"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class CallAction(StrEnum):
    PUBLISH = "publish"
    RECORD_DECIDED = "record_decided"
    ARCHIVE = "archive"
    CANCEL = "cancel"


class CallStage(StrEnum):
    """Where a call is now, as its readers understand it."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class QuestionStatus(StrEnum):
    """What became of a question that somebody asked about a call."""

    WAITING = "waiting"
    PUBLISHED = "published"
    JOINED = "joined"
    REPLIED = "replied"


class QuestionAction(StrEnum):
    PUBLISH = "publish"
    JOIN = "join"
    REPLY = "reply"


class Method(StrEnum):
    """How applications are decided; fixed before the call opens."""

    STAFF = "staff"
    PANEL = "panel"


class Basis(StrEnum):
    """What a grantee answers for: a fixed amount, proved by what took place, or what it cost."""

    FIXED_AMOUNT = "fixed_amount"
    ACTUAL_COST = "actual_cost"


class Rule(StrEnum):
    """What a call can require of a group before it writes."""

    GOOD_STANDING = "good_standing"
    REGION = "region"
    KIND = "kind"
    LED_BY = "led_by"


class CallRefusal(RefusalCode):
    TEXT_MISSING = "grants.calls.text_missing"
    NO_LINE = "grants.calls.no_line"
    NO_QUESTIONS = "grants.calls.no_questions"
    CLOSES_BEFORE_IT_OPENS = "grants.calls.closes_before_it_opens"
    CLOSES_IN_THE_PAST = "grants.calls.closes_in_the_past"
    SMALLEST_OVER_LARGEST = "grants.calls.smallest_over_largest"
    STILL_OPEN = "grants.calls.still_open"
    CODE_TAKEN = "grants.calls.code_taken"
    FIXED_ONCE_PUBLISHED = "grants.calls.fixed_once_published"
    NOT_LATER = "grants.calls.not_later"
    LINE_OF_ANOTHER_NETWORK = "grants.calls.line_of_another_network"
    NOT_YOURS = "grants.calls.not_yours"
    QUESTIONS_END_LATE = "grants.calls.questions_end_late"
    NO_QUESTIONS_NOW = "grants.calls.no_questions_now"
    ONLY_WHO_CAN_APPLY = "grants.calls.only_who_can_apply", FORBIDDEN
    TOO_MANY_QUESTIONS = "grants.calls.too_many_questions"
    ANSWER_LACKS_TEXT = "grants.calls.answer_lacks_text"
    RUBRIC_MISSING = "grants.calls.rubric_missing"
    NO_SUCH_ANSWER = "grants.calls.no_such_answer"

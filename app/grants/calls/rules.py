"""When a call is open, for whom, until when it takes questions, and what keeps it from being published.
Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from app.grants.calls.enums import CallRefusal, CallStage, CallStatus, Method, QuestionStatus, Rule
from app.grants.calls.rubric import read_rubric
from app.grants.funding.enums import FundStatus
from app.kernel import clock
from app.kernel.errors import RefusalCode
from app.kernel.local_time import local, moment_in

if TYPE_CHECKING:
    from app.grants.calls.models import Call, CallQuestion
    from app.grants.funding.models import Fund

THE_MINUTE = timedelta(minutes=1)
"""A call that closes at 23:59 closes when that minute has ended, as everybody reads it."""

YEAR = re.compile(r"(?:19|20)\d\d$")

_STAGE_OF = {
    CallStatus.DRAFT: CallStage.DRAFT,
    CallStatus.DECIDED: CallStage.DECIDED,
    CallStatus.ARCHIVED: CallStage.ARCHIVED,
    CallStatus.CANCELLED: CallStage.CANCELLED,
}


@dataclass(frozen=True)
class Applicant:
    """What a call can ask of a group, as the network's record has it."""

    organisation_id: int
    in_good_standing: bool
    region: str | None
    kind: str | None
    led_by: str | None


@dataclass(frozen=True)
class Requirement:
    """One thing that a call requires: `codes` are the values of which the group has to have one."""

    rule: Rule
    codes: tuple[str, ...] = ()

    def is_met_by(self, group: Applicant) -> bool:
        if self.rule is Rule.GOOD_STANDING:
            return group.in_good_standing
        held = {Rule.REGION: group.region, Rule.KIND: group.kind, Rule.LED_BY: group.led_by}[self.rule]
        return held in self.codes


def read_requirements(data: Iterable[Mapping[str, Any]]) -> tuple[Requirement, ...]:
    """The requirements of a call as they are stored."""
    return tuple(Requirement(Rule(one["rule"]), tuple(one.get("codes", ()))) for one in data)


def unmet(requirements: Iterable[Requirement], group: Applicant) -> list[Requirement]:
    """What the group does not meet, in the order of the call."""
    return [one for one in requirements if not one.is_met_by(group)]


def stage_of(call: Call, moment: datetime | None = None) -> CallStage:
    """Where the call is at this moment, for everybody alike."""
    if call.status is not CallStatus.PUBLISHED:
        return _STAGE_OF[call.status]
    return _stage_by_clock(call, moment or clock.now())


def stage_once_published(call: Call) -> CallStage:
    """Where a draft would be now, were it published; a draft without its times stays one. Of any other call,
    where it is."""
    if call.status is not CallStatus.DRAFT or call.opens_at is None or call.closes_at is None:
        return stage_of(call)
    return _stage_by_clock(call, clock.now())


def _stage_by_clock(call: Call, at: datetime) -> CallStage:
    if call.opens_at is not None and at < call.opens_at:
        return CallStage.SCHEDULED
    return CallStage.OPEN if at < end_for(call) else CallStage.CLOSED


def end_for(call: Call, organisation_id: int | None = None) -> datetime:
    """The first moment that is too late, for everybody or for one group that was given longer."""
    assert call.closes_at is not None
    given = [one.closes_at for one in call.extensions if one.organisation_id in (None, organisation_id)]
    return max([call.closes_at, *given]) + THE_MINUTE


def last_minute_of(call: Call, organisation_id: int | None = None) -> datetime:
    """The closing time as it is told: the group is in time until this minute has ended."""
    return end_for(call, organisation_id) - THE_MINUTE


def is_open_to(call: Call, organisation_id: int, moment: datetime | None = None) -> bool:
    """Whether this group can hand in now."""
    if call.status is not CallStatus.PUBLISHED or call.opens_at is None:
        return False
    return call.opens_at <= (moment or clock.now()) < end_for(call, organisation_id)


def lacking_languages(texts: Mapping[str, str], languages: Collection[str]) -> list[str]:
    """The languages of the call in which this text is not written yet."""
    return [one for one in languages if not (texts.get(one) or "").strip()]


def faults(call: Call) -> Sequence[RefusalCode]:
    """What keeps a draft from being published, one refusal each, in the order of its page."""
    found: list[RefusalCode] = []
    if any(lacking_languages(texts, call.languages) for texts in (call.title, call.summary)):
        found.append(CallRefusal.TEXT_MISSING)
    if not call.lines:
        found.append(CallRefusal.NO_LINE)
    if call.question_set_version_id is None:
        found.append(CallRefusal.NO_QUESTIONS)
    if is_scored(call) and lacks_rubric(call):
        found.append(CallRefusal.RUBRIC_MISSING)
    if call.opens_at is None or call.closes_at is None or call.closes_at <= call.opens_at:
        found.append(CallRefusal.CLOSES_BEFORE_IT_OPENS)
    elif call.closes_at + THE_MINUTE <= clock.now():
        found.append(CallRefusal.CLOSES_IN_THE_PAST)
    if call.questions_until and call.closes_at and call.questions_until > _closing_day(call):
        found.append(CallRefusal.QUESTIONS_END_LATE)
    return found


def is_scored(call: Call) -> bool:
    """Whether reviewers score its applications before anything is proposed."""
    return call.method is Method.PANEL


def lacks_rubric(call: Call) -> bool:
    """Whether what reviewers score is not written yet in a language of the call."""
    rubric = read_rubric(call.rubric)
    if not rubric.criteria or not call.reviewers:
        return True
    return any(lacking_languages(texts, call.languages) for texts in rubric.texts())


def is_draft(call: Call) -> bool:
    return call.status is CallStatus.DRAFT


def is_cancelled(call: Call) -> bool:
    return call.status is CallStatus.CANCELLED


def has_closed(call: Call, moment: datetime | None = None) -> bool:
    """Whether nobody can hand in any more: time that one group was given counts too."""
    if call.closes_at is None:
        return False
    last = max([call.closes_at, *(one.closes_at for one in call.extensions)]) + THE_MINUTE
    return (moment or clock.now()) >= last


def _closing_day(call: Call) -> date:
    return local(last_minute_of(call), call.zone).date()


def last_day_of_questions(call: Call) -> date:
    """The day in the zone of the call until whose end questions are taken: the one that it names, else some
    days before it closes, but not before the day on which it opens."""
    assert call.opens_at is not None
    if call.questions_until is not None:
        return call.questions_until
    early = _closing_day(call) - timedelta(days=call.days_without_questions())
    return max(early, local(call.opens_at, call.zone).date())


def last_minute_of_questions(call: Call) -> datetime:
    """The end of questions as it is told: one is in time until this minute has ended. The call itself may
    close earlier on that day."""
    end = moment_in(last_day_of_questions(call), time(23, 59), call.zone)
    return min(end, last_minute_of(call))


def takes_questions(call: Call, moment: datetime | None = None) -> bool:
    """Whether questions can be asked now: from the publication to the end of the last day."""
    at = moment or clock.now()
    return questions_go_on(call, stage_of(call, at), at)


def questions_go_on(call: Call, stage: CallStage, moment: datetime | None = None) -> bool:
    """The same for a call that is taken to be in this stage."""
    if stage not in (CallStage.SCHEDULED, CallStage.OPEN):
        return False
    return (moment or clock.now()) < last_minute_of_questions(call) + THE_MINUTE


def is_waiting(question: CallQuestion) -> bool:
    """Whether the office has not dealt with it yet."""
    return question.status is QuestionStatus.WAITING


def is_published(question: CallQuestion) -> bool:
    return question.status is QuestionStatus.PUBLISHED


def answer_lacks(question: CallQuestion) -> bool:
    """Whether question or answer is not written yet in a language of the call."""
    languages = question.call.languages
    return any(lacking_languages(texts, languages) for texts in (question.question, question.answer))


def is_over(fund: Fund) -> bool:
    """Whether nothing is paid from this fund any more."""
    return fund.status in (FundStatus.CLOSED, FundStatus.TERMINATED)


def next_code(code: str) -> str:
    """An address for the copy of a call: day-of-action-2027 after day-of-action-2026, else one more word."""
    found = YEAR.search(code)
    if found is None:
        return f"{code}-2"
    return f"{code[: found.start()]}{int(found.group()) + 1}"

"""When a call is open, for whom, and what keeps it from being published. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.grants.calls.enums import CallRefusal, CallStage, CallStatus, Rule
from app.kernel import clock
from app.kernel.errors import RefusalCode

if TYPE_CHECKING:
    from app.grants.calls.models import Call

THE_MINUTE = timedelta(minutes=1)
"""A call that closes at 23:59 closes when that minute has ended, as everybody reads it."""

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
    at = moment or clock.now()
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
    if call.opens_at is None or call.closes_at is None or call.closes_at <= call.opens_at:
        found.append(CallRefusal.CLOSES_BEFORE_IT_OPENS)
    elif call.closes_at + THE_MINUTE <= clock.now():
        found.append(CallRefusal.CLOSES_IN_THE_PAST)
    return found


def is_cancelled(call: Call) -> bool:
    return call.status is CallStatus.CANCELLED


def has_closed(call: Call, moment: datetime | None = None) -> bool:
    """Whether nobody can hand in any more: time that one group was given counts too."""
    if call.closes_at is None:
        return False
    last = max([call.closes_at, *(one.closes_at for one in call.extensions)]) + THE_MINUTE
    return (moment or clock.now()) >= last

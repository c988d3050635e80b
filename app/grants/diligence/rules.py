"""Who may do what with a check, and when it counts. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.casework.rules import may_work
from app.grants.diligence.checklists import POINTS
from app.grants.diligence.enums import DiligenceRefusal, Found
from app.grants.diligence.process_words import Status
from app.kernel.actor import Actor
from app.kernel.errors import RefusalCode

if TYPE_CHECKING:
    from app.grants.diligence.models import DiligenceCheck, DiligencePoint

IN_WORDS = frozenset({Found.OTHERWISE, Found.NOT_MET})
"""Answers that say nothing without words."""


def is_answered(point: DiligencePoint) -> bool:
    """Whether a point is answered with all that belongs to its answer."""
    return point.found is not None and not lacks(
        point.code, point.found, point.note, point.source, point.source_date
    )


def lacks(
    code: str, found: Found, note: str | None, source: str | None, source_date: date | None
) -> tuple[str, ...]:
    """What is missing beside an answer: `note`, `source`, `source_date`."""
    point = POINTS[code]
    missing = []
    if not (note or "").strip() and (
        found in IN_WORDS or (found is Found.NOT_APPLICABLE and not point.plainly_absent)
    ):
        missing.append("note")
    if point.names_lists and found in (Found.MET, Found.OTHERWISE):
        if not (source or "").strip():
            missing.append("source")
        if source_date is None:
            missing.append("source_date")
    return tuple(missing)


def open_points(case: DiligenceCheck) -> list[DiligencePoint]:
    """The points that are not answered yet."""
    return [one for one in case.points if not is_answered(one)]


def points_not_met(case: DiligenceCheck) -> list[DiligencePoint]:
    return [one for one in case.points if one.found is Found.NOT_MET]


def must_fail(case: DiligenceCheck) -> bool:
    """Whether something is not met without which no money is sent, whatever the conditions."""
    return any(POINTS[one.code].essential for one in points_not_met(case))


def confirms_details(case: DiligenceCheck) -> bool:
    """Whether whoever concludes confirms with the group where money goes: the first person found it so."""
    return any(POINTS[one.code].second_person and one.found is Found.MET for one in case.points)


def may_send(actor: Actor, case: DiligenceCheck) -> RefusalCode | None:
    refused = may_work(actor, case)
    return refused or (DiligenceRefusal.POINTS_OPEN if open_points(case) else None)


def may_conclude(actor: Actor, case: DiligenceCheck) -> RefusalCode | None:
    """Whoever sent the check to a second person is not that person."""
    refused = may_work(actor, case)
    return refused or (DiligenceRefusal.SENT_BY_YOU if case.sent_by_id == actor.actor_id else None)


def waits_for_second(actor: Actor, case: DiligenceCheck) -> bool:
    """Whether the actor sent a check that nobody has concluded yet."""
    return case.status is Status.READY and case.sent_by_id == actor.actor_id


def is_passed(case: DiligenceCheck) -> bool:
    return case.status is Status.PASSED


def counts_on(case: DiligenceCheck, day: date) -> bool:
    """Whether the group is known by this check on a day."""
    return is_passed(case) and case.valid_until >= day

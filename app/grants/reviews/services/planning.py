"""The plan for a whole call: whom the engine would ask for each application, why, and who cannot and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.models import Person
from app.grants.calls.models import Call
from app.grants.reviews import matching, queries
from app.grants.reviews.enums import CannotReview
from app.grants.reviews.matching import Candidate, Plan, Wanted
from app.grants.reviews.rules import READS, standing_tie
from app.grants.reviews.services.profiles import profiles_in
from app.kernel.actor import Actor


@dataclass(frozen=True)
class PlannedCall:
    """`applications` are rows of `list_considered`; `cannot` holds (application, person) pairs, by key;
    `slots` how many reviewers each application lacks now."""

    applications: Sequence[Any]
    people: Sequence[Person]
    slots: Mapping[int, int]
    cannot: Mapping[tuple[int, int], CannotReview]
    load: Mapping[int, int]
    plan: Plan


def plan_call(call: Call, *, actor: Actor) -> PlannedCall:
    """Whom to ask for each application of a call that lacks reviewers. Nothing is written."""
    applications = queries.list_considered(actor, call)
    people = queries.list_reviewers(call.body_id)
    ids = [one.id for one in people]
    asked = queries.list_reviews_in([one.case_id for one in applications if one.case_id is not None])
    everybody = sorted({*ids, *(one.person_id for one in asked)})
    closed = queries.closed_pairs([one.id for one in applications], everybody)
    slots = _slots(applications, asked, closed, call.reviewers or 1)
    load, regions = queries.load_of(ids), queries.regions_of(ids, call.body.scheme_id)
    profiles = profiles_in(call.body_id, people)
    candidates = [
        Candidate(
            one.id,
            frozenset(profiles[one.id].languages),
            frozenset(regions.get(one.id, ())),
            load.get(one.id, 0),
            max(0, profiles[one.id].most - load.get(one.id, 0)),
        )
        for one in people
    ]
    cannot = _cannot(applications, people, asked, closed, candidates)
    wanted = [Wanted(one.id, one.language, one.region_id, slots[one.id]) for one in applications]
    made = matching.plan([one for one in wanted if one.slots], candidates, cannot)
    return PlannedCall(applications, people, slots, cannot, load, made)


def _slots(
    applications: Sequence[Any], asked: Sequence[Any], closed: set[tuple[int, int]], reviewers: int
) -> dict[int, int]:
    """The review of somebody to whom an application is closed by now is none."""
    of_case = {one.case_id: one.id for one in applications}
    counted: dict[int, int] = {}
    for case_id, person_id, status in asked:
        stands = status in READS and (of_case[case_id], person_id) not in closed
        counted[case_id] = counted.get(case_id, 0) + stands
    return {one.id: max(0, reviewers - counted.get(one.case_id, 0)) for one in applications}


def _cannot(
    applications: Sequence[Any],
    people: Sequence[Person],
    asked: Sequence[Any],
    closed: set[tuple[int, int]],
    candidates: Sequence[Candidate],
) -> dict[tuple[int, int], CannotReview]:
    """What `cannot_review` says of one pair, for all of them in a few statements."""
    before = {(case_id, person_id) for case_id, person_id, _status in asked}
    room = {one.key: one.room for one in candidates}
    found: dict[tuple[int, int], CannotReview] = {}
    for one in applications:
        for person in people:
            why = _why(one, person, closed, before, room[person.id])
            if why is not None:
                found[one.id, person.id] = why
    return found


def _why(
    one: Any,
    person: Person,
    closed: set[tuple[int, int]],
    before: set[tuple[int, int]],
    room: int,
) -> CannotReview | None:
    if (one.id, person.id) in closed:
        return CannotReview.CONNECTED
    if person.id in (one.started_by, one.officer_id):
        return CannotReview.OFFICE
    tie = standing_tie(person, one.body_id, one.region_id)
    if tie is not None:
        return tie
    if (one.case_id, person.id) in before:
        return CannotReview.ASKED_BEFORE
    return None if room else CannotReview.FULL

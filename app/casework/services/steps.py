"""Taking a step: the only writer of a status, of waits and of their clocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from app.casework import emails, queries
from app.casework.enums import CaseworkRefusal, Needs, StepForm
from app.casework.models import Casefile, Wait, WaitDone
from app.casework.process import Asked, Step, refusal
from app.casework.services.copies import copy_organisation
from app.casework.services.roles import take_role
from app.kernel import audit, clock, jobs
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import db
from app.kernel.errors import DomainError, require, require_version


def start_case(case: Casefile, *, actor: Actor, parent: Casefile | None = None, **details: Any) -> None:
    """Add a new case in the first stage of its process. One that belongs to a `parent` lies in the same
    network and region, is about the same organisation, and came to the network's side with it. It is called
    as the organisation is, unless it has a title of its own.

    Raises ValueError where the parent belongs to another case itself: who may know of a case, and who must
    not judge it, is asked of two generations.
    """
    if parent is not None and parent.parent_id is not None:
        raise ValueError(f"{parent.kind}: belongs to another case, so nothing can belong to it")
    if parent is not None:
        case.parent, case.body, case.organisation = parent, parent.body, parent.organisation
        case.body_id, case.region_id = parent.body_id, parent.region_id
        case.organisation_id = parent.organisation_id
    with db.session.no_autoflush:  # it is not complete yet
        copy_organisation(case)
    case.status_code, case.open_key = case.process.start, case.open_key_when_open()
    case.is_queued = case.process.stages[case.process.start].queued
    case.sent_at = clock.now() if case.is_queued else parent.sent_at if parent is not None else None
    case.waits, case.people = [], []
    db.session.add(case)
    db.session.flush()
    begun = ask(case)
    record_event(case, "started", actor=actor, **details)
    if case.is_queued:
        emails.tell_parties(case, begun)


def take_step(
    case: Casefile,
    action: StrEnum,
    *,
    actor: Actor,
    expected_version: int | None = None,
    note: str | None = None,
    **details: Any,
) -> None:
    """Take a step that changes nothing but the case itself.

    Raises DomainError: NOT_IN_THIS_STATE or CHANGED_MEANWHILE when somebody was faster, NOT_YOURS_TO_DO, or
    what the step's own rule says.
    """
    with taking_step(case, action, actor=actor, expected_version=expected_version, note=note, **details):
        pass


@contextmanager
def taking_step(
    case: Casefile,
    action: StrEnum,
    *,
    actor: Actor,
    expected_version: int | None = None,
    note: str | None = None,
    organisation_id: int | None = None,
    **details: Any,
) -> Iterator[None]:
    """Take a step with what belongs to it: rules first, then the body of the `with`, then the move.

    `organisation_id` is the member for which the actor does their part. `details` go into the history.
    Raises what `take_step` raises.
    """
    step = case.process.step(case.status, action)
    require(refusal(actor, case, action))
    assert step is not None
    if not step.personal:
        require_version(expected_version, case.version)
    if step.form is StepForm.REASON and not (note or "").strip():
        raise DomainError(CaseworkRefusal.REASON_MISSING)
    yield
    take_role(case, action, actor)
    _note_part(case, action, actor, organisation_id)
    _move(case, step, actor=actor, note=note, details=details)


def _note_part(case: Casefile, action: StrEnum, actor: Actor, organisation_id: int | None) -> None:
    """Of waits that need each, this person's own part is done. Whether that is enough, the process says."""
    if actor.actor_id is None:
        return
    for wait in case.waits_for(action):
        if wait.needs is Needs.EACH:
            db.session.merge(
                WaitDone(wait_id=wait.id, person_id=actor.actor_id, organisation_id=organisation_id)
            )


def _move(case: Casefile, step: Step, *, actor: Actor, note: str | None, details: dict[str, Any]) -> None:
    moment = clock.now()
    payload = {name: value for name, value in details.items() if value is not None}
    if note:
        payload["note"] = note
    if step.to is not None:
        payload |= {"from": case.status.value, "to": step.to.value}
        _enter(case, step.to, moment)
    record_event(case, step.action, actor=actor, **payload)
    stage = case.process.stages[step.to] if step.to is not None else None
    told = stage is not None and stage.tells_applicant and not case.process.words[step.action].private
    if told:
        emails.tell_organisation(case, about=case.status)
    unreached = case.reach_out_since is None
    begun = ask(case)
    emails.tell_of_step(case, stage, begun, told=told)
    if unreached and case.reach_out_since is not None:
        emails.tell_parties(case, update_waits(case))  # somebody else has to reach the group
    if not case.is_open:
        _end_family(case)


def _end_family(case: Casefile) -> None:
    """What the end of a case means for those that it belongs to, and that belong to it.

    Whoever writes on a case never takes the lock of its parent: the family is asked again by jobs. So locks
    go from the parent to its children, never back.
    """
    if case.parent_id is not None:
        jobs.enqueue("casework.ask_family_again", case_id=case.parent_id)
    for child_id in queries.list_open_children(case.id):
        child: Casefile = queries.get_case(child_id)
        action = child.process.ends_with_parent
        if action is not None and child.process.step(child.status, action) is not None:
            take_step(child, action, actor=SYSTEM)


def _enter(case: Casefile, status: StrEnum, moment: datetime) -> None:
    stage = case.process.stages[status]
    if stage.open and not case.is_open:
        copy_organisation(case)  # which may have another name by now
    case.status_code, case.stage_entered_at = status, moment
    case.is_open, case.is_queued = stage.open, stage.open and stage.queued
    if case.is_queued and case.sent_at is None:
        case.sent_at = moment
    case.closed_at = None if stage.open else moment
    case.open_key = case.open_key_when_open() if stage.open else None
    for wait in case.open_waits:
        wait.ended_at = moment


def ask(case: Casefile) -> list[Wait]:
    """Ask after an act whom the case waits for now; answers the waits that began."""
    _touch(case)
    return update_waits(case)


def update_waits(case: Casefile) -> list[Wait]:
    """Bring the open waits into line with what the process says; answers those that began and whose party is
    to be told. What goes on keeps its clock, and a case whose waits stay keeps its version: forms that are
    open are not refused."""
    moment = clock.now()
    before = [(wait.party, wait.action, wait.due_at) for wait in case.open_waits]
    wanted = {(_party(case, one), one.action.value): one for one in case.process.waits(case)}
    for wait in case.open_waits:
        asked = wanted.pop((wait.party, wait.action), None)
        if asked is None:
            wait.ended_at = moment
        elif asked.until is not None and asked.until != wait.due_at and case.held_at is None:
            wait.set_due(asked.until, case.remind_before())
    begun = [(_begin(case, party, one, moment), one.quiet) for (party, _), one in wanted.items()]
    case.waits.extend(wait for wait, _quiet in begun)
    db.session.flush()
    case.waits_on, case.sort_due = queries.first_due(case.open_waits)
    if before != [(wait.party, wait.action, wait.due_at) for wait in case.open_waits]:
        _touch(case)
    return [wait for wait, quiet in begun if not quiet]


def _touch(case: Casefile) -> None:
    """Every act moves the version, even within one tick of the clock."""
    case.touched_at = clock.now()
    flag_modified(case, "touched_at")


def _party(case: Casefile, asked: Asked) -> str:
    """The party, or the other one while nobody of the first can take the step: a coordinator with a conflict
    holds the role, and yet the case would wait for nobody."""
    if not asked.otherwise or queries.list_people_of(asked.party, case, asked.action):
        return asked.party
    return asked.otherwise


def _begin(case: Casefile, party: str, asked: Asked, moment: datetime) -> Wait:
    due = asked.until
    if asked.limit:
        due = moment + timedelta(days=case.days(asked.limit))
    wait = Wait(case_id=case.id, action=asked.action.value, party=party, needs=asked.needs, since=moment)
    if case.held_at is not None and due is not None:
        wait.seconds_left, due = int((due - moment).total_seconds()), None
    wait.set_due(due, case.remind_before())
    return wait


def extend(
    case: Casefile,
    action: StrEnum,
    *,
    days: int,
    longest: int,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Move the deadline that this step extends, counted from its present end: by `longest` days at most, all
    extensions of it together.

    Raises EXTENSION_TOO_LONG, EXTENDED_TO_THE_END where no day is left, NOTHING_TO_EXTEND where nothing is
    due.
    """
    with taking_step(case, action, actor=actor, expected_version=expected_version, days=days):
        step = case.process.step(case.status, action)
        assert step is not None
        assert step.extends is not None
        waits = [one for one in case.waits_for(step.extends) if one.due_at is not None]
        if not waits:
            raise DomainError(CaseworkRefusal.NOTHING_TO_EXTEND)
        most = longest - _days_extended(case, action, since=min(wait.since for wait in waits))
        if most < 1:
            raise DomainError(CaseworkRefusal.EXTENDED_TO_THE_END, longest=longest)
        if not 1 <= days <= most:
            raise DomainError(CaseworkRefusal.EXTENSION_TOO_LONG, most=most)
        for wait in waits:
            assert wait.due_at is not None
            wait.set_due(wait.due_at + timedelta(days=days), case.remind_before())


def _days_extended(case: Casefile, action: StrEnum, *, since: datetime) -> int:
    """By how many days this step has moved the deadline of a wait that began then, as the history tells."""
    kind = case.process.event_kind(action)
    events = [one for one in queries.list_events(case) if one.kind == kind]
    return sum(int(one.details.get("days", 0)) for one in events if one.at >= since)


def record_event(case: Casefile, kind: str, *, actor: Actor, **details: Any) -> None:
    """Tell the history something that is no step."""
    audit.record(
        case.process.event_kind(kind),
        subject=case.process.subject,
        subject_id=case.id,
        actor=actor,
        body_id=case.body_id,
        details=details or None,
    )

"""People in a case: ties declared, roles taken, who looks after it, who must not know of it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from app.casework import emails
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.models import CaseExclusion, Casefile, CasePerson
from app.casework.rules import may_read, person_in
from app.casework.services.steps import ask, record_event
from app.kernel import clock, jobs
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal


def declare_tie(case: Casefile, *, tie: DeclaredTie, note: str, actor: Actor) -> None:
    """Say how one is connected to the case's organisation. It may become a conflict later, and a conflict
    stays one (CONFLICT_STAYS). It holds for the whole family of a case: it is about the organisation."""
    if not may_read(actor, case):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    held = _person(case.parent or case, actor)
    if held.tie is DeclaredTie.CONFLICT and tie is not DeclaredTie.CONFLICT:
        raise DomainError(CaseworkRefusal.CONFLICT_STAYS)
    held.tie, held.note, held.declared_at = tie, note or None, clock.now()
    record_event(case, "tie_declared", actor=actor, tie=tie.value)
    emails.tell_parties(case, ask(case))
    if case.parent_id is not None:
        jobs.enqueue("casework.ask_family_again", case_id=case.parent_id)


def take_role(case: Casefile, role: StrEnum, *, actor: Actor) -> None:
    """Note the actor's role in this case. A rule has said that it is free; the key keeps it one."""
    held = _person(case, actor)
    if held.role not in (None, role):
        raise DomainError(CaseworkRefusal.ALREADY_HAS_A_ROLE)
    held.role = role.value


def note_prepared(case: Casefile, *, actor: Actor) -> None:
    """The actor did work on which others decide."""
    _person(case, actor).prepared_at = clock.now()


def note_seen(case: Casefile, *, actor: Actor) -> None:
    """A contact has opened the news of their case."""
    _person(case, actor).seen_at = clock.now()


def exclude(case: Casefile, organisation_ids: Collection[int]) -> None:
    """These organisations must not know of the case."""
    known = {one.organisation_id for one in case.exclusions}
    for organisation_id in sorted(set(organisation_ids) - known):
        case.exclusions.append(CaseExclusion(case_id=case.id, organisation_id=organisation_id))


def _person(case: Casefile, actor: Actor) -> CasePerson:
    assert actor.actor_id is not None
    held = person_in(actor.actor_id, case)
    if held is None:
        held = CasePerson(case_id=case.id, person_id=actor.actor_id)
        case.people.append(held)
    return held

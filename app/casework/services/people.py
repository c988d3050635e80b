"""People in a case: ties declared, news seen, who must not know of it."""

from __future__ import annotations

from collections.abc import Collection

from app.casework import emails
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.models import CaseExclusion, Casefile
from app.casework.queries import list_open_children
from app.casework.rules import is_asked_by_name, may_read
from app.casework.services.roles import person_of
from app.casework.services.steps import ask, record_event
from app.kernel import clock, jobs
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal


def declare_tie(case: Casefile, *, tie: DeclaredTie, note: str, actor: Actor) -> None:
    """Say how one is connected to the case's organisation. It may become a conflict later, and a conflict
    stays one (CONFLICT_STAYS). It holds for the whole family of a case: it is about the organisation."""
    if not may_read(actor, case) and not is_asked_by_name(actor, case):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    held = person_of(case.parent or case, actor)
    if held.tie is DeclaredTie.CONFLICT and tie is not DeclaredTie.CONFLICT:
        raise DomainError(CaseworkRefusal.CONFLICT_STAYS)
    held.tie, held.note, held.declared_at = tie, note or None, clock.now()
    record_event(case, "tie_declared", actor=actor, tie=tie.value)
    emails.tell_parties(case, ask(case))
    _ask_family(case)


def _ask_family(case: Casefile) -> None:
    """Something that concerns a whole family of cases changed: review the others as a job."""
    if case.parent_id is not None or list_open_children(case.id):
        jobs.enqueue("casework.ask_family_again", case_id=case.parent_id or case.id)


def note_prepared(case: Casefile, *, actor: Actor) -> None:
    """The actor did work on which others decide."""
    person_of(case, actor).prepared_at = clock.now()


def note_seen(case: Casefile, *, actor: Actor) -> None:
    """A contact has opened the news of their case."""
    person_of(case, actor).seen_at = clock.now()


def exclude(case: Casefile, organisation_ids: Collection[int]) -> None:
    """These organisations must not know of the case, nor of what belongs to it."""
    known = {one.organisation_id for one in case.exclusions}
    new = sorted(set(organisation_ids) - known)
    case.exclusions.extend(CaseExclusion(case_id=case.id, organisation_id=one) for one in new)
    if new:
        _ask_family(case)

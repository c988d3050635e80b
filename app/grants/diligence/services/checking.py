"""A check is started and filled in by the office, and sent to a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.models import CasePerson
from app.casework.services import start_case, taking_step
from app.grants.diligence import queries
from app.grants.diligence.checklists import CHECKLISTS
from app.grants.diligence.enums import DiligenceRefusal, Found, Tier
from app.grants.diligence.models import DiligenceCheck, DiligencePoint
from app.grants.diligence.process_words import Action
from app.kernel import clock
from app.kernel.actor import Actor, can
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody, Organisation
from app.organisations.queries import region_of


@dataclass(frozen=True)
class Given:
    """What was filled in on one point; `found` is None where it is still open."""

    found: Found | None = None
    note: str = ""
    source: str = ""
    source_date: date | None = None


def start_check(body: NetworkBody, organisation: Organisation, tier: Tier, *, actor: Actor) -> DiligenceCheck:
    """Begin to check a group. Whoever is in conflict with it, by a grant of it too, is kept out from the
    start. Raises NOT_YOURS_TO_DO, RECUSED, RUNNING_ALREADY, ValueError for a tier without a checklist."""
    if not can(actor, Permission.SCREEN_GRANTS, body=body.id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    refuse_conflict(body.id, organisation.id, actor)
    if tier not in CHECKLISTS:
        raise ValueError(f"{tier}: no checklist")
    if queries.find_running(body.id, organisation.id) is not None:
        raise DomainError(DiligenceRefusal.RUNNING_ALREADY)
    check = DiligenceCheck(
        body=body,
        body_id=body.id,
        organisation=organisation,
        organisation_id=organisation.id,
        region_id=region_of(organisation, body.scheme_id),
        tier=tier,
        started_by=actor.actor_id,
        points=[DiligencePoint(code=one.code) for one in CHECKLISTS[tier]],
    )
    start_case(check, actor=actor, tier=tier.value)
    for person_id in queries.list_conflicted(body.id, organisation.id):
        check.people.append(
            CasePerson(
                case_id=check.id, person_id=person_id, tie=DeclaredTie.CONFLICT, declared_at=clock.now()
            )
        )
    return check


def refuse_conflict(body_id: int, organisation_id: int, actor: Actor) -> None:
    """A conflict that was declared on any grant of the group closes its checks too. Raises RECUSED."""
    if queries.is_closed(body_id, organisation_id, actor):
        raise DomainError(CaseworkRefusal.RECUSED)


def answer_points(
    check: DiligenceCheck,
    given: Mapping[str, Given],
    *,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Keep what was filled in, as far as it is. Who changed a point is kept with it: of sanctions, that is
    who cleared the group. Raises CHANGED_MEANWHILE, RECUSED."""
    refuse_conflict(check.body_id, check.organisation_id, actor)
    with taking_step(check, Action.ANSWER, actor=actor, expected_version=expected_version):
        for point in check.points:
            if point.code in given:
                _answer(point, given[point.code], actor)


def _answer(point: DiligencePoint, given: Given, actor: Actor) -> None:
    said = (given.found, given.note.strip() or None, given.source.strip() or None, given.source_date)
    if said == (point.found, point.note, point.source, point.source_date):
        return
    point.found, point.note, point.source, point.source_date = said
    point.answered_by_id, point.answered_at = actor.actor_id, clock.now()


def send_check(check: DiligenceCheck, *, actor: Actor, expected_version: int | None = None) -> None:
    """Let a second person conclude it. Raises POINTS_OPEN."""
    refuse_conflict(check.body_id, check.organisation_id, actor)
    with taking_step(check, Action.SEND, actor=actor, expected_version=expected_version):
        check.sent_by_id, check.request = actor.actor_id, None


def return_check(
    case: DiligenceCheck, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """A second person wants something to be looked at again. Raises REASON_MISSING."""
    refuse_conflict(case.body_id, case.organisation_id, actor)
    with taking_step(case, Action.RETURN, actor=actor, note=note, expected_version=expected_version):
        case.request, case.sent_by_id = note, None

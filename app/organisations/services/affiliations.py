"""Dated edges that are not membership: part of, hosted by, in a sub-network, member of an outside body."""

from __future__ import annotations

from datetime import date

from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.organisations.enums import AffiliationKind, DatePrecision, OrganisationRefusal
from app.organisations.models import Affiliation, NetworkBody, Organisation
from app.organisations.queries import list_affiliations
from app.organisations.rules import is_before
from app.organisations.services.officers import check_keeps_record

ONE_AT_A_TIME = frozenset({AffiliationKind.PART_OF, AffiliationKind.HOSTED_BY})


def affiliate(
    organisation: Organisation,
    *,
    kind: AffiliationKind,
    actor: Actor,
    to: Organisation | None = None,
    outside_name: str | None = None,
    since: date | None = None,
    precision: DatePrecision = DatePrecision.UNKNOWN,
    body: NetworkBody | None = None,
) -> Affiliation:
    """Tie the organisation to one we know (`to`) or to one outside, by its name.

    One parent and one host at a time. Raises DomainError: WHICH_ORGANISATION, NOT_TO_ITSELF,
    ONE_AT_A_TIME, ALREADY_AFFILIATED, NOT_IN_THE_FUTURE.
    """
    check_keeps_record(organisation, body, actor)
    name = (outside_name or "").strip() or None
    _check_other_end(organisation, to, name)
    _check_not_ahead(since)
    known = list_affiliations(organisation.id)
    held = [edge for edge in known if edge.kind is kind and edge.ended_at is None]
    if held and kind in ONE_AT_A_TIME:
        raise DomainError(OrganisationRefusal.ONE_AT_A_TIME)
    if any(edge.to_organisation is to and edge.outside_name == name for edge in held):
        raise DomainError(OrganisationRefusal.ALREADY_AFFILIATED)
    edge = Affiliation(
        organisation_id=organisation.id,
        kind=kind,
        to_organisation_id=to.id if to is not None else None,
        outside_name=name,
        effective_from=since,
        from_precision=precision,
    )
    db.session.add(edge)
    db.session.flush()
    _record("organisation.affiliated", edge, actor)
    return edge


def end_affiliation(
    edge: Affiliation,
    *,
    actor: Actor,
    until: date | None = None,
    precision: DatePrecision = DatePrecision.UNKNOWN,
    body: NetworkBody | None = None,
) -> None:
    """It no longer holds; it stays in the history. `until` is None where nobody knows since when.

    Raises DomainError: CHANGED_MEANWHILE when it ended before, NOT_IN_THE_FUTURE, ENDS_BEFORE_IT_BEGAN.
    """
    check_keeps_record(edge.organisation, body, actor)
    if edge.ended_at is not None:
        raise DomainError(KernelRefusal.CHANGED_MEANWHILE)
    _check_not_ahead(until)
    began = edge.effective_from
    if until is not None and began is not None and is_before(until, precision, began, edge.from_precision):
        raise DomainError(OrganisationRefusal.ENDS_BEFORE_IT_BEGAN)
    edge.ended_at, edge.effective_to, edge.to_precision = now(), until, precision
    db.session.expire(edge.organisation, ["affiliations"])
    _record("organisation.affiliation_ended", edge, actor)


def _check_other_end(organisation: Organisation, to: Organisation | None, name: str | None) -> None:
    if (to is None) is (name is None):
        raise DomainError(OrganisationRefusal.WHICH_ORGANISATION)
    if to is not None and to.id == organisation.id:
        raise DomainError(OrganisationRefusal.NOT_TO_ITSELF)


def _check_not_ahead(day: date | None) -> None:
    if day is not None and day > today():
        raise DomainError(OrganisationRefusal.NOT_IN_THE_FUTURE)


def _record(kind: str, edge: Affiliation, actor: Actor) -> None:
    audit.record(
        kind,
        subject="organisation",
        subject_id=edge.organisation_id,
        actor=actor,
        details={"affiliation": edge.ref, "kind": edge.kind.value},
    )

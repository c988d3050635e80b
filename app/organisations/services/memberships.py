"""Memberships: beginning, suspending, reinstating and ending them."""

from __future__ import annotations

from datetime import date

from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.workflow import advance
from app.organisations.enums import DatePrecision, MembershipAction, OrganisationRefusal
from app.organisations.models import Membership, NetworkBody, Organisation
from app.organisations.queries import current_membership
from app.organisations.rules import is_before
from app.organisations.services.hiding import end_hiding_by
from app.organisations.services.listing import refresh_listing
from app.organisations.services.officers import reason_given


def admit(
    organisation: Organisation,
    *,
    body: NetworkBody,
    tier: str,
    effective_on: date,
    actor: Actor,
    application_ref: str | None = None,
    precision: DatePrecision = DatePrecision.DAY,
) -> Membership:
    """Make the organisation a member from `effective_on`, and list it as far as it agreed.

    Who may decide this is the admission process's business; here only what cannot be: a second membership
    in the same body (ALREADY_MEMBER) or a tier that the body does not have (NO_SUCH_TIER).
    """
    if body.tiers and tier not in body.tiers:
        raise DomainError(OrganisationRefusal.NO_SUCH_TIER, tier=tier)
    if current_membership(organisation.id, body.id) is not None:
        raise DomainError(OrganisationRefusal.ALREADY_MEMBER)
    membership = Membership(
        organisation=organisation,
        body=body,
        tier=tier,
        effective_from=effective_on,
        from_precision=precision,
        application_ref=application_ref,
    )
    db.session.add(membership)
    db.session.flush()
    audit.record(
        "membership.began",
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        body_id=body.id,
        details={"membership": membership.ref, "tier": tier, "from": effective_on.isoformat()},
    )
    refresh_listing(organisation)
    return membership


def suspend_membership(membership: Membership, *, actor: Actor, reason: str) -> None:
    """Suspend a membership: it stays, and the entry is hidden. Raises DomainError: REASON_NEEDED."""
    advance(membership, MembershipAction.SUSPEND, actor=actor, note=reason_given(reason))
    refresh_listing(membership.organisation)


def reinstate_membership(membership: Membership, *, actor: Actor, reason: str) -> None:
    """End a suspension. Raises DomainError: REASON_NEEDED."""
    advance(membership, MembershipAction.REINSTATE, actor=actor, note=reason_given(reason))
    refresh_listing(membership.organisation)


def end_membership(
    membership: Membership,
    *,
    actor: Actor,
    reason: str,
    effective_on: date | None = None,
    precision: DatePrecision = DatePrecision.DAY,
) -> None:
    """End a membership. The row stays: it was a member, and that remains true.

    Raises DomainError: REASON_NEEDED, NOT_IN_THE_FUTURE, ENDS_BEFORE_IT_BEGAN.
    """
    last_day = effective_on or today()
    if last_day > today():
        raise DomainError(OrganisationRefusal.NOT_IN_THE_FUTURE)
    if is_before(last_day, precision, membership.effective_from, membership.from_precision):
        raise DomainError(OrganisationRefusal.ENDS_BEFORE_IT_BEGAN)
    advance(membership, MembershipAction.END, actor=actor, note=reason_given(reason))
    membership.effective_to, membership.to_precision = last_day, precision
    end_hiding_by(membership.organisation, membership.body_id)
    refresh_listing(membership.organisation)

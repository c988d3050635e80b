"""A secretariat hides the whole entry of a member, and shows it again."""

from __future__ import annotations

from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.organisations.models import HiddenListing, NetworkBody, Organisation
from app.organisations.queries import list_hidings
from app.organisations.services.listing import refresh_listing
from app.organisations.services.officers import check_keeps_record, reason_given


def end_hiding_by(organisation: Organisation, body_id: int) -> None:
    """End the hiding by a network that the organisation no longer belongs to."""
    hidings = list_hidings(organisation.id)
    for hiding in hidings:
        if hiding.body_id == body_id:
            hiding.ended_at = now()
    organisation.hidden = any(hiding.ended_at is None for hiding in hidings)


def set_hidden(
    organisation: Organisation, *, body: NetworkBody, hidden: bool, reason: str, actor: Actor
) -> None:
    """Hide the entry in every network, or end that for one's own part; both with a reason.

    What other secretariats hid for reasons of their own stays hidden. Raises DomainError: REASON_NEEDED,
    or CHANGED_MEANWHILE where it is so already.
    """
    check_keeps_record(organisation, body, actor)
    given = reason_given(reason)
    hidings = list_hidings(organisation.id)
    own = next((hiding for hiding in hidings if hiding.body_id == body.id), None)
    if hidden is (own is not None):
        raise DomainError(KernelRefusal.CHANGED_MEANWHILE)
    if own is None:
        db.session.add(
            HiddenListing(
                organisation_id=organisation.id, body_id=body.id, reason=given, hidden_by_id=actor.actor_id
            )
        )
        organisation.hidden = True
    else:
        own.ended_at = now()
        organisation.hidden = len(hidings) > 1
    audit.record(
        "organisation.hidden" if hidden else "organisation.shown_again",
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        body_id=body.id,
        details={"note": given},
    )
    refresh_listing(organisation)

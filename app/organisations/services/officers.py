"""What a secretariat may do to the record of its members is asked again here, whoever calls."""

from __future__ import annotations

from app.kernel.actor import Actor, is_system
from app.kernel.errors import DomainError, KernelRefusal
from app.organisations.enums import OrganisationRefusal
from app.organisations.models import NetworkBody, Organisation
from app.organisations.queries import current_membership
from app.organisations.rules import can_keep_record


def check_keeps_record(organisation: Organisation, body: NetworkBody | None, actor: Actor) -> None:
    """Refuses unless `actor` keeps the records of `body`, and the organisation is its member now.

    Only the system acts for no network at all.
    """
    if is_system(actor):
        return
    if body is None or not can_keep_record(actor, body.id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if current_membership(organisation.id, body.id) is None:
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)


def reason_given(reason: str) -> str:
    """The reason without white space around it. Raises DomainError: REASON_NEEDED."""
    given = reason.strip()
    if not given:
        raise DomainError(OrganisationRefusal.REASON_NEEDED)
    return given

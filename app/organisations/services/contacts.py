"""The people who speak for an organisation. There is always a lead."""

from __future__ import annotations

from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.organisations.enums import ContactRole, OrganisationRefusal
from app.organisations.models import Contact, Organisation
from app.organisations.queries import contact_role, list_contacts
from app.organisations.rules import is_last_lead


def add_contact(organisation: Organisation, *, person_id: int, role: ContactRole, actor: Actor) -> Contact:
    """Let a person speak for the organisation. Raises DomainError: ALREADY_CONTACT."""
    if contact_role(person_id, organisation.id) is not None:
        raise DomainError(OrganisationRefusal.ALREADY_CONTACT)
    contact = Contact(organisation_id=organisation.id, person_id=person_id, role=role)
    db.session.add(contact)
    db.session.flush()
    _record("organisation.contact_added", contact, actor)
    return contact


def change_contact_role(contact: Contact, *, role: ContactRole, actor: Actor) -> None:
    """Give a contact another role. Raises DomainError: LAST_LEAD."""
    if role is not ContactRole.LEAD:
        _keep_a_lead(contact)
    contact.role = role
    _record("organisation.contact_role_changed", contact, actor)


def end_contact(contact: Contact, *, actor: Actor) -> None:
    """This person no longer speaks for the organisation. Raises DomainError: LAST_LEAD."""
    _keep_a_lead(contact)
    contact.ended_at = now()
    _record("organisation.contact_ended", contact, actor)


def _keep_a_lead(contact: Contact) -> None:
    if is_last_lead(contact, list_contacts(contact.organisation_id)):
        raise DomainError(OrganisationRefusal.LAST_LEAD)


def _record(kind: str, contact: Contact, actor: Actor) -> None:
    audit.record(
        kind,
        subject="organisation",
        subject_id=contact.organisation_id,
        actor=actor,
        details={"person": contact.person_id, "role": contact.role.value},
    )

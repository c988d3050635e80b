"""Who sees which field: narrowing is free, opening takes a dated consent by the organisation's lead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from app.kernel import audit
from app.kernel.actor import Actor, can, is_system
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.permissions import Permission
from app.organisations.enums import Audience, ConsentPurpose, ContactRole, Field, OrganisationRefusal
from app.organisations.fields import FIELDS, audiences_to_choose
from app.organisations.models import FieldChoice, FieldConsent, NetworkBody, Organisation
from app.organisations.projection import Viewer
from app.organisations.queries import contact_role
from app.organisations.rules import can_decide_visibility
from app.organisations.services.listing import refresh_listing

CONSENT_TEXT_VERSION = 2
"""Grows whenever the consent words in `labels.consent` change: a consent names what was read."""


def set_audience(
    organisation: Organisation,
    *,
    field: Field,
    body: NetworkBody,
    audience: Audience,
    actor: Actor,
    consented: bool = False,
    language: str = "en",
    expires_at: datetime | None = None,
) -> None:
    """Show `field` to `audience` in `body`.

    Wider than the default it needs `consented=True`, said by the lead (CONSENT_NEEDED); never past what
    the table of fields allows (AUDIENCE_TOO_WIDE).
    """
    role = _deciding_role(organisation, actor)
    if audience not in audiences_to_choose(field):
        raise DomainError(OrganisationRefusal.AUDIENCE_TOO_WIDE)
    if audience.is_wider_than(FIELDS[field].default):
        if not consented:
            raise DomainError(OrganisationRefusal.CONSENT_NEEDED)
        _consent(organisation, field, body, audience, actor, role, language, expires_at)
    else:
        _narrow(organisation, field, body, audience, actor)
    _record(organisation, field, body, audience, actor)
    refresh_listing(organisation)


def give_consent(
    organisation: Organisation,
    *,
    field: Field,
    body: NetworkBody,
    audience: Audience,
    actor: Actor,
    language: str,
    expires_at: datetime | None = None,
) -> None:
    """The lead's yes to showing `field` to `audience`, which is more people than usual."""
    set_audience(
        organisation,
        field=field,
        body=body,
        audience=audience,
        actor=actor,
        consented=True,
        language=language,
        expires_at=expires_at,
    )


def withdraw_consent(organisation: Organisation, *, field: Field, body: NetworkBody, actor: Actor) -> None:
    """Show the field to its default audience again, at once and everywhere."""
    _deciding_role(organisation, actor)
    _withdraw(organisation, field, body, actor)
    _record(organisation, field, body, FIELDS[field].default, actor)
    refresh_listing(organisation)


def _deciding_role(organisation: Organisation, actor: Actor) -> ContactRole | None:
    role = contact_role(actor.actor_id, organisation.id)
    if not is_system(actor) and not can_decide_visibility(role):
        raise DomainError(OrganisationRefusal.ONLY_THE_LEAD)
    return role


def _consent(
    organisation: Organisation,
    field: Field,
    body: NetworkBody,
    audience: Audience,
    actor: Actor,
    role: ContactRole | None,
    language: str,
    expires_at: datetime | None,
) -> None:
    _withdraw(organisation, field, body, actor)
    db.session.add(
        FieldConsent(
            organisation_id=organisation.id,
            body_id=body.id,
            field=field,
            audience=audience,
            purpose=ConsentPurpose.DIRECTORY,
            text_version=CONSENT_TEXT_VERSION,
            text_language=language,
            given_by_id=actor.actor_id,
            giver_role=role,
            given_at=now(),
            expires_at=expires_at,
        )
    )


def _withdraw(organisation: Organisation, field: Field, body: NetworkBody, actor: Actor) -> None:
    moment = now()
    for consent in organisation.field_consents:
        if consent.body_id == body.id and consent.field is field and consent.is_live(moment):
            consent.withdrawn_at, consent.withdrawn_by_id = moment, actor.actor_id
    db.session.execute(
        delete(FieldChoice).where(
            FieldChoice.organisation_id == organisation.id,
            FieldChoice.body_id == body.id,
            FieldChoice.field == field,
        )
    )
    db.session.flush()
    db.session.expire(organisation, ["field_choices"])


def _narrow(
    organisation: Organisation, field: Field, body: NetworkBody, audience: Audience, actor: Actor
) -> None:
    _withdraw(organisation, field, body, actor)
    if audience is not FIELDS[field].default:
        db.session.add(
            FieldChoice(
                organisation_id=organisation.id,
                body_id=body.id,
                field=field,
                audience=audience,
                chosen_by_id=actor.actor_id,
            )
        )


def _record(
    organisation: Organisation, field: Field, body: NetworkBody, audience: Audience, actor: Actor
) -> None:
    audit.record(
        "organisation.audience_set",
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        body_id=body.id,
        details={"field": field.value, "audience": audience.value},
    )


def open_need_to_know(organisation: Organisation, *, viewer: Viewer, actor: Actor, reason: str) -> Viewer:
    """The same viewer, who may now also read this organisation's need-to-know fields, once.

    The audit trail keeps the reading and its reason, whether or not the fields hold anything.
    """
    if not can(actor, Permission.READ_NEED_TO_KNOW, body=viewer.body_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if not reason.strip():
        raise DomainError(OrganisationRefusal.REASON_NEEDED)
    audit.record(
        "organisation.need_to_know_read",
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        body_id=viewer.body_id,
        details={"reason": reason.strip()},
    )
    return Viewer(viewer.body_id, viewer.standing, viewer.regions, need_to_know_of=organisation.id)

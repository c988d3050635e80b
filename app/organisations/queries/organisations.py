"""Organisations and the people who speak for them. Somebody else's organisation answers "not found"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.ids import normalise_ref
from app.organisations.enums import ContactRole, NameKind, OrganisationRefusal
from app.organisations.models import (
    Affiliation,
    Contact,
    FieldConsent,
    NetworkBody,
    Organisation,
    OrganisationName,
)
from app.organisations.projection import ProjectedOrganisation, Viewer, project
from app.organisations.queries.bodies import active_membership
from app.organisations.queries.regions import region_of


def find_organisation(ref: str) -> Organisation | None:
    """The organisation of this reference, whoever asks: only for code that checks its reader itself."""
    return db.session.execute(
        select(Organisation)
        .where(Organisation.ref == normalise_ref(ref))
        .options(
            selectinload(Organisation.names),
            selectinload(Organisation.descriptions),
            selectinload(Organisation.field_choices),
            selectinload(Organisation.field_consents),
            joinedload(Organisation.profile),
        )
    ).scalar_one_or_none()


def get_organisation(organisation_id: int) -> Organisation:
    """The organisation of this key. Raises NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_ORGANISATION)
    return organisation


def list_organisations_whose_consent_ran_out(within: timedelta) -> Sequence[Organisation]:
    """Organisations with a consent that ran out during the last `within`."""
    moment = now()
    expired = select(FieldConsent.organisation_id).where(
        FieldConsent.expires_at <= moment,
        FieldConsent.expires_at > moment - within,
        FieldConsent.withdrawn_at.is_(None),
    )
    return (
        db.session.execute(select(Organisation).where(Organisation.id.in_(expired)).order_by(Organisation.id))
        .scalars()
        .all()
    )


def names_of(organisation_ids: Collection[int]) -> dict[int, str]:
    """Organisation id → known-as name in its own language. The caller checks that the reader may know it."""
    if not organisation_ids:
        return {}
    rows = db.session.execute(
        select(
            OrganisationName.organisation_id,
            OrganisationName.text,
            OrganisationName.language == Organisation.content_language,
        )
        .join(Organisation, Organisation.id == OrganisationName.organisation_id)
        .where(
            OrganisationName.organisation_id.in_(organisation_ids),
            OrganisationName.kind == NameKind.KNOWN_AS,
        )
        .order_by(OrganisationName.id)
    )
    names: dict[int, str] = {}
    for organisation_id, text, is_own_language in rows:
        if is_own_language or organisation_id not in names:
            names[organisation_id] = text
    return names


def contact_role(person_id: int | None, organisation_id: int) -> ContactRole | None:
    """In which role this person speaks for the organisation today, if at all."""
    if person_id is None:
        return None
    return db.session.execute(
        select(Contact.role).where(
            Contact.person_id == person_id,
            Contact.organisation_id == organisation_id,
            Contact.ended_at.is_(None),
        )
    ).scalar_one_or_none()


def get_own_organisation(ref: str, person_id: int | None) -> tuple[Organisation, ContactRole]:
    """An organisation this person speaks for, and in which role. Raises NotFound for any other."""
    organisation = find_organisation(ref)
    role = contact_role(person_id, organisation.id) if organisation is not None else None
    if organisation is None or role is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_ORGANISATION)
    return organisation, role


def list_contact_organisations(person_id: int) -> list[tuple[Organisation, ContactRole]]:
    """The organisations this person speaks for, with names, the first joined first."""
    rows = db.session.execute(_contacts_of_person(), {"person_id": person_id}).scalars()
    return [(contact.organisation, contact.role) for contact in rows]


@cache
def _contacts_of_person() -> Select[Contact]:
    return (
        select(Contact)
        .where(Contact.person_id == bindparam("person_id"), Contact.ended_at.is_(None))
        .options(joinedload(Contact.organisation, innerjoin=True).selectinload(Organisation.names))
        .order_by(Contact.started_at, Contact.id)
    )


def list_contacts(organisation_id: int) -> Sequence[Contact]:
    """Who speaks for the organisation today, with their person rows."""
    return (
        db.session.execute(
            select(Contact)
            .where(Contact.organisation_id == organisation_id, Contact.ended_at.is_(None))
            .options(joinedload(Contact.person))
            .order_by(Contact.id)
        )
        .scalars()
        .all()
    )


def list_contact_ids(organisation_id: int, role: ContactRole | None = None) -> list[int]:
    """The people who speak for the organisation today, by key; only those with `role` where it is given."""
    statement = select(Contact.person_id).where(
        Contact.organisation_id == organisation_id, Contact.ended_at.is_(None)
    )
    if role is not None:
        statement = statement.where(Contact.role == role)
    return list(db.session.execute(statement.order_by(Contact.id)).scalars())


def list_affiliations(organisation_id: int) -> Sequence[Affiliation]:
    """Every edge of the organisation, ended ones too, the last recorded first; with all that says whether
    a reader may know of its other end."""
    other = joinedload(Affiliation.to_organisation)
    statement = (
        select(Affiliation)
        .where(Affiliation.organisation_id == organisation_id)
        .options(
            other.selectinload(Organisation.names),
            other.selectinload(Organisation.memberships),
            other.selectinload(Organisation.own_body),
            other.selectinload(Organisation.field_choices),
            other.selectinload(Organisation.field_consents),
        )
        .order_by(Affiliation.id.desc())
    )
    return db.session.execute(statement).scalars().all()


def read_member(ref: str, *, body: NetworkBody, viewer: Viewer) -> ProjectedOrganisation:
    """What `viewer` may see of a member of the body. Raises NotFound for strangers and for what is hidden."""
    organisation = find_organisation(ref)
    if organisation is None or active_membership(organisation.id, body.id) is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_ORGANISATION)
    _edges = list_affiliations(organisation.id)  # so that the projection finds them, however many
    seen = project(organisation, viewer, region_id=region_of(organisation, body.scheme_id))
    if seen is None:
        raise NotFound(OrganisationRefusal.NO_SUCH_ORGANISATION)
    return seen

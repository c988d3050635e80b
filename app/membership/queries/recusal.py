"""To whom a case is closed, for statements over many cases: what `rules.has_conflict` says of one."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Invitation
from app.membership.enums import DeclaredTie
from app.membership.models import Application, TieDeclaration
from app.organisations.models import Contact


def has_conflict(person_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether this person has a conflict in the application that the statement selects: declared, or by being
    or having been the applicant's contact since it began, or by an invitation to become one."""
    place = aliased(Contact)
    declared = select(TieDeclaration.id).where(
        TieDeclaration.application_id == Application.id,
        TieDeclaration.person_id == person_id,
        TieDeclaration.tie == DeclaredTie.CONFLICT,
    )
    contact = select(place.id).where(
        place.organisation_id == Application.organisation_id,
        place.person_id == person_id,
        or_(place.ended_at.is_(None), place.ended_at >= Application.started_at),
    )
    invited = select(Invitation.id).where(
        Invitation.organisation_id == Application.organisation_id,
        or_(Invitation.invited_by_id == person_id, Invitation.accepted_by_id == person_id),
        func.coalesce(Invitation.accepted_at, Invitation.expires_at) >= Application.started_at,
    )
    return or_(declared.exists(), contact.exists(), invited.exists())

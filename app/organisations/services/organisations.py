"""Creating an organisation and changing its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.kernel import audit
from app.kernel.actor import Actor, can, is_system
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, require_version
from app.kernel.locales import ISO_COUNTRIES
from app.kernel.permissions import Permission
from app.organisations.enums import ContactRole, DatePrecision, Kind, Level, NameKind, OrganisationRefusal
from app.organisations.models import (
    Organisation,
    OrganisationDescription,
    OrganisationName,
    OrganisationPrivate,
    OrganisationProfile,
)
from app.organisations.queries import contact_role, list_memberships
from app.organisations.rules import can_edit
from app.organisations.services.contacts import add_contact
from app.organisations.services.listing import refresh_listing

on_renamed: list[Callable[[Organisation], None]] = []
"""What else must happen when the name, the acronym or the country of an organisation changes; packages above
add to it."""
OWN_COLUMNS = frozenset(
    {"level", "kind", "leading_group", "country", "other_countries", "country_shown_as_region"}
)
PROFILE_COLUMNS = frozenset(
    {"site", "topics", "un_bodies", "functions", "services", "languages", "skills", "needs"}
)
PRIVATE_COLUMNS = frozenset(
    {
        "legal_name",
        "registration",
        "registration_country",
        "board",
        "budget",
        "city",
        "address",
        "phones",
        "safe_contact",
        "safe_contact_note",
    }
)


def create_organisation(
    *,
    known_as: str,
    country: str | None,
    language: str,
    actor: Actor,
    contact_person_id: int | None,
    level: Level | None = None,
    kind: Kind | None = None,
    acronym: str | None = None,
    is_example: bool = False,
) -> Organisation:
    """A new organisation with one name, in the language it speaks, and its first contact as lead.

    It is listed nowhere: that takes a membership and a consent. `country` is an ISO 3166-1 code or XK.
    """
    _check_country(country)
    organisation = Organisation(
        country=country,
        content_language=language,
        level=level,
        kind=kind,
        is_example=is_example,
        names=[_name(language, known_as.strip(), acronym)],
        profile=OrganisationProfile(),
        private=OrganisationPrivate(),
    )
    db.session.add(organisation)
    db.session.flush()
    audit.record("organisation.created", subject="organisation", subject_id=organisation.id, actor=actor)
    if contact_person_id is not None:
        add_contact(organisation, person_id=contact_person_id, role=ContactRole.LEAD, actor=actor)
    return organisation


def update_profile(
    organisation: Organisation,
    *,
    actor: Actor,
    expected_version: int | None,
    names: Mapping[str, tuple[str, str]] | None = None,
    descriptions: Mapping[str, str] | None = None,
    **changes: Any,
) -> None:
    """Change the record, in one step with the version that the person saw (PROFILE_CHANGED_MEANWHILE).

    `names` maps language → (known-as, acronym), `descriptions` language → text; an empty text removes it,
    though never the last name. `changes` are columns of the organisation, its profile or its private part.
    """
    _check_may_edit(organisation, actor)
    before = _called(organisation)
    require_version(expected_version, organisation.version, OrganisationRefusal.PROFILE_CHANGED_MEANWHILE)
    if "country" in changes:
        _check_country(changes["country"])
    for name, value in changes.items():
        setattr(_holder(organisation, name), name, value)
    if names is not None:
        _rename(organisation, names)
    if descriptions is not None:
        _describe(organisation, descriptions)
    organisation.version += 1
    organisation.profile_checked_at = now()
    changed = [*changes, *(["names"] if names is not None else [])]
    changed += ["descriptions"] if descriptions is not None else []
    audit.record(
        "organisation.profile_changed",
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        details={"fields": sorted(changed)},
    )
    refresh_listing(organisation)
    if _called(organisation) != before:
        for tell in on_renamed:
            tell(organisation)


def _called(organisation: Organisation) -> tuple[str, str | None, str | None]:
    return organisation.known_as, organisation.acronym, organisation.country


def _check_country(country: str | None) -> None:
    if country is not None and country not in ISO_COUNTRIES:
        raise DomainError(OrganisationRefusal.NO_SUCH_COUNTRY)


def _check_may_edit(organisation: Organisation, actor: Actor) -> None:
    if is_system(actor) or can_edit(contact_role(actor.actor_id, organisation.id)):
        return
    bodies = [membership.body_id for membership in list_memberships(organisation.id)]
    if not any(can(actor, Permission.MANAGE_ORGANISATIONS, body=body_id) for body_id in bodies):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)


def _holder(
    organisation: Organisation, name: str
) -> Organisation | OrganisationProfile | OrganisationPrivate:
    if name in OWN_COLUMNS:
        return organisation
    if name in PROFILE_COLUMNS:
        return organisation.profile
    if name in PRIVATE_COLUMNS:
        return organisation.private
    raise ValueError(f"{name} is not part of an organisation's record")


def _rename(organisation: Organisation, names: Mapping[str, tuple[str, str]]) -> None:
    current = {name.language: name for name in organisation.names if name.kind is NameKind.KNOWN_AS}
    for language, (text, acronym) in names.items():
        held = current.get(language)
        if held is not None and held.text != text:
            held.kind, held.valid_to, held.precision = NameKind.FORMER, today(), DatePrecision.DAY
            held = None
            db.session.flush()
        if held is not None:
            held.acronym = acronym or None
        elif text:
            organisation.names.append(_name(language, text, acronym))
    if not organisation.known_as_by_language:
        raise DomainError(OrganisationRefusal.NAME_NEEDED)


def _describe(organisation: Organisation, descriptions: Mapping[str, str]) -> None:
    held = {description.language: description for description in organisation.descriptions}
    for language, text in descriptions.items():
        if language in held and _is_left_as_translated(held[language], text):
            continue
        if language in held and text:
            held[language].text, held[language].is_working_translation = text, False
        elif language in held:
            organisation.descriptions.remove(held[language])
        elif text:
            organisation.descriptions.append(OrganisationDescription(language=language, text=text))


def _is_left_as_translated(held: OrganisationDescription, text: str) -> bool:
    """Whether the organisation left an officer's translation as it was: then it does not become its own
    words. Browsers change line ends."""
    return held.is_working_translation and held.text.split() == text.split()


def _name(language: str, text: str, acronym: str | None) -> OrganisationName:
    return OrganisationName(kind=NameKind.KNOWN_AS, language=language, text=text, acronym=acronym or None)

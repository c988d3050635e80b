"""A working translation: an officer's help to readers, never put into the organisation's mouth."""

from __future__ import annotations

from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, require_version
from app.kernel.locales import LANGUAGES
from app.organisations.enums import OrganisationRefusal
from app.organisations.models import NetworkBody, Organisation, OrganisationDescription
from app.organisations.services.listing import refresh_listing
from app.organisations.services.officers import check_keeps_record


def translate_description(
    organisation: Organisation,
    *,
    language: str,
    text: str,
    actor: Actor,
    expected_version: int | None,
    body: NetworkBody | None = None,
) -> None:
    """Put a working translation beside the description; an empty text takes it away.

    Raises DomainError: NO_SUCH_LANGUAGE, TRANSLATION_NEEDED, NOTHING_TO_TRANSLATE, OWN_WORDS_STAND
    where the organisation wrote in this language itself, CHANGED_MEANWHILE when the record is another than
    `expected_version`.
    """
    check_keeps_record(organisation, body, actor)
    if language not in LANGUAGES:
        raise DomainError(OrganisationRefusal.NO_SUCH_LANGUAGE)
    require_version(expected_version, organisation.version)
    held = next((one for one in organisation.descriptions if one.language == language), None)
    if held is not None and not held.is_working_translation:
        raise DomainError(OrganisationRefusal.OWN_WORDS_STAND)
    if not any(not one.is_working_translation for one in organisation.descriptions):
        raise DomainError(OrganisationRefusal.NOTHING_TO_TRANSLATE)
    given = text.strip()
    if held is None and not given:
        raise DomainError(OrganisationRefusal.TRANSLATION_NEEDED)
    if held is None and given:
        organisation.descriptions.append(
            OrganisationDescription(language=language, text=given, is_working_translation=True)
        )
    elif held is not None and given:
        held.text = given
    elif held is not None:
        organisation.descriptions.remove(held)
    organisation.version += 1
    audit.record(
        "organisation.translated",
        subject="organisation",
        subject_id=organisation.id,
        actor=actor,
        details={"language": language, "removed": not given},
    )
    refresh_listing(organisation)

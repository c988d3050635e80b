"""The shape of what contacts and secretariats change about an organisation."""

from __future__ import annotations

from app.organisations.forms.office import (
    AffiliationForm,
    EndAffiliationForm,
    EndMembershipForm,
    NeedToKnowForm,
    PlacementForm,
    ReasonForm,
    TranslationForm,
)
from app.organisations.forms.profile import (
    SECTION_FORMS,
    AudienceForm,
    ContactRoleForm,
    SectionForm,
    TextPerLanguage,
)

__all__ = [
    "SECTION_FORMS",
    "AffiliationForm",
    "AudienceForm",
    "ContactRoleForm",
    "EndAffiliationForm",
    "EndMembershipForm",
    "NeedToKnowForm",
    "PlacementForm",
    "ReasonForm",
    "SectionForm",
    "TextPerLanguage",
    "TranslationForm",
]

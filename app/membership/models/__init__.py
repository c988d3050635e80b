"""Applications for membership, and everything people say and decide about them."""

from __future__ import annotations

from app.membership.models.application import Application, Exclusion, InformationRequest, PolicyVersion
from app.membership.models.deliberation import (
    CaseRoleHeld,
    Comment,
    CriterionVerdict,
    Decision,
    ObjectionNotice,
    RegionalCheck,
    TieDeclaration,
    Vote,
)

__all__ = [
    "Application",
    "CaseRoleHeld",
    "Comment",
    "CriterionVerdict",
    "Decision",
    "Exclusion",
    "InformationRequest",
    "ObjectionNotice",
    "PolicyVersion",
    "RegionalCheck",
    "TieDeclaration",
    "Vote",
]

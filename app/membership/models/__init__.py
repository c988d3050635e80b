"""Applications for membership, and everything people say and decide about them."""

from __future__ import annotations

from app.membership.models.application import Application, InformationRequest, PolicyVersion
from app.membership.models.deliberation import (
    Comment,
    CriterionVerdict,
    Decision,
    ObjectionNotice,
    RegionalCheck,
    Vote,
)

__all__ = [
    "Application",
    "Comment",
    "CriterionVerdict",
    "Decision",
    "InformationRequest",
    "ObjectionNotice",
    "PolicyVersion",
    "RegionalCheck",
    "Vote",
]

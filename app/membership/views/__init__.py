"""Every page of the admission process hangs on one blueprint."""

from __future__ import annotations

from app.membership.views import (
    applicant,
    case,
    circulation,
    committee,
    joining,
    queue,
    region,
    secretariat,
)
from app.membership.views.base import bp

__all__ = [
    "applicant",
    "bp",
    "case",
    "circulation",
    "committee",
    "joining",
    "queue",
    "region",
    "secretariat",
]

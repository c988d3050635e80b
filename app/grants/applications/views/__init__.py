"""The pages of applications: the group's own, and the office's."""

from __future__ import annotations

from app.grants.applications.views import applicant, office
from app.grants.applications.views.base import bp

__all__ = ["applicant", "bp", "office"]

"""The pages of expenses: the group's own, and the office's."""

from __future__ import annotations

from app.grants.reports.views import grantee, office
from app.grants.reports.views.base import bp

__all__ = ["bp", "grantee", "office"]

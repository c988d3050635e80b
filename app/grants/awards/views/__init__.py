"""The pages of grants: the group's own, the office's, and those of finance."""

from __future__ import annotations

from app.grants.awards.views import grantee, office, payments, variations
from app.grants.awards.views.base import bp

__all__ = ["bp", "grantee", "office", "payments", "variations"]

"""The pages on which an organisation's contacts keep its record."""

from __future__ import annotations

from app.organisations.views import contacts, profile, visibility
from app.organisations.views.base import bp

__all__ = ["bp", "contacts", "profile", "visibility"]

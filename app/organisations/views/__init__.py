"""The pages of an organisation's record: those of its contacts, and the secretariat's."""

from __future__ import annotations

from app.organisations.views import contacts, placing, profile, record, standing, visibility
from app.organisations.views.base import bp

__all__ = ["bp", "contacts", "placing", "profile", "record", "standing", "visibility"]

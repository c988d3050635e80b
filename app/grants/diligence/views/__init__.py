"""The pages of checks, all of the office."""

from __future__ import annotations

from app.grants.diligence.views import checks, concluding
from app.grants.diligence.views.base import bp

__all__ = ["bp", "checks", "concluding"]

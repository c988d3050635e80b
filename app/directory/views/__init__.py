"""The pages of the directory."""

from __future__ import annotations

from app.directory.views import landing, members
from app.directory.views.base import bp

__all__ = ["bp", "landing", "members"]

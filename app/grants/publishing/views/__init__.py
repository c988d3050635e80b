"""The pages of publishing: the group's own, the office's, and what everybody reads."""

from __future__ import annotations

from app.grants.publishing.views import files, grantee, history, office, public
from app.grants.publishing.views.base import bp

__all__ = ["bp", "files", "grantee", "history", "office", "public"]

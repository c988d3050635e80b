"""The pages of calls: for everybody, and for the office."""

from __future__ import annotations

from app.grants.calls.views import asking, office, public, questions
from app.grants.calls.views.base import bp

__all__ = ["asking", "bp", "office", "public", "questions"]

"""The pages of reviews: a reviewer's own, the office's of a call and of one application."""

from __future__ import annotations

from app.grants.reviews.views import application, office, reviewer, rubric
from app.grants.reviews.views.base import bp

__all__ = ["application", "bp", "office", "reviewer", "rubric"]

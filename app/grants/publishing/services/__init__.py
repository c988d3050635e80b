"""The verbs of publishing."""

from __future__ import annotations

from app.grants.publishing.services.publicity import choose, choose_selected, say

__all__ = ["choose", "choose_selected", "say"]

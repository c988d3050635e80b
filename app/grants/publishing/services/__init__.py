"""The verbs of publishing."""

from __future__ import annotations

from app.grants.publishing.services.history import (
    check_content,
    drop,
    offer_file,
    publish_import,
    take_in,
)
from app.grants.publishing.services.publicity import choose, choose_selected, say

__all__ = [
    "check_content",
    "choose",
    "choose_selected",
    "drop",
    "offer_file",
    "publish_import",
    "say",
    "take_in",
]

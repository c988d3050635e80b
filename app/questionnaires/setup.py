"""What questionnaires add to the style guide."""

from __future__ import annotations

from app.questionnaires.presenter import show_specimens

SPECIMENS = (show_specimens,)

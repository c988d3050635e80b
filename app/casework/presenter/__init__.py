"""What pages show of a case, put together for one reader. Nothing here writes."""

from __future__ import annotations

from app.casework.presenter.desk import list_desk_items
from app.casework.presenter.page import (
    ActionLink,
    HistoryLine,
    ProgressStep,
    actions,
    history,
    progress,
    progress_for_organisation,
)

__all__ = [
    "ActionLink",
    "HistoryLine",
    "ProgressStep",
    "actions",
    "history",
    "list_desk_items",
    "progress",
    "progress_for_organisation",
]

"""What pages show of a case, put together for one reader. Nothing here writes."""

from __future__ import annotations

from app.casework.presenter.desk import list_desk_items
from app.casework.presenter.page import (
    ActionLink,
    HistoryLine,
    ProgressStep,
    actions,
    belonging,
    case_frame,
    history,
    own_steps,
    progress,
    progress_for_organisation,
    stage_bar,
    stage_sign,
)

__all__ = [
    "ActionLink",
    "HistoryLine",
    "ProgressStep",
    "actions",
    "belonging",
    "case_frame",
    "history",
    "list_desk_items",
    "own_steps",
    "progress",
    "progress_for_organisation",
    "stage_bar",
    "stage_sign",
]

"""What the pages of checks show; nothing is written here."""

from __future__ import annotations

from app.grants.diligence.presenter.desk import list_desk_items
from app.grants.diligence.presenter.lists import (
    check_rows,
    chosen_tab,
    list_of,
    list_tabs,
    need_rows,
)
from app.grants.diligence.presenter.points import point_rows

__all__ = [
    "check_rows",
    "chosen_tab",
    "list_desk_items",
    "list_of",
    "list_tabs",
    "need_rows",
    "point_rows",
]

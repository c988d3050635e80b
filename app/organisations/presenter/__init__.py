"""What pages show of organisations, put together for one reader."""

from __future__ import annotations

from app.organisations.presenter.desk import list_desk_items
from app.organisations.presenter.record import RecordPage, record_page

__all__ = ["RecordPage", "list_desk_items", "record_page"]

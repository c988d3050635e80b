"""What the pages show, put together for one reader."""

from __future__ import annotations

from app.membership.presenter.case import (
    CasePage,
    CriterionRow,
    case_page,
    criterion_rows,
    made_a_member,
    progress,
    timeline,
    verdicts_of,
)
from app.membership.presenter.desk import list_desk_items
from app.membership.presenter.queue import (
    EXPORT,
    Holders,
    QueueRow,
    queue_list,
    queue_rows,
    queue_tabs,
    wanted_of,
)

__all__ = [
    "EXPORT",
    "CasePage",
    "CriterionRow",
    "Holders",
    "QueueRow",
    "case_page",
    "criterion_rows",
    "list_desk_items",
    "made_a_member",
    "progress",
    "queue_list",
    "queue_rows",
    "queue_tabs",
    "timeline",
    "verdicts_of",
    "wanted_of",
]

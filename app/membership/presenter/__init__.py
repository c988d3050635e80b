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

__all__ = [
    "CasePage",
    "CriterionRow",
    "case_page",
    "criterion_rows",
    "list_desk_items",
    "made_a_member",
    "progress",
    "timeline",
    "verdicts_of",
]

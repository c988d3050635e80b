"""What the pages show, put together for one reader."""

from __future__ import annotations

from app.membership.presenter.case import (
    CasePage,
    CriterionRow,
    case_page,
    criterion_rows,
    made_a_member,
    verdicts_of,
)

__all__ = [
    "CasePage",
    "CriterionRow",
    "case_page",
    "criterion_rows",
    "made_a_member",
    "verdicts_of",
]

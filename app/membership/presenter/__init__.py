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
from app.membership.presenter.queue import (
    EXPORT,
    Holders,
    QueueRow,
    queue_list,
    queue_rows,
    queue_tabs,
    wanted_of,
)
from app.membership.presenter.summary import (
    DecidedRow,
    Summary,
    Tally,
    case_sections,
    decided_rows,
    summary_of,
    vote_tally,
    wanted_tier,
)

__all__ = [
    "EXPORT",
    "CasePage",
    "CriterionRow",
    "DecidedRow",
    "Holders",
    "QueueRow",
    "Summary",
    "Tally",
    "case_page",
    "case_sections",
    "criterion_rows",
    "decided_rows",
    "made_a_member",
    "queue_list",
    "queue_rows",
    "queue_tabs",
    "summary_of",
    "verdicts_of",
    "vote_tally",
    "wanted_of",
    "wanted_tier",
]

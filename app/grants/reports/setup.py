"""What financial reports add to the pages of grants."""

from __future__ import annotations

from app.web.extension_points import Link

LINKS = {
    Link.GRANT_EXPENSES: "grants_reports.own",
    Link.COST_REPORT: "grants_reports.report",
    Link.CHECK_EXPENSES: "grants_reports.check",
    Link.EXPENSES_OF_GRANT: "grants_reports.expenses",
}

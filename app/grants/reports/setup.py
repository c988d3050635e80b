"""What financial reports add to the pages of grants."""

from __future__ import annotations

from app.casework.enums import Standing
from app.casework.queries import find_kind, readable_by
from app.casework.rules import contact_role, standing
from app.grants.awards.queries import find_award
from app.grants.reports import rules
from app.kernel.actor import Actor
from app.web.extension_points import Link


def _may_read_files(actor: Actor, award_id: int) -> bool:
    """Who reads an expense may fetch its files: the group, and those to whom the grant is open."""
    award = find_award(award_id)
    if award is None:
        return False
    if contact_role(actor, award) is not None:
        return True
    known = find_kind(award.ref, readable_by(actor)) is not None
    return known and standing(actor, award) is Standing.OPEN


DOCUMENT_READERS = {rules.OWNER: _may_read_files}

LINKS = {
    Link.GRANT_EXPENSES: "grants_reports.own",
    Link.COST_REPORT: "grants_reports.report",
    Link.CHECK_EXPENSES: "grants_reports.check",
    Link.EXPENSES_OF_GRANT: "grants_reports.expenses",
}

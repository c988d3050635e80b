"""What the library adds to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.casework.pages import CasePages
from app.kernel.actor import holds
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import NavItem
from tests.library_loan import queries, services
from tests.library_loan.enums import KIND
from tests.library_loan.labels import LOANS, YOUR_LOAN, Action


def _navigation(body: Any) -> list[NavItem]:
    if body is None or not holds(current_actor(), Permission.READ_CASES):
        return []
    return [{"label": str(LOANS), "url": url_for("library_loan.loans", slug=body.slug)}]


NAVIGATION = (_navigation,)
CASE_PAGES = {
    KIND: CasePages(
        work="library_loan.work",
        own="library_loan.own",
        name=YOUR_LOAN,
        load=queries.get_loan,
        verbs={Action.SPEAK: services.speak},
    ),
}

"""What checks add to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.casework.pages import CasePages
from app.grants.diligence import presenter, queries, services
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.process import DILIGENCE_CHECK
from app.grants.diligence.process_words import Action
from app.grants.diligence.services.checking import refuse_conflict
from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import NavItem


def _navigation(body: Any) -> list[NavItem]:
    """The checks of groups, for those who make them."""
    if body is None or not can(current_actor(), Permission.SCREEN_GRANTS, body=body.id):
        return []
    return [{"label": _("Checks"), "url": url_for("grants_diligence.checks", slug=body.slug)}]


def _load(ref: str, **how: Any) -> DiligenceCheck:
    """A check for the pages of simple steps, closed to whom the others are. Raises RECUSED."""
    check = queries.get_check(ref, **how)
    refuse_conflict(check.body_id, check.organisation_id, current_actor())
    return check


CASE_PAGES = {
    DILIGENCE_CHECK.kind: CasePages(
        work="grants_diligence.work",
        own="grants_diligence.work",  # its group never learns of it, so no link is made of this
        load=_load,
        steps={
            Action.ANSWER: "grants_diligence.answers",
            Action.CLEAR: "grants_diligence.conclude",
        },
        elsewhere=frozenset({Action.SEND, Action.FAIL}),
        verbs={
            Action.RETURN: services.return_check,
            Action.END: services.end_check,
            Action.CANCEL: services.cancel_check,
        },
    ),
}
DESK = (presenter.list_desk_items,)
NAVIGATION = (_navigation,)

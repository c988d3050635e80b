"""What checks add to the frame of the pages."""

from __future__ import annotations

from app.casework.pages import CasePages
from app.grants.diligence import presenter, queries, services
from app.grants.diligence.process import DILIGENCE_CHECK
from app.grants.diligence.process_words import Action
from app.web.extension_points import Link

CASE_PAGES = {
    DILIGENCE_CHECK.kind: CasePages(
        work="grants_diligence.work",
        own="grants_diligence.work",  # its group never learns of it, so no link is made of this
        load=queries.get_check,
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
LINKS = {Link.CHECKS_OF_GROUPS: "grants_diligence.checks"}

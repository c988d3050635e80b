"""What applications add to the frame of the pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.casework.enums import Standing
from app.casework.pages import CasePages
from app.casework.queries import find_kind, readable_by
from app.casework.rules import contact_role, standing
from app.grants.applications import presenter, queries, services
from app.grants.applications.process import GRANT_APPLICATION
from app.grants.applications.process_words import Action
from app.kernel.actor import Actor
from app.web.extension_points import Link


def _may_read_documents(actor: Actor, response_id: int) -> bool:
    """Who may fetch a document of an application: its group, and those to whom the case is open."""
    case = queries.find_by_response(response_id)
    if case is None:
        return False
    if contact_role(actor, case) is not None:
        return True
    known = find_kind(case.ref, readable_by(actor)) is not None
    return known and standing(actor, case) is Standing.OPEN


CASE_PAGES = {
    GRANT_APPLICATION.kind: CasePages(
        work="grants_applications.work",
        own="grants_applications.own",
        name=_l("Your application for a grant"),
        load=queries.get_application,
        steps={Action.PROPOSE: "grants_applications.propose"},
        elsewhere=frozenset({Action.SUBMIT, Action.ANSWER, Action.END_WITH_CALL}),
        verbs={
            Action.TAKE_BACK: services.take_back,
            Action.ALLOW: services.allow,
            Action.REFUSE_EXCEPTION: services.refuse_exception,
            Action.REQUEST_CHANGES: services.request_changes,
            Action.AWARD: services.award,
        },
    ),
}
DESK = (presenter.list_desk_items,)
DOCUMENT_READERS = {services.PURPOSE: _may_read_documents}
LINKS = {Link.APPLY: "grants_applications.start", Link.CALL_APPLICATIONS: "grants_applications.applications"}

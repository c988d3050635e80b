"""What the admission process adds to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.kernel.actor import Actor, holds
from app.kernel.permissions import Permission
from app.membership import queries, rules
from app.membership.presenter import list_desk_items
from app.membership.services.applying import PURPOSE
from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem


def _navigation(body: Any) -> list[NavItem]:
    """Joining for visitors; the queue for those who work on it."""
    if body is None:
        return []
    items: list[NavItem] = []
    if holds(current_actor(), Permission.READ_CASES):
        items.append({"label": _("Applications"), "url": url_for("membership.queue", slug=body.slug)})
    elif body.accepts_applications:
        items.append({"label": _("Joining"), "url": url_for("membership.join", slug=body.slug)})
    return items


def _may_read_documents(actor: Actor, response_id: int) -> bool:
    """Who may fetch a document of an application: its contacts, and those to whom the case is open."""
    application = queries.find_by_response(response_id)
    if application is None:
        return False
    if rules.may_read_as_applicant(actor, application):
        return True
    return (
        rules.may_read_case(actor, application)
        and not rules.must_declare(actor, application)
        and not rules.is_recused(actor, application)
    )


NAVIGATION = (_navigation,)
DESK = (list_desk_items,)
DOCUMENT_READERS = {PURPOSE: _may_read_documents}
LINKS = {Link.JOIN: "membership.join"}
CASE_PAGES = {"application": "membership.case"}

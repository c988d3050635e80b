"""What the admission process adds to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.casework.enums import Standing
from app.casework.pages import CasePages
from app.casework.queries import find_kind, readable_by
from app.casework.rules import standing
from app.kernel.actor import Actor, holds
from app.kernel.permissions import Permission
from app.membership import queries, rules, services
from app.membership.process import ADMISSION
from app.membership.process_words import Action
from app.membership.services.applying import PURPOSE
from app.organisations.services import on_country_moved
from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem
from app.web.network_frame import add_network_keys


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
    known = find_kind(application.ref, readable_by(actor)) is not None
    return known and standing(actor, application) is Standing.OPEN


CASE_PAGES = {
    ADMISSION.kind: CasePages(
        work="membership.case",
        own="membership.own",
        asked="membership.circulated",
        queue="membership.queue",
        name=_l("Your application"),
        load=queries.get_application,
        steps={
            Action.VOTE: "membership.vote",
            Action.ADMIT: "membership.decide",
            Action.DECLINE: "membership.decide",
            Action.RECORD_CHECK: "membership.regional_check",
            Action.PUT_OBJECTIONS: "membership.put_objections",
            Action.START_CHECK: "membership.forward",
            Action.OPEN_COMMENT: "membership.forward",
            Action.SEND_TO_COMMITTEE: "membership.forward",
            Action.ASSESS: "membership.assess",
            Action.REQUEST_INFORMATION: "membership.request_information",
        },
        with_action=frozenset({"membership.forward"}),
        elsewhere=frozenset(
            {Action.SUBMIT, Action.ANSWER, Action.REPLY, Action.COMMENT, Action.ASSIGN, Action.REMIND}
        ),
        verbs={
            Action.TAKE: services.take_case,
            Action.NOTE_REACHED: services.note_reached,
            Action.REOPEN: services.reopen,
        },
    ),
}


def install(app: Flask) -> None:
    """Whoever applies to a network sees it as theirs; applications follow their country to its region."""
    add_network_keys(app, queries.networks_applied_to)
    on_country_moved("Applications that no region was asked about yet", services.follow_country)


NAVIGATION = (_navigation,)
DOCUMENT_READERS = {PURPOSE: _may_read_documents}
LINKS = {Link.JOIN: "membership.join"}

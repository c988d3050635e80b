"""What grants add to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.casework.pages import CasePages
from app.grants.awards import presenter, queries, services
from app.grants.awards.process import GRANT_AWARD
from app.grants.awards.process_words import Action
from app.grants.diligence.queries import on_need
from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem


def _navigation(body: Any) -> list[NavItem]:
    """The payments of a network, for its finance."""
    if body is None or not can(current_actor(), Permission.MANAGE_FUNDS, body=body.id):
        return []
    return [{"label": _("Payments"), "url": url_for("grants_awards.payments", slug=body.slug)}]


def install(_app: Flask) -> None:
    """Checks of groups are asked for by what grants need."""
    if queries.list_needs_of_grants not in on_need:
        on_need.append(queries.list_needs_of_grants)


CASE_PAGES = {
    GRANT_AWARD.kind: CasePages(
        work="grants_awards.work",
        own="grants_awards.own",
        name=_l("Your grant"),
        load=queries.get_award,
        steps={
            Action.ACCEPT_REPORT: "grants_awards.accept_report",
            Action.PROPOSE_TIME: "grants_awards.propose_time",
            Action.APPROVE_VARIATION: "grants_awards.decide_variation",
            Action.REFUSE_VARIATION: "grants_awards.decide_variation",
            Action.PROPOSE_AMOUNT: "grants_awards.propose_amount",
            Action.APPROVE_AMOUNT: "grants_awards.decide_variation",
            Action.REFUSE_AMOUNT: "grants_awards.decide_variation",
        },
        elsewhere=frozenset(
            {
                Action.ACCEPT,
                Action.ENTER_DETAILS,
                Action.PAY,
                Action.CONFIRM,
                Action.MISS,
                Action.REPORT,
                Action.ASK_TIME,
                Action.SIGN_VARIATION,
            }
        ),
        verbs={
            Action.REFUSE: services.refuse,
            Action.LAPSE: services.lapse,
            Action.CANCEL: services.cancel,
            Action.SUSPEND: services.suspend,
            Action.RESUME: services.resume,
            Action.REQUEST_CHANGES: services.request_changes,
            Action.DECLINE_VARIATION: services.decline_variation,
            Action.WITHDRAW_VARIATION: services.withdraw_variation,
        },
    ),
}
DESK = (presenter.list_desk_items,)
NAVIGATION = (_navigation,)
LINKS = {Link.GRANT_OFFERS: "grants_awards.offers", Link.GRANTS_GIVEN: "grants_awards.awards"}

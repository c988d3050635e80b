"""What reviews add to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.services import register_exporter
from app.casework.pages import CasePages
from app.grants.reviews import presenter, queries, services
from app.grants.reviews.process import GRANT_REVIEW
from app.grants.reviews.process_words import Action
from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem


def _navigation(body: Any) -> list[NavItem]:
    """What a reviewer is asked to review in a network."""
    if body is None or not can(current_actor(), Permission.REVIEW_GRANTS, body=body.id):
        return []
    return [{"label": _("Reviews"), "url": url_for("grants_reviews.reviews", slug=body.slug)}]


def install(_app: Flask) -> None:
    """Whoever takes their data with them takes their reviews along. What was scored stays with the
    application, as the other grounds of a decision do, when the account is erased."""
    register_exporter("reviews", presenter.own_reviews_data)


CASE_PAGES = {
    GRANT_REVIEW.kind: CasePages(
        work="grants_reviews.work",
        own="grants_reviews.own",
        name=_l("Review of an application"),
        load=queries.get_review_case,
        steps={
            Action.EDIT_COMMENTS: "grants_reviews.comments",
            Action.LOOK_AT_FLAGS: "grants_reviews.concerns",
        },
        elsewhere=frozenset(
            {
                Action.ASSIGN,
                Action.SET_ASIDE,
                Action.REOPEN,
                Action.ANSWER,
                Action.SUBMIT,
                Action.FLAG,
                Action.COMPLETE,
            }
        ),
        verbs={
            Action.GO_ON: services.go_on,
            Action.RECORD: services.record_consensus,
        },
    ),
}
DESK = (presenter.list_desk_items,)
NAVIGATION = (_navigation,)
LINKS = {
    Link.CALL_RANKING: "grants_reviews.ranking",
    Link.CALL_REVIEWERS: "grants_reviews.plan",
    Link.CALL_RUBRIC: "grants_reviews.rubric",
}

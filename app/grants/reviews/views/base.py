"""What the pages share: who may open a review, and from which side."""

from __future__ import annotations

from flask import url_for

from app.casework import opening
from app.casework.enums import CaseworkRefusal
from app.grants.applications.models import GrantApplication
from app.grants.applications.queries import get_application
from app.grants.calls.models import Call
from app.grants.calls.queries import get_call
from app.grants.calls.rules import is_scored
from app.grants.reviews import queries, rules
from app.grants.reviews.models import ApplicationReview, Review
from app.kernel.actor import can
from app.kernel.errors import DomainError, NotFound
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.form_views import writes

bp = feature_blueprint("grants.reviews", __name__)


def open_own(ref: str) -> tuple[ApplicationReview, Review]:
    """What the reader is asked to review, and their review. Whatever else is not there: a conflict closes
    every page alike."""
    actor = current_actor()
    case = queries.get_review_case(ref, known=queries.reviewed_by(actor), lock=writes())
    mine = rules.own_review(actor, case)
    if mine is None or not can(actor, Permission.REVIEW_GRANTS, body=case.body_id):
        raise NotFound
    if not rules.is_reviewer(mine):
        raise DomainError(CaseworkRefusal.RECUSED)
    show_body(case.body, under=url_for("grants_reviews.reviews", slug=case.body.slug))
    return case, mine


def open_reviews(slug: str) -> NetworkBody:
    """A network for which the reader reviews. Raises NotFound."""
    body = get_body(slug)
    if not can(current_actor(), Permission.REVIEW_GRANTS, body=body.id):
        raise NotFound
    show_body(body)
    return body


def open_call(slug: str, ref: str) -> Call:
    """A call whose applications are scored, for its office. Raises NotFound."""
    body = get_body(slug)
    if not can(current_actor(), Permission.SCREEN_GRANTS, body=body.id):
        raise NotFound
    show_body(body, under=url_for("grants_calls.calls", slug=slug))
    call = get_call(ref, body.id)
    if not is_scored(call):
        raise NotFound
    return call


def open_draft(slug: str, ref: str) -> Call:
    """A call that is scored, for those who make it. Raises NotFound."""
    body = get_body(slug)
    if not can(current_actor(), Permission.MANAGE_CALLS, body=body.id):
        raise NotFound
    show_body(body, under=url_for("grants_calls.calls", slug=slug))
    call = get_call(ref, body.id, lock=writes())
    if not is_scored(call):
        raise NotFound
    return call


def open_case(slug: str, ref: str) -> ApplicationReview:
    """The review of one application, for the office. Raises NotFound, RECUSED."""
    case: ApplicationReview = opening.open_case(queries.get_review_case, slug, ref)
    return case


def open_application(slug: str, ref: str) -> GrantApplication:
    """An application for which the office asks reviewers. Raises NotFound, RECUSED."""
    application: GrantApplication = opening.open_case(get_application, slug, ref)
    if not is_scored(application.call):
        raise NotFound
    return application

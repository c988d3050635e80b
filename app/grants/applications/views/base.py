"""What the pages share: who may open an application, and from which side."""

from __future__ import annotations

from flask import url_for

from app.casework import opening
from app.casework.rules import contact_role
from app.grants.applications import queries
from app.grants.applications.models import GrantApplication
from app.grants.applications.process_words import Action
from app.grants.calls.models import Call
from app.grants.calls.queries import get_call
from app.kernel.actor import can
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body

bp = feature_blueprint("grants.applications", __name__)


def open_own(ref: str) -> GrantApplication:
    """An application of the reader's own group. Anybody else's is not there."""
    case: GrantApplication = opening.find_own(queries.get_application, ref)
    if contact_role(current_actor(), case) is None:
        raise NotFound
    return case


def open_case(slug: str, ref: str) -> GrantApplication:
    """An application that is open to the reader in the office. Raises NotFound, RECUSED."""
    case: GrantApplication = opening.open_case(queries.get_application, slug, ref)
    return case


def open_step(slug: str, ref: str, action: Action) -> GrantApplication:
    """An application for the page of one step, for those whose step it is now."""
    case: GrantApplication = opening.open_step(queries.get_application, slug, ref, action)
    return case


def open_list(slug: str, ref: str) -> Call:
    """The call whose applications the reader may see. Raises NotFound."""
    body = get_body(slug)
    if not can(current_actor(), Permission.READ_GRANTS, body=body.id):
        raise NotFound
    show_body(body, under=url_for("grants_calls.calls", slug=slug))
    return get_call(ref, body.id)

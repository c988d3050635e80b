"""What the pages share: who may open a grant, and from which side."""

from __future__ import annotations

from app.casework import opening
from app.casework.process import refusal
from app.casework.rules import contact_role
from app.grants.awards import queries, rules
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.kernel.actor import can
from app.kernel.errors import NotFound, require
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.form_views import writes

bp = feature_blueprint("grants.awards", __name__)


def open_own(ref: str) -> GrantAward:
    """A grant of the reader's own group. Anybody else's is not there."""
    award: GrantAward = opening.find_own(queries.get_award, ref)
    if contact_role(current_actor(), award) is None:
        raise NotFound
    return award


def open_own_step(ref: str, action: Action) -> GrantAward:
    """A grant of the reader's own group for the page of one step. Who only reads does not find it; who comes
    too late is told so, and keeps what they wrote."""
    award = open_own(ref)
    if rules.acts_for_grantee(current_actor(), award) is not None:
        raise NotFound
    if not writes():
        require(refusal(current_actor(), award, action))
    return award


def open_case(slug: str, ref: str) -> GrantAward:
    """A grant that is open to the reader in the office. Raises NotFound, RECUSED."""
    award: GrantAward = opening.open_case(queries.get_award, slug, ref)
    return award


def open_step(slug: str, ref: str, action: Action) -> GrantAward:
    """A grant for the page of one step, for those whose step it is now."""
    award: GrantAward = opening.open_step(queries.get_award, slug, ref, action)
    return award


def open_body(slug: str, permission: Permission) -> NetworkBody:
    """A network in which the reader may do this. Raises NotFound."""
    body = get_body(slug)
    if not can(current_actor(), permission, body=body.id):
        raise NotFound
    show_body(body)
    return body

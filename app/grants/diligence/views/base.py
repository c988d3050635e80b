"""What the pages share: who may open a check."""

from __future__ import annotations

from app.casework import opening
from app.grants.diligence import queries
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.process_words import Action
from app.grants.diligence.services.checking import refuse_conflict
from app.kernel.actor import can
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody, Organisation
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body

bp = feature_blueprint("grants.diligence", __name__)


def open_body(slug: str) -> NetworkBody:
    """A network whose groups the reader checks. Raises NotFound."""
    body = get_body(slug)
    if not can(current_actor(), Permission.SCREEN_GRANTS, body=body.id):
        raise NotFound
    show_body(body)
    return body


def open_group(slug: str, ref: str) -> tuple[NetworkBody, Organisation, str]:
    """A group that applied for a grant of the network, with its name. Raises NotFound, RECUSED."""
    body = open_body(slug)
    organisation, name = queries.get_group(ref, body.id)
    refuse_conflict(body.id, organisation.id, current_actor())
    return body, organisation, name


def open_check(slug: str, ref: str) -> DiligenceCheck:
    """A check that is open to the reader. Raises NotFound, RECUSED."""
    check: DiligenceCheck = opening.open_case(queries.get_check, slug, ref)
    refuse_conflict(check.body_id, check.organisation_id, current_actor())
    return check


def open_step(slug: str, ref: str, action: Action) -> DiligenceCheck:
    """A check for the page of one step, for those whose step it is now."""
    check: DiligenceCheck = opening.open_step(queries.get_check, slug, ref, action)
    refuse_conflict(check.body_id, check.organisation_id, current_actor())
    return check

"""What every page of an organisation's own record begins with."""

from __future__ import annotations

from app.organisations import queries
from app.organisations.choices import ContactRole
from app.organisations.models import Membership, Organisation
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint

bp = feature_blueprint("organisations", __name__)


def own(ref: str) -> tuple[Organisation, ContactRole]:
    """The organisation of this address, which the signed-in person speaks for. Raises Missing otherwise."""
    return queries.get_own_organisation(ref, current_actor().actor_id)


def chosen_membership(organisation: Organisation, slug: str | None) -> Membership | None:
    """The membership whose network the page speaks of: the one asked for, else the latest that holds."""
    held = [edge for edge in queries.list_memberships(organisation.id) if edge.effective_to is None]
    return next((edge for edge in held if edge.body.slug == slug), held[0] if held else None)

"""What the pages share: who may open them."""

from __future__ import annotations

from flask import url_for

from app.kernel.actor import can
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body

bp = feature_blueprint("grants.publishing", __name__)

OFFICE = "/n/<slug>/publishing/"


def open_office(slug: str, permission: Permission = Permission.READ_GRANTS) -> NetworkBody:
    """The network whose grants the reader reads. Raises NotFound for any other."""
    body = get_body(slug)
    if not can(current_actor(), permission, body=body.id):
        raise NotFound
    show_body(body, under=url_for("grants_publishing.publicity", slug=slug))
    return body

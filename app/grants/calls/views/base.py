"""What the pages of calls begin with: who may open one."""

from __future__ import annotations

from flask import url_for

from app.grants.calls import queries
from app.grants.calls.models import Call
from app.kernel.actor import can
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.form_views import writes

bp = feature_blueprint("grants.calls", __name__)

CALLS = "/n/<slug>/calls/"
CALL = f"{CALLS}<ref>/"


def open_office(slug: str) -> NetworkBody:
    """The network whose calls the reader manages. Raises NotFound for any other."""
    body = get_body(slug)
    if not can(current_actor(), Permission.MANAGE_CALLS, body=body.id):
        raise NotFound
    show_body(body, under=url_for("grants_calls.calls", slug=slug))
    return body


def open_call(slug: str, ref: str, *, hold: bool = True) -> Call:
    """A call of that network, held while it is changed unless `hold` says otherwise. Raises NotFound."""
    return queries.get_call(ref, open_office(slug).id, lock=hold and writes())

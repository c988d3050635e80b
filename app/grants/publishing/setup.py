"""What publishing adds to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.awards.process import GRANT_AWARD
from app.grants.publishing.presenter import own_part
from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import NavItem


def _navigation(body: Any) -> list[NavItem]:
    """What is public: to decide on for the office, to read for everybody else, once there was a call."""
    if body is None:
        return []
    if can(current_actor(), Permission.SCREEN_GRANTS, body=body.id):
        return [{"label": _("Publishing"), "url": url_for("grants_publishing.publicity", slug=body.slug)}]
    if not body.gives_grants:
        return []
    return [{"label": _("Grants given"), "url": url_for("grants_publishing.given", slug=body.slug)}]


NAVIGATION = (_navigation,)
OWN_PARTS = {GRANT_AWARD.kind: own_part}

"""What calls add to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import NavItem


def _navigation(body: Any) -> list[NavItem]:
    """The office's calls for those who manage them; for others the public ones, once there was one."""
    if body is None:
        return []
    if can(current_actor(), Permission.MANAGE_CALLS, body=body.id):
        return [{"label": _("Grants"), "url": url_for("grants_calls.calls", slug=body.slug)}]
    if body.gives_grants:
        return [{"label": _("Grants"), "url": url_for("grants_calls.grants", slug=body.slug)}]
    return []


NAVIGATION = (_navigation,)

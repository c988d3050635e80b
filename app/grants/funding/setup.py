"""What the pages of money add to the frame."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import NavItem


def _navigation(body: Any) -> list[NavItem]:
    """The funds of the page's network, for those who may see them."""
    if body is None or not can(current_actor(), Permission.READ_FUNDS, body=body.id):
        return []
    return [{"label": _("Funds"), "url": url_for("grants_funding.funds", slug=body.slug)}]


NAVIGATION = (_navigation,)

"""What the admission process adds to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app.kernel.actor import holds
from app.kernel.permissions import Permission
from app.membership.services import follow_country
from app.organisations.services import on_country_moved
from app.web.actor import current_actor
from app.web.context import NavItem, add_navigation


def _navigation(body: Any) -> list[NavItem]:
    """Joining for visitors; the queue for those who work on it."""
    if body is None:
        return []
    items: list[NavItem] = []
    if holds(current_actor(), Permission.READ_CASES):
        items.append({"label": _("Applications"), "url": url_for("membership.queue", slug=body.slug)})
    elif body.accepts_applications:
        items.append({"label": _("Joining"), "url": url_for("membership.join", slug=body.slug)})
    return items


def install(app: Flask) -> None:
    add_navigation(app, _navigation)
    on_country_moved("Cases that no region was asked about yet", follow_country)

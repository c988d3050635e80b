"""What the desk adds to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem


def _navigation(_body: Any) -> list[NavItem]:
    if current_actor().actor_id is None:
        return []
    return [{"label": _("My desk"), "url": url_for("dashboard.desk"), "first": True}]


NAVIGATION = (_navigation,)
LINKS = {Link.DESK: "dashboard.desk"}

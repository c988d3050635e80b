"""What create_app takes from the directory: its place in the main navigation."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app.organisations.models import NetworkBody
from app.web.context import add_navigation


def install(app: Flask) -> None:
    """Add the directory of the page's network, or the list of networks where a page belongs to none."""
    add_navigation(app, _navigation)


def _navigation(body: NetworkBody | None) -> list[dict[str, Any]]:
    if body is None:
        return [{"label": _("Networks"), "url": url_for("directory.networks")}]
    return [{"label": _("Directory"), "url": url_for("directory.members", slug=body.slug)}]

"""What the directory adds to the frame of the pages, and where lower packages lead to."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.organisations.models import NetworkBody
from app.web.extension_points import Link


def _navigation(body: NetworkBody | None) -> list[dict[str, Any]]:
    """The directory of the page's network, or the list of networks where a page belongs to none."""
    if body is None:
        return [{"label": _("Networks"), "url": url_for("directory.networks")}]
    return [{"label": _("Directory"), "url": url_for("directory.members", slug=body.slug)}]


NAVIGATION = (_navigation,)
LINKS = {
    Link.NETWORKS: "directory.networks",
    Link.NETWORK: "directory.landing",
    Link.DIRECTORY: "directory.members",
    Link.MEMBER_PAGE: "directory.member",
}

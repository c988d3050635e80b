"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, request, url_for

from app.web.access import access_of
from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem, extension_points, link_to
from app.web.languages import current_language, other_languages


def show_body(body: Any) -> None:
    """Say that this page belongs to a network body: its name and accent frame the page."""
    g.body = body


def _nav_items() -> list[NavItem]:
    found: list[NavItem] = []
    for source in extension_points().navigation:
        found.extend(source(g.get("body")))
    path = request.path
    best = max((item["url"] for item in found if path.startswith(item["url"])), key=len, default=None)
    return [{**item, "current": item["url"] == best} for item in found]


def _is_cached_page() -> bool:
    if request.endpoint is None:
        return False
    access = access_of(current_app, request.endpoint)
    carries_session = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return bool(access and access.cached and not carries_session)


def _frame() -> dict[str, Any]:
    actor = current_actor()
    return {
        "lang": current_language(),
        "languages": other_languages(),
        "actor": actor,
        "body": g.get("body"),
        "nav_items": _nav_items(),
        "installation_name": current_app.config["INSTALLATION_NAME"],
        "cached_page": _is_cached_page(),
        "accent_url": _accent_url(),
        "account_urls": {
            "sign_in": link_to(Link.SIGN_IN),
            "account": link_to(Link.ACCOUNT),
            "sign_out": link_to(Link.SIGN_OUT),
        },
    }


def _accent_url() -> str | None:
    accent = getattr(g.get("body"), "accent", None)
    return url_for("outside.accent", colour=accent.lstrip("#")) if accent else None


def install_context(app: Flask) -> None:
    app.context_processor(_frame)

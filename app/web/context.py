"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request, url_for

from app.web.access import access_of
from app.web.actor import current_actor
from app.web.extension_points import Link, NavItem, extension_points, link_to
from app.web.languages import current_language, other_languages
from app.web.network_frame import frame_body, navigation_path, own_networks, show_body

__all__ = ["install_context", "show_body"]


def _nav_items(body: Any) -> list[NavItem]:
    found: list[NavItem] = []
    for source in extension_points().navigation:
        found.extend(source(body))
    found.sort(key=lambda item: not item.get("first"))
    path = navigation_path()
    best = max((item["url"] for item in found if path.startswith(item["url"])), key=len, default=None)
    return [{**item, "current": item["url"] == best} for item in found]


def _switcher(body: Any, items: list[NavItem]) -> list[NavItem]:
    """The reader's networks, where there are several: each leads to the same job there, else to its front."""
    networks = own_networks()
    if len(networks) < 2 and (body is None or body in networks or not networks):
        return []
    job = next((item["label"] for item in items if item["current"]), None)
    found = []
    for network in networks:
        same_job = next((item["url"] for item in _nav_items(network) if item["label"] == job), None)
        front = f"{request.script_root}/{current_language()}/n/{network.slug}/"
        label = network.name_in(current_language())
        found.append({"label": label, "url": same_job or front, "current": network == body})
    return found


def _is_cached_page() -> bool:
    if request.endpoint is None:
        return False
    access = access_of(current_app, request.endpoint)
    carries_session = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return bool(access and access.cached and not carries_session)


def _frame() -> dict[str, Any]:
    body = frame_body()
    items = _nav_items(body)
    return {
        "lang": current_language(),
        "languages": other_languages(),
        "actor": current_actor(),
        "body": body,
        "nav_items": items,
        "switcher": _switcher(body, items),
        "installation_name": current_app.config["INSTALLATION_NAME"],
        "cached_page": _is_cached_page(),
        "accent_url": _accent_url(body),
        "account_urls": {
            "sign_in": link_to(Link.SIGN_IN),
            "account": link_to(Link.ACCOUNT),
            "sign_out": link_to(Link.SIGN_OUT),
        },
    }


def _accent_url(body: Any) -> str | None:
    accent = getattr(body, "accent", None)
    return url_for("outside.accent", colour=accent.lstrip("#")) if accent else None


def install_context(app: Flask) -> None:
    app.context_processor(_frame)

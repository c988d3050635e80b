"""Deny by default: a view that is not marked stops the start of the app.

`@public`, `@signed_in` and `@requires(permission)` only open the door to a page; what a person may do to a
thing is decided by rules and asked again in services.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, overload

from flask import Flask, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from app.kernel.actor import holds
from app.kernel.permissions import Permission
from app.web import interrupted_posts
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to

View = TypeVar("View", bound=Callable[..., Any])


class Door(StrEnum):
    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    PERMISSION = "permission"


@dataclass(frozen=True)
class Access:
    """Who may open a page. `cached` pages carry no token and open no session."""

    door: Door
    permission: Permission | None = None
    cached: bool = False


# Endpoints that we do not write ourselves.
FOREIGN: dict[str, Access] = {}


class UnmarkedEndpoint(RuntimeError):
    """An endpoint has no access marker; the app does not start."""


@overload
def public(view: View) -> View: ...
@overload
def public(*, cached: bool) -> Callable[[View], View]: ...
def public(view: View | None = None, *, cached: bool = False) -> Any:
    """Anyone may open this page. With `cached`, it is the same for every visitor without a session."""
    return _mark(Access(Door.PUBLIC, cached=cached), view)


def signed_in(view: View) -> View:
    """Whoever is signed in may open this page."""
    marked: View = _mark(Access(Door.SIGNED_IN), view)
    return marked


def requires(permission: Permission) -> Callable[[View], View]:
    """Whoever holds `permission` anywhere may open this page."""
    return lambda view: _mark(Access(Door.PERMISSION, permission), view)


def _mark(access: Access, view: Any) -> Any:
    def mark(function: Any) -> Any:
        function.access = access
        return function

    return mark if view is None else mark(view)


def access_of(app: Flask, endpoint: str) -> Access | None:
    """The marker of an endpoint, or None."""
    return FOREIGN.get(endpoint) or getattr(app.view_functions[endpoint], "access", None)


def check_all_marked(app: Flask) -> None:
    """Raises UnmarkedEndpoint naming every endpoint without a marker."""
    bare = sorted(
        {rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None}
    )
    if bare:
        raise UnmarkedEndpoint("these endpoints have no access marker: " + ", ".join(bare))


def enforce() -> Response | None:
    """Before each request: who may not open the page goes to sign-in, or is refused."""
    if request.endpoint is None:
        return None
    access = access_of(current_app, request.endpoint)
    if access is None:
        abort(404)
    if access.door is Door.PUBLIC:
        return None
    actor = current_actor()
    if actor.actor_id is None:
        return _to_sign_in()
    if access.permission is not None and not holds(actor, access.permission):
        abort(403)
    return None


def _to_sign_in() -> Response:
    if request.method in ("GET", "HEAD"):
        wanted = request.full_path.rstrip("?")
    else:
        wanted = interrupted_posts.keep() or request.path
    return redirect(link_to(Link.SIGN_IN, next=wanted), 303)

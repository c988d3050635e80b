"""Whose name, colour and navigation frame a page.

A page about a network is framed by it. Every other page of a signed-in person (desk, account) keeps the
network they work for, and so do the sign-in pages on the way to applying to one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, current_app, g, request, session

from app.web.actor import current_actor

REMEMBERED = "network"
NetworkKeys = Callable[[Any], Any]
NetworkSource = Callable[[Any, str, tuple[NetworkKeys, ...]], Sequence[tuple[Any, bool]]]
_NEXT_IN_NETWORK = re.compile(r"^/(?:en|es|fr)/n/([a-z0-9-]{1,40})/")


def add_networks(app: Flask, source: NetworkSource) -> None:
    """Say where networks come from: `source(actor, slug, also)` answers (body, is it the actor's own) for
    the actor's networks and the one of this slug, in the order of the switcher. `also` answer selects of keys
    of further networks of theirs."""
    app.extensions["weft_networks"] = source


def add_network_keys(app: Flask, keys: NetworkKeys) -> None:
    """Let a feature count networks as somebody's own: `keys(person_id)` is a select of the networks' keys.
    The person may be a parameter: the statement of every page is put together once."""
    known: tuple[NetworkKeys, ...] = app.extensions.get("weft_network_keys", ())
    app.extensions["weft_network_keys"] = (*known, keys)


def show_body(body: Any, *, under: str | None = None) -> None:
    """Say that this page belongs to a network body: its name and accent frame the page. With `under`, that
    it is a part of the page at this address, whose entry of the navigation it marks."""
    g.body = body
    g.page_under = under
    if current_actor().actor_id is not None and session.get(REMEMBERED) != body.slug:
        session[REMEMBERED] = body.slug


def frame_body() -> Any:
    """The network that frames this page, or None: the page's own, else the reader's."""
    if g.get("body") is not None:
        return g.body
    known = _known_networks()
    remembered = _remembered()
    own = [body for body, is_own in known if is_own] or [body for body, _own in known]
    return next((body for body in own if body.slug == remembered), own[0] if own else None)


def navigation_path() -> str:
    """The address by which the navigation knows where the reader is."""
    return g.get("page_under") or request.path


def own_networks() -> list[Any]:
    """The networks that the reader works for or belongs to: more than one makes a switcher."""
    return [body for body, is_own in _known_networks() if is_own]


def frame_without_network() -> None:
    """The database may be gone: ask it for no network on this page."""
    g.body, g.known_networks = None, []


def _known_networks() -> Sequence[tuple[Any, bool]]:
    if "known_networks" not in g:
        g.known_networks = _ask_for_networks(current_actor(), _remembered())
    found: Sequence[tuple[Any, bool]] = g.known_networks
    return found


def _ask_for_networks(actor: Any, remembered: str) -> Sequence[tuple[Any, bool]]:
    source = current_app.extensions.get("weft_networks")
    if source is None or (actor.actor_id is None and not remembered):
        return []
    also = current_app.extensions.get("weft_network_keys", ())
    found: Sequence[tuple[Any, bool]] = source(actor, remembered, also)
    return found


def _remembered() -> str:
    """The network last visited by whoever is signed in, or the one that a visitor is on the way to."""
    if current_actor().actor_id is not None:
        return str(session.get(REMEMBERED, ""))
    way = _NEXT_IN_NETWORK.match(request.args.get("next", ""))
    return way.group(1) if way else ""

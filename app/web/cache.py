"""Public pages are rendered once per language and data version, and told apart by an ETag.

Only visitors without a session get them: whoever is signed in has a frame of their own.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import LRUCache
from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from app.kernel import clock, public_version
from app.web.access import access_of
from app.web.headers import pack

PAGES_KEPT = 300
Name = tuple[str, str, int]


@dataclass(frozen=True)
class _Kept:
    body: bytes
    packed: bytes
    etag: str
    mimetype: str
    made_at: datetime


class PublicPages:
    """The pages of one process, least recently used out first."""

    def __init__(self) -> None:
        self._pages: LRUCache[Name, _Kept] = LRUCache(maxsize=PAGES_KEPT)
        self._lock = threading.Lock()

    def get(self, name: Name) -> _Kept | None:
        with self._lock:
            page: _Kept | None = self._pages.get(name)
            return page

    def put(self, name: Name, page: _Kept) -> None:
        with self._lock:
            self._pages[name] = page


def _is_cacheable() -> bool:
    if request.method not in ("GET", "HEAD") or request.endpoint is None:
        return False
    access = access_of(current_app, request.endpoint)
    carries_session = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return access is not None and access.cached and not carries_session


def _name() -> Name:
    """The version is read once, before the page is made: a change meanwhile must not be kept as new."""
    if "public_page" not in g:
        g.public_page = (request.host, request.full_path, public_version.current())
    name: Name = g.public_page
    return name


def _answer(page: _Kept) -> Response:
    response = Response(mimetype=page.mimetype)
    response.vary.add("Accept-Encoding")
    response.vary.add("Cookie")
    response.cache_control.no_cache = True
    response.set_etag(page.etag, weak=True)
    if request.if_none_match.contains_weak(page.etag):
        response.status_code = 304
        return response
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(page.packed)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.set_data(page.body)
    return response


def _from_cache() -> Response | None:
    if not _is_cacheable():
        return None
    page: _Kept | None = current_app.extensions["weft_public_pages"].get(_name())
    if page is None or clock.now() - page.made_at >= _kept_for():
        return None
    return _answer(page)


def _kept_for() -> timedelta:
    """Some words of a page change with the clock alone: it is made afresh after a while."""
    return timedelta(seconds=current_app.config["PUBLIC_CACHE_SECONDS"])


def _into_cache(response: Response) -> Response:
    if response.status_code != 200 or "ETag" in response.headers or not _is_cacheable():
        return response
    body = response.get_data()
    etag, mimetype = hashlib.sha256(body).hexdigest()[:24], response.mimetype or "text/html"
    page = _Kept(body, pack(body), etag, mimetype, clock.now())
    current_app.extensions["weft_public_pages"].put(_name(), page)
    return _answer(page)


def install_public_cache(app: Flask) -> None:
    app.extensions["weft_public_pages"] = PublicPages()
    app.before_request(_from_cache)
    app.after_request(_into_cache)

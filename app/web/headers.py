"""What every answer tells the browser: load only from here, frame nowhere, leave no trace."""

from __future__ import annotations

import gzip
import os
from io import BytesIO

from flask import Flask, current_app, request, session
from werkzeug.wrappers import Response

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
    )
)
SMALLEST_WORTH_PACKING = 1000
PADDING_AT_MOST = 64


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
    if current_app.config["PUBLIC_URL"]:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if "Cache-Control" not in headers:
        private = "_user_id" in session or request.method not in ("GET", "HEAD")
        headers["Cache-Control"] = "no-store" if private else "no-cache"
    return response


def _pack(response: Response) -> Response:
    """Compress pages. A random length in the gzip header blunts attacks that measure packed secrets."""
    packable = response.mimetype in ("text/html", "application/json", "image/svg+xml", "text/css")
    if (
        not packable
        or response.direct_passthrough
        or response.is_streamed
        or "Content-Encoding" in response.headers
        or response.status_code in (204, 304)
    ):
        return response
    response.vary.add("Accept-Encoding")
    data = response.get_data()
    if len(data) < SMALLEST_WORTH_PACKING or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    response.set_data(pack(data))
    response.headers["Content-Encoding"] = "gzip"
    return response


def pack(data: bytes) -> bytes:
    """`data` in gzip, with a random amount of padding in the header's file name."""
    name = os.urandom(32).hex()[: 1 + os.urandom(1)[0] % PADDING_AT_MOST]
    target = BytesIO()
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=5, fileobj=target, mtime=0) as packed:
        packed.write(data)
    return target.getvalue()


def install_headers(app: Flask) -> None:
    app.after_request(_pack)
    app.after_request(_set_headers)

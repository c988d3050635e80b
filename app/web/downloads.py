"""A file that is made for one reader."""

from __future__ import annotations

from werkzeug.wrappers import Response


def download(content: bytes | str, mimetype: str, filename: str) -> Response:
    """A file to take away, which nothing between keeps. `filename` is ours, never somebody's words."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "no-store"
    return response

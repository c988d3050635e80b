"""Static files, read and compressed once at start, under names that hold their hash: cached for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, abort, current_app, request
from werkzeug.wrappers import Response

from app.web.access import public

FOLDER = Path(__file__).with_name("static")
SERVED = frozenset({".css", ".js", ".svg", ".png", ".ico", ".txt"})

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file: its public name, and its bytes as they travel."""

    name: str
    body: bytes
    packed: bytes
    mimetype: str


def read_assets(folder: Path = FOLDER) -> dict[str, Asset]:
    """Every file of the folder, by its own name."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in SERVED:
            body = path.read_bytes()
            digest = hashlib.sha256(body).hexdigest()[:12]
            mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            packed = gzip.compress(body, 9, mtime=0)
            found[path.name] = Asset(f"{path.stem}.{digest}{path.suffix}", body, packed, mimetype)
    return found


def asset(name: str) -> str:
    """The address of a static file. Raises KeyError for a file that is not there."""
    return f"{request.script_root}/static/{current_app.extensions['weft_assets'][name].name}"


@bp.get("/static/<path:name>")
@public
def static_file(name: str) -> Response:
    """A file by its hashed name. An old hash is gone: pages never ask for it."""
    found: Asset | None = current_app.extensions["weft_asset_names"].get(name)
    if found is None:
        abort(404)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if packed else found.body, mimetype=found.mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    seconds = current_app.config["STATIC_CACHE_SECONDS"]
    response.headers["Cache-Control"] = f"public, max-age={seconds}, immutable"
    return response


def install_assets(app: Flask) -> None:
    assets = read_assets()
    app.extensions["weft_assets"] = assets
    app.extensions["weft_asset_names"] = {found.name: found for found in assets.values()}
    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = asset

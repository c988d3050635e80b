"""The blueprint that the directory's pages share."""

from __future__ import annotations

from app.web.blueprints import feature_blueprint

bp = feature_blueprint("directory", __name__)

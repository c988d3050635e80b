"""What the pages share."""

from __future__ import annotations

from app.web.blueprints import feature_blueprint

bp = feature_blueprint("grants.reports", __name__)

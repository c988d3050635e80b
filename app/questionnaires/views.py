"""The questionnaires have partials, not pages: features own the addresses."""

from __future__ import annotations

from app.web.blueprints import feature_blueprint

bp = feature_blueprint("questionnaires", __name__)

"""How code that knows no request reads a setting; config.py lists them all, with their units."""

from __future__ import annotations

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """The value of this setting in the running app."""
    return current_app.config[name]

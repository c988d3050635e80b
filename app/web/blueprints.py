"""Pages live under their language: `/en/…`, `/es/…`, `/fr/…`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint

from app.features import endpoint_prefix


def feature_blueprint(name: str, import_name: str) -> Blueprint:
    """The blueprint of a feature, by its name in app/features.py: language prefix, and its own templates
    where it has some. The pages of `grants.calls` are linked as `url_for("grants_calls.…")`."""
    folder = _templates_of(name)
    return Blueprint(
        endpoint_prefix(name),
        import_name,
        url_prefix="/<any(en,es,fr):lang>",
        template_folder=str(folder) if folder is not None else None,
    )


def _templates_of(name: str) -> Path | None:
    package = find_spec(f"app.{name}")
    for place in (package.submodule_search_locations or ()) if package is not None else ():
        folder = Path(place) / "templates"
        if folder.is_dir():
            return folder
    return None

"""Pages live under their language: `/en/…`, `/es/…`, `/fr/…`."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint


def feature_blueprint(name: str, import_name: str) -> Blueprint:
    """A feature's blueprint: language prefix, and its own templates where it has some."""
    folder = Path(__file__).parents[1] / name / "templates"
    return Blueprint(
        name,
        import_name,
        url_prefix="/<any(en,es,fr):lang>",
        template_folder=str(folder) if folder.is_dir() else None,
    )

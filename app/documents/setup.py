"""What the documents need to know of an installation."""

from __future__ import annotations

from flask import Flask

from app.documents import storage


def install(app: Flask) -> None:
    storage.install(app.config)

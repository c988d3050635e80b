"""How create_app takes what the rooms of a feature offer."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from flask import Flask

from app.web.errors import register_refusals
from app.web.extension_points import extension_points


def register_feature(app: Flask, name: str, *, within: str = "app") -> None:
    """Take set-up, jobs, console commands, words for refusals and pages of the feature with this name, a
    package of `within`."""
    package = f"{within}.{name}"
    for room in ("models", "jobs"):
        _room(package, room)
    labels, setup, views = _room(package, "labels"), _room(package, "setup"), _room(package, "views")
    for command in getattr(_room(package, "commands"), "COMMANDS", ()):
        app.cli.add_command(command)
    register_refusals(app, name, _room(package, "enums"), getattr(labels, "ERRORS", {}))
    if setup is not None:
        extension_points(app).take(setup)
        getattr(setup, "install", _nothing_more)(app)
    for blueprint in getattr(views, "blueprints", None) or [getattr(views, "bp", None)]:
        if blueprint is not None:
            app.register_blueprint(blueprint)


def _nothing_more(_app: Flask) -> None:
    """Most features need no more than what their setup's constants say."""


def _room(package: str, room: str) -> ModuleType | None:
    full = f"{package}.{room}"
    return import_module(full) if find_spec(full) else None

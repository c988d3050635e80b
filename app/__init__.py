"""Weft: who belongs, who receives a small grant, which peer can help whom."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli
from app.extensions import init_extensions
from app.kernel.encryption import install_keys
from app.web import (
    access,
    assets,
    cache,
    context,
    errors,
    filters,
    headers,
    languages,
    logs,
    pages,
    submissions,
)
from app.web.transaction import install_transactions
from config import load_settings

# From the ground up: what stands lower is registered first.
FEATURES = (
    "accounts",
    "documents",
    "questionnaires",
    "organisations",
    "membership",
    "directory",
    "dashboard",
    "example",
)


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """The whole program. `settings` override what the environment says. Raises SettingsError."""
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    app.config.update(load_settings(os.environ) if settings is None else settings)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    install_keys(app.config["FIELD_KEYS"])
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logs.install_logs(app)
    languages.install_languages(app)
    app.before_request(submissions.refuse_unstorable)
    init_extensions(app)
    app.before_request(access.enforce)
    app.before_request(submissions.note_holder)
    for install in (assets.install_assets, filters.install_filters, context.install_context):
        install(app)
    errors.install_errors(app)
    app.register_blueprint(pages.outside)
    app.register_blueprint(pages.bp)
    for name in FEATURES:
        register_feature(app, name)
    cli.register(app)
    headers.install_headers(app)
    cache.install_public_cache(app)
    install_transactions(app)
    access.check_all_marked(app)
    return app


def register_feature(app: Flask, name: str) -> None:
    """Take what the rooms of a feature offer: set-up, jobs, words for refusals, pages."""
    for room in ("models", "jobs"):
        _room(name, room)
    labels, setup, views = _room(name, "labels"), _room(name, "setup"), _room(name, "views")
    for command in getattr(_room(name, "commands"), "COMMANDS", ()):
        app.cli.add_command(command)
    errors.register_refusals(app, name, _room(name, "enums"), getattr(labels, "ERRORS", {}))
    if setup is not None:
        setup.install(app)
    for blueprint in getattr(views, "blueprints", None) or [getattr(views, "bp", None)]:
        if blueprint is not None:
            app.register_blueprint(blueprint)


def _room(name: str, room: str) -> ModuleType | None:
    full = f"app.{name}.{room}"
    return import_module(full) if find_spec(full) else None

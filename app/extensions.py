"""The Flask extensions, made once and bound to an app by create_app."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from app.kernel.database import db
from app.web.catalogues import QuickBabel
from app.web.languages import current_language

babel = QuickBabel()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, default_limits=[])


@limiter.request_filter
def _limits_are_off() -> bool:
    """The limiter remembers one switch for all apps of a process, that of the last; each app has its own."""
    return not current_app.config.get("RATELIMIT_ENABLED", True)


def init_extensions(app: Flask) -> None:
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(app)
    db.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=current_language)


def _engine_options(app: Flask) -> dict[str, Any]:
    """On SQLite a writer waits for its turn as long as the settings say, then the database counts as busy."""
    options = dict(app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    if str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite"):
        waits = {"timeout": app.config["SQLITE_BUSY_TIMEOUT_SECONDS"]}
        options["connect_args"] = waits | options.get("connect_args", {})
    return options


def init_migrations(app: Flask) -> None:
    """What `flask db` needs. Alembic is loaded for the console and the tests alone: a web process does
    without its ten megabytes."""
    from flask_migrate import Migrate  # noqa: PLC0415

    Migrate(render_as_batch=True, compare_type=True).init_app(app, db)

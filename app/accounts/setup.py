"""What create_app takes from accounts."""

from __future__ import annotations

from flask import Flask, session

from app.accounts import services
from app.accounts.security import SESSION_KEY, init_accounts
from app.web import pages


def install(app: Flask) -> None:
    """Set sign-in up, and let leaving quickly end the session on the server too."""
    init_accounts(app)
    if _end_this_session not in pages.on_leaving:
        pages.on_leaving.append(_end_this_session)


def _end_this_session() -> None:
    key = session.get(SESSION_KEY)
    if key:
        services.end_session_by_key(str(key))

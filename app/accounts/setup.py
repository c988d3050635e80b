"""What create_app takes from accounts."""

from __future__ import annotations

from flask import Flask, session

from app.accounts import services
from app.accounts.security import SESSION_KEY, init_accounts
from app.web.extension_points import Link


def install(app: Flask) -> None:
    """Set sign-in up."""
    init_accounts(app)


def _end_this_session() -> None:
    """Leaving quickly ends the session on the server too."""
    key = session.get(SESSION_KEY)
    if key:
        services.end_session_by_key(str(key))


ON_LEAVING = (_end_this_session,)
LINKS = {
    Link.SIGN_IN: "accounts.sign_in",
    Link.SIGN_OUT: "accounts.sign_out",
    Link.ACCOUNT: "accounts.account",
}

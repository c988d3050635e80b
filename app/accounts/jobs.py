"""Nothing about who was here when is kept for longer than it works."""

from __future__ import annotations

from datetime import timedelta

from app.accounts import services
from app.accounts.security import limits
from app.kernel.jobs import every


@every("accounts.forget", timedelta(hours=6))
def forget_old() -> None:
    """Delete ended sessions, failed attempts and used links once they can no longer matter."""
    held = limits()
    services.forget_old_sessions(older_than=held.session_longest)
    longest_link = max(held.confirm_link_lasts, held.reset_link_lasts, held.failures_forgotten)
    services.forget_old_attempts(older_than=longest_link)

"""What applications do when their call is cancelled."""

from __future__ import annotations

from app.grants.applications import services
from app.kernel import jobs


@jobs.job("grants.call_cancelled")
def call_cancelled(call_id: int) -> None:
    """End the applications of a call that was cancelled, and tell their groups."""
    services.end_with_call(call_id)

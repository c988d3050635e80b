"""The person of this request, through the kernel's eyes."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, has_request_context, session
from flask_login import current_user

from app.kernel.actor import ANONYMOUS


def current_actor() -> Any:
    """The signed-in person, or ANONYMOUS. It has the shape of `kernel.actor.Actor`.

    A visitor who carries no session costs no query.
    """
    if not has_request_context() or "_user_id" not in session:
        return ANONYMOUS
    if "actor" not in g:
        person = current_user._get_current_object()
        g.actor = person if person is not None and person.is_authenticated else ANONYMOUS
    return g.actor


def act_for_nobody() -> None:
    """Let the rest of this request ask the database no more who acts: it may be gone."""
    g.actor = ANONYMOUS
    current_app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined]

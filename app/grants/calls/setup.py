"""What calls add to the frame of the pages."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app.accounts.services import register_eraser, register_exporter
from app.grants.calls import presenter, services
from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.actor import current_actor
from app.web.extension_points import NavItem


def _navigation(body: Any) -> list[NavItem]:
    """The office's calls for those who manage them; for others the public ones, once there was one."""
    if body is None:
        return []
    if can(current_actor(), Permission.MANAGE_CALLS, body=body.id):
        return [{"label": _("Grants"), "url": url_for("grants_calls.calls", slug=body.slug)}]
    if body.gives_grants:
        return [{"label": _("Grants"), "url": url_for("grants_calls.grants", slug=body.slug)}]
    return []


def install(_app: Flask) -> None:
    """Whoever takes their data with them, or erases their account, takes their questions along."""
    register_exporter("call_questions", presenter.own_questions_data)
    register_eraser("call_questions", services.forget_asker)


NAVIGATION = (_navigation,)
DESK = (presenter.list_desk_items,)

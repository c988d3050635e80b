"""What organisations put on the desks of those who speak for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.settings import setting
from app.organisations.labels import CONTACT_ROLES
from app.organisations.queries import list_contact_organisations
from app.organisations.rules import can_edit
from app.web.desk import DeskItem, DeskPart


def list_desk_items(actor: Actor, _language: str, _networks: Sequence[Any] = ()) -> list[DeskItem]:
    """One's organisations; and those whose profile nobody has looked at for a year."""
    if actor.actor_id is None:
        return []
    items = []
    fresh_for = timedelta(seconds=setting("PROFILE_FRESH_SECONDS"))
    for organisation, role in list_contact_organisations(actor.actor_id):
        url = url_for("organisations.overview", ref=organisation.ref)
        checked = organisation.profile_checked_at
        items.append(
            DeskItem(
                verb=str(CONTACT_ROLES[role]),
                title=organisation.known_as,
                url=url,
                part=DeskPart.LASTING,
            )
        )
        if checked is not None and checked < now() - fresh_for and can_edit(role):
            items.append(
                DeskItem(
                    verb=_("Check that the profile is up to date:"),
                    title=organisation.known_as,
                    url=url,
                    since=checked,
                )
            )
    return items

"""What reviews put on the desk of the office: one line for each call and thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import ngettext

from app.grants.calls.models import Call
from app.grants.calls.rules import has_closed
from app.grants.reviews import queries
from app.kernel.actor import Actor, can
from app.kernel.permissions import Permission
from app.web.desk import DeskItem, DeskPart


def list_desk_items(actor: Actor, language: str, networks: Sequence[Any] = ()) -> list[DeskItem]:
    """Concerns to read, and applications that lack reviewers."""
    bodies = [one.id for one in networks if can(actor, Permission.SCREEN_GRANTS, body=one.id)]
    if not bodies:
        return []
    items = []
    for call, number in queries.count_flagged(actor, bodies):
        words = ngettext(
            "Read concerns on %(num)s application:", "Read concerns on %(num)s applications:", number
        )
        items.append(_item(words, call, "ranking", number, language))
    for call, number in queries.count_lacking(actor, bodies):
        if has_closed(call):
            words = ngettext(
                "Ask reviewers for %(num)s application:", "Ask reviewers for %(num)s applications:", number
            )
            items.append(_item(words, call, "plan", number, language))
    return items


def _item(words: str, call: Call, page: str, number: int, language: str) -> DeskItem:
    return DeskItem(
        verb=str(words),
        title=call.title_in(language),
        url=url_for(f"grants_reviews.{page}", slug=call.body.slug, ref=call.ref),
        network=call.body.name_in(language),
        part=DeskPart.MINE,
        number=number,
    )

"""What checks put on the desk of the office: one line for each thing to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import ngettext

from app.grants.diligence import queries
from app.grants.diligence.enums import Shown
from app.grants.diligence.presenter.lists import open_needs
from app.kernel.actor import Actor, can
from app.kernel.permissions import Permission
from app.web.desk import DeskItem, DeskPart


def list_desk_items(actor: Actor, language: str, networks: Sequence[Any] = ()) -> list[DeskItem]:
    """Checks for a second person, and groups whose grant waits for a check or soon will."""
    bodies = {one.id: one for one in networks if can(actor, Permission.SCREEN_GRANTS, body=one.id)}
    if not bodies:
        return []
    items = []
    for body_id, number in queries.count_to_conclude(actor, list(bodies)).items():
        words = ngettext("Conclude %(num)s check of a group", "Conclude %(num)s checks of groups", number)
        items.append(_item(words, bodies[body_id], Shown.RUNNING, number, language))
    running = queries.list_running(list(bodies))
    waiting = Counter(
        need.body_id
        for need, _until in open_needs(actor, list(bodies))
        if (need.body_id, need.organisation_id) not in running
    )
    for body_id, number in sorted(waiting.items()):
        words = ngettext("Check %(num)s group", "Check %(num)s groups", number)
        items.append(_item(words, bodies[body_id], Shown.NEEDED, number, language))
    return items


def _item(words: str, body: Any, shown: Shown, number: int, language: str) -> DeskItem:
    return DeskItem(
        verb=str(words),
        title="",
        url=url_for("grants_diligence.checks", slug=body.slug, show=shown.value),
        network=body.name_in(language),
        part=DeskPart.MINE,
        number=number,
    )

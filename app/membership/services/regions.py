"""A country moves to another region: which running applications go with it."""

from __future__ import annotations

from app.casework.services import ask, record_event
from app.kernel.actor import Actor
from app.membership import queries
from app.organisations.queries import region_of


def follow_country(scheme_id: int, country: str, actor: Actor) -> int:
    """Give the new region the applications that no region was asked about yet; answers how many.

    An application that is with its region, or past it, keeps it: whoever was asked finishes it, and what they
    said stays with the region that said it.
    """
    moved = 0
    for application in queries.list_before_check(scheme_id, country):
        region_id = region_of(application.organisation, scheme_id)
        if region_id != application.region_id:
            application.region_id = region_id
            ask(application)
            record_event(application, "region_changed", actor=actor)
            moved += 1
    return moved

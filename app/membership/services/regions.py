"""A country moves to another region: which running applications go with it."""

from __future__ import annotations

from app.casework import emails
from app.casework.services import ask, record_event
from app.kernel.actor import Actor
from app.membership import queries
from app.organisations.queries import placements, region_of


def follow_country(scheme_id: int, country: str, actor: Actor) -> int:
    """Give the new region the applications that no region was asked about yet; answers how many.

    An application that is with its region, or past it, keeps it: whoever was asked finishes it, and what they
    said stays with the region that said it.
    """
    moved, found = 0, queries.list_before_check(scheme_id, country)
    there = region_of(country, scheme_id)
    placed = placements(scheme_id, [one.organisation_id for one in found])
    for application in found:
        region_id = placed.get(application.organisation_id, there)
        if region_id != application.region_id:
            application.region_id = region_id
            emails.tell_parties(application, ask(application))
            record_event(application, "region_changed", actor=actor)
            moved += 1
    return moved

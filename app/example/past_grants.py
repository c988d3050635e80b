"""Grants that IDPC of the example gave before it had this system: a file that is published, and one that has
just been sent and is faulty."""

from __future__ import annotations

import json
from typing import Any

from app.example.world import World
from app.grants.publishing import services

FUNDER = {"id": "XX-EXAMPLE-IDPC", "name": "IDPC (example)"}
NAMES = ("Harbour kitchen", "Night bus", "Red lantern", "Open door", "Second shirt", "Long table")
PLACES = ({"name": "Kenya", "countryCode": "KE"}, {"name": "Portugal", "countryCode": "PT"})
FAULTY = """Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name
360G-example-18-1,Warm room,A room for the winter,USD,400,2018-11-02,Harbour kitchen (example)
360G-example-18-2,Bus,Fuel for the night bus,USD,"1,000",02/11/2018,Night bus (example)
360G-example-18-2,Lamps,Lamps for the way home,USD,0,2018-12-01,
"""


def tell_past_grants(world: World) -> None:
    """The office takes in the first file and publishes it; the second waits to be looked at."""
    body, officer = world.bodies["idpc"], world.people["grants"]
    data = json.dumps({"grants": [_grant(number) for number in range(len(NAMES))]}).encode()
    with world.days_ago(30):
        kept = services.offer_file(body, "grants-2016.json", data, actor=officer)
        services.take_in(kept, only_good=False, actor=officer)
        services.publish_import(kept, is_public=True, actor=officer)
    with world.days_ago(1):
        services.offer_file(body, "unsorted-2018.csv", FAULTY.encode(), actor=officer)


def _grant(number: int) -> dict[str, Any]:
    year = 2016 + number // 4
    return {
        "id": f"360G-example-16-{number}",
        "title": f"{NAMES[number]}, {year}",
        "description": "A small grant.",
        "currency": "USD",
        "amountAwarded": 350 + 50 * number,
        "awardDate": f"{year}-0{number + 2}-14",
        "recipientOrganization": [{"id": f"XX-EXAMPLE-{number}", "name": f"{NAMES[number]} (example)"}],
        "beneficiaryLocation": [PLACES[number % len(PLACES)]],
        "fundingOrganization": [FUNDER],
        "grantProgramme": [{"code": "OPEN", "title": "Open fund"}],
    }

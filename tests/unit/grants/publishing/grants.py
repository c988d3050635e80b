"""Grants as the projection takes them, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.grants.awards.process_words import Status
from app.grants.publishing.enums import Publicity, Wish
from app.grants.publishing.projection import Payment, Record, Region, Surroundings
from app.grants.publishing.rules import Consent, Standing
from app.grants.publishing.standards.publisher import Publisher
from app.kernel.money import Money

PUBLISHER = Publisher(
    prefix="360G-example",
    org_id="XX-EXAMPLE-1",
    name="River network",
    licence="https://creativecommons.org/licenses/by/4.0/",
    policy_url="https://network.example.org/policy",
)
TODAY = date(2026, 11, 27)
AGREES = Consent(answer=Wish.YES, said=None, tells_who_leads=False, fund_allows=True)
NAMED = "Reed on the lake"


def record(number: int = 1, **changes: Any) -> Record:
    """A grant of USD 4,317.25 that is published with everything."""
    known: dict[str, Any] = {
        "award_id": number,
        "fund_id": 1,
        "ref": f"GRANT-{number}",
        "title": NAMED,
        "organisation_ref": f"GROUP-{number}",
        "country": "KE",
        "region_id": 7,
        "amount": Money(4_317_25, "USD"),
        "asked": Money(5_000_00, "USD"),
        "agreed_on": date(2026, 5, 20),
        "ends_on": date(2026, 12, 31),
        "call_code": "care-2026",
        "call_title": {"en": "Care", "es": "Cuidado"},
        "call_summary": {"en": "For groups that care."},
        "is_one_size": False,
        "donor_activity": "XM-DAC-1-22",
        "choice": Publicity.PUBLISH,
        "consent": AGREES,
        "standing": Standing(Status.ACTIVE, is_held=False, was_named=True),
        "masked_ref": f"MASK-{number}",
        "masked_recipient": f"NOBODY-{number}",
    }
    return Record(**(known | changes))


def masked(number: int = 2, **changes: Any) -> Record:
    """A grant of a group that wants only its country to be known."""
    consent = Consent(answer=Wish.COUNTRY, said=None, tells_who_leads=False, fund_allows=True)
    standing = Standing(Status.ACTIVE, is_held=False, was_named=False)
    known: dict[str, Any] = {"choice": Publicity.MASK, "consent": consent, "standing": standing}
    return record(number, **(known | changes))


def around(groups: int = 9) -> Surroundings:
    """Each grant was paid in two parts; so many groups are in its region."""
    paid = (
        Payment(date(2026, 6, 3), Money(4_000_00, "USD")),
        Payment(date(2026, 9, 9), Money(317_25, "USD")),
    )
    region = Region({"en": "East Africa", "es": "África Oriental"}, groups)
    return Surroundings(payments=dict.fromkeys(range(9), paid), regions={7: region}, fewest_groups=5)

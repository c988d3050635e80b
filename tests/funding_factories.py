"""Funds for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.grants.funding import services
from app.grants.funding.enums import Category
from app.grants.funding.models import Fund
from app.grants.funding.services import LineData
from app.organisations.models import NetworkBody

FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)


def make_award(body: NetworkBody, finance: Person, code: str = "A", **terms: Any) -> Fund:
    """A donor's award of USD 10,000.00 for 2026 with one line of sub-grants, `code`1."""
    return services.add_donor_award(
        body,
        donor=services.add_donor(body, name=f"Donor {code}", actor=finance),
        code=code,
        title={"en": f"Award {code}"},
        currency="USD",
        starts_on=FIRST_DAY,
        ends_on=LAST_DAY,
        lines=[LineData(f"{code}1", {"en": "Sub-grants"}, Category.SUB_GRANTS, 10_000_00)],
        terms=terms,
        actor=finance,
    )

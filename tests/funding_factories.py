"""Funds for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.grants.funding import services
from app.grants.funding.enums import Category
from app.grants.funding.models import Fund
from app.grants.funding.services import LineData
from app.kernel import clock
from app.organisations.models import NetworkBody


def make_award(
    body: NetworkBody, finance: Person, code: str = "A", currency: str = "USD", **terms: Any
) -> Fund:
    """A donor's award of USD 10,000.00 for this year and the next with one line of sub-grants, `code`1."""
    year = clock.today().year
    return services.add_donor_award(
        body,
        donor=services.add_donor(body, name=f"Donor {code}", actor=finance),
        code=code,
        title={"en": f"Award {code}"},
        currency=currency,
        starts_on=date(year, 1, 1),
        ends_on=date(year + 1, 12, 31),
        lines=[LineData(f"{code}1", {"en": "Sub-grants"}, Category.SUB_GRANTS, 10_000_00)],
        terms=terms,
        actor=finance,
    )

"""The one gate before everything that is public of grants: pages, files, feeds and totals.

`project` is the only way from a grant to a reader whom nobody knows. What it leaves out, no exporter can let
out: they are given what is `Shown`, never the grant. Totals are sums of what is shown, so that a total less
the rows beside it is nothing.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import get_currency_precision

from app.grants.funding.enums import FundStatus
from app.grants.publishing.enums import Publicity
from app.grants.publishing.rules import Consent, Standing, publicity
from app.kernel.money import Money

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Payment:
    """Money that was sent, or came back where it is negative."""

    day: date
    amount: Money


@dataclass(frozen=True)
class Record:
    """A grant as the office knows it, with all that decides what of it is public."""

    award_id: int
    fund_id: int
    ref: str
    title: str
    organisation_ref: str
    country: str | None
    region_id: int | None
    amount: Money
    asked: Money | None
    agreed_on: date
    ends_on: date | None
    call_code: str
    call_title: Texts
    call_summary: Texts
    is_one_size: bool
    """Every grant of the call has the same amount: it tells nothing of any of them."""
    donor_activity: str | None
    choice: Publicity
    consent: Consent
    standing: Standing
    masked_ref: str = ""
    masked_recipient: str = ""

    @property
    def publicity(self) -> Publicity:
        return publicity(self.choice, self.consent, self.standing)


@dataclass(frozen=True)
class Shown:
    """A grant as everybody may read it. Where it is masked, `name`, `country` and `awarded_on` are empty,
    `amount` may be rounded, and nothing leads to anything else."""

    ref: str
    recipient_ref: str
    name: str
    country: str
    region: Texts
    year: int
    amount: Money
    call_code: str
    call_title: Texts
    call_summary: Texts
    awarded_on: date | None = None
    ends_on: date | None = None
    asked: Money | None = None
    payments: Sequence[Payment] = ()
    donor_activity: str | None = None
    is_rounded: bool = False

    @property
    def is_masked(self) -> bool:
        return not self.name


@dataclass(frozen=True)
class Movement:
    """Money by the last day of the time that it is the sum of."""

    day: date
    amount: Money


@dataclass(frozen=True)
class ShownFund:
    """A donor's award as everybody may read it. `committed` and `disbursed` are sums of grants that are
    shown, never of one that is not."""

    ref: str
    title: Texts
    donor: str
    donor_id: str | None
    donor_activity: str | None
    status: FundStatus
    starts_on: date
    ends_on: date
    agreed: Money
    incoming: Sequence[Movement]
    committed: Sequence[Movement]
    disbursed: Sequence[Movement]


@dataclass(frozen=True)
class Region:
    """A region by its name, and how many groups of the network it could be."""

    name: Texts
    groups: int


@dataclass(frozen=True)
class Surroundings:
    """What is known beside the grants: their payments by key of the grant, and regions by their key.
    `fewest_groups`: a region with fewer groups would say which one it is. `digits`: how many of an amount a
    mask leaves, so that 4,317 is shown as 4,300."""

    payments: Mapping[int, Sequence[Payment]] = field(default_factory=dict)
    regions: Mapping[int, Region] = field(default_factory=dict)
    fewest_groups: int = 1
    digits: int = 2


def project(record: Record, around: Surroundings) -> Shown | None:
    """The grant as everybody may read it; None where it appears nowhere."""
    match record.publicity:
        case Publicity.PUBLISH:
            return _named(record, around)
        case Publicity.MASK:
            return _masked(record, around)
        case _:
            return None


def _named(record: Record, around: Surroundings) -> Shown:
    region = around.regions.get(record.region_id or 0)
    return Shown(
        ref=record.ref,
        recipient_ref=record.organisation_ref,
        name=record.title,
        country=record.country or "",
        region=region.name if region is not None else {},
        year=record.agreed_on.year,
        amount=record.amount,
        call_code=record.call_code,
        call_title=record.call_title,
        call_summary=record.call_summary,
        awarded_on=record.agreed_on,
        ends_on=record.ends_on,
        asked=record.asked,
        payments=around.payments.get(record.award_id, ()),
        donor_activity=record.donor_activity,
    )


def _masked(record: Record, around: Surroundings) -> Shown:
    region = around.regions.get(record.region_id or 0)
    is_large = region is not None and region.groups >= around.fewest_groups
    amount = record.amount if record.is_one_size else rounded(record.amount, around.digits)
    return Shown(
        ref=record.masked_ref,
        recipient_ref=record.masked_recipient,
        name="",
        country="",
        region=region.name if region is not None and is_large else {},
        year=record.agreed_on.year,
        amount=amount,
        call_code=record.call_code,
        call_title=record.call_title,
        call_summary=record.call_summary,
        is_rounded=not record.is_one_size,
    )


def rounded(amount: Money, digits: int) -> Money:
    """The amount with only its first digits, in whole units of the currency: never nothing."""
    precision = get_currency_precision(amount.currency)
    whole = Decimal(amount.minor).scaleb(-precision)
    places = max(whole.adjusted() - digits + 1, 0)
    near = (whole / 10**places).quantize(Decimal(1), ROUND_HALF_UP) * 10**places
    return Money(int(max(near, Decimal(1)).scaleb(precision)), amount.currency)


def in_order(several: Sequence[Shown]) -> list[Shown]:
    """The newest year first, then those with a name by it, then the others by their random number: no order
    tells when a masked grant was made."""
    return sorted(several, key=lambda one: (-one.year, one.is_masked, one.name.casefold(), one.ref))


def totals(several: Sequence[Shown | ShownPast]) -> dict[str, Money]:
    """Currency → what the shown grants add up to."""
    found: dict[str, Money] = {}
    for one in several:
        currency = one.amount.currency
        found[currency] = found.get(currency, Money(0, currency)) + one.amount
    return dict(sorted(found.items()))


def quarter_sums(several: Sequence[Movement], today: date) -> list[Movement]:
    """What was moved in each quarter, by its last day, or by today where it is not over."""
    found: dict[date, Money] = {}
    for one in several:
        month = (one.day.month + 2) // 3 * 3
        last = date(one.day.year, month, calendar.monthrange(one.day.year, month)[1])
        day = max(min(last, today), one.day)
        found[day] = found.get(day, Money(0, one.amount.currency)) + one.amount
    return [Movement(day, amount) for day, amount in sorted(found.items()) if amount.minor]


# What is let out of a grant of the past: nothing that says where people live or how to reach them, nothing
# that somebody wrote beside the standard.
OF_ORGANISATION = frozenset({"id", "name", "charityNumber", "companyNumber", "url"})
OF_PLACE = frozenset({"name", "countryCode", "geoCode", "geoCodeType"})
OF_PROGRAMME = frozenset({"code", "title", "url"})
OF_DATES = frozenset({"startDate", "endDate", "duration"})
OF_GRANT = (
    "id",
    "title",
    "description",
    "currency",
    "amountAppliedFor",
    "amountAwarded",
    "amountDisbursed",
    "awardDate",
    "fromOpenCall",
    "regrantType",
    "locationScope",
    "dataSource",
)
PARTS = {
    "plannedDates": OF_DATES,
    "actualDates": OF_DATES,
    "recipientOrganization": OF_ORGANISATION,
    "fundingOrganization": OF_ORGANISATION,
    "beneficiaryLocation": OF_PLACE,
    "grantProgramme": OF_PROGRAMME,
}


@dataclass(frozen=True)
class ShownPast:
    """A grant of the past as a page shows it; without a name where it went to a person."""

    name: str
    country: str
    programme: str
    amount: Money


INDIVIDUAL = "Individual Recipient"
TO_A_PERSON = "Grant to an individual"


def project_past(data: Mapping[str, Any]) -> dict[str, Any]:
    """A grant of the past as everybody may read it, once its file is published: as it came, less what is
    nobody's business. A person is never named."""
    found = {name: data[name] for name in OF_GRANT if data.get(name) not in (None, "")}
    for name, allowed in PARTS.items():
        held = data.get(name)
        if isinstance(held, list):
            found[name] = [
                {key: value for key, value in one.items() if key in allowed and value not in (None, "")}
                for one in held
                if isinstance(one, Mapping)
            ]
    if isinstance(data.get("recipientIndividual"), Mapping):
        # What was written about it may name the person.
        found.pop("description", None)
        found["title"] = TO_A_PERSON
        found["recipientIndividual"] = {"id": f"{data.get('id')}-person", "name": INDIVIDUAL}
    return found

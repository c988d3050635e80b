"""Grants as 360Giving data, version 1.4: JSON, and CSV under the official titles of its columns.

https://standard.threesixtygiving.org/en/latest/technical/reference/
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from app.grants.publishing.projection import Shown
from app.grants.publishing.standards.publisher import Publisher
from app.kernel.locales import ISO_COUNTRIES, country_name, picked
from app.kernel.money import Money
from app.web.list_page import safe_cell

Grant = dict[str, Any]
VERSION = "1.4"
LANGUAGE = "en"
"""Files are in one language, and English is the one most of their readers share."""
LONGEST_TITLE = 140
COUNTRIES = frozenset(ISO_COUNTRIES) - {"XK"}
"""The list of the standard: Kosovo is named, but has no code there."""
NATIONAL, SUPRANATIONAL = "GLS030", "GLS020"
WITHHELD = "Name withheld for safety"
OF_MASKED = "The name of the group is withheld for its safety, and only the year of the grant is given."
ROUNDED = "The amount is rounded."

# The official titles of columns: https://standard.threesixtygiving.org/en/latest/technical/reference/
TITLES = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date",
    "url": "URL",
    "plannedDates": "Planned Dates",
    "actualDates": "Actual Dates",
    "startDate": "Start Date",
    "endDate": "End Date",
    "duration": "Duration (months)",
    "recipientOrganization": "Recipient Org",
    "recipientIndividual": "Recipient Ind",
    "fundingOrganization": "Funding Org",
    "name": "Name",
    "charityNumber": "Charity Number",
    "companyNumber": "Company Number",
    "department": "Department",
    "beneficiaryLocation": "Beneficiary Location",
    "countryCode": "Country Code",
    "geoCode": "Geographic Code",
    "geoCodeType": "Geographic Code Type",
    "grantProgramme": "Grant Programme",
    "code": "Code",
    "fromOpenCall": "From An Open Call?",
    "dateModified": "Last Modified",
    "dataSource": "Data Source",
    "regrantType": "For Regrant Type",
    "locationScope": "Location Scope",
}


def grant_of(shown: Shown, publisher: Publisher) -> Grant:
    """One grant, without what is not known."""
    found: dict[str, Any] = {
        "id": f"{publisher.prefix}-{shown.ref}",
        "title": picked(dict(shown.call_title), LANGUAGE)[:LONGEST_TITLE],
        "description": _description(shown),
        "currency": shown.amount.currency,
        "amountAppliedFor": number(shown.asked) if shown.asked is not None else None,
        "amountAwarded": number(shown.amount),
        "amountDisbursed": number(_disbursed(shown)) if shown.payments else None,
        "awardDate": (shown.awarded_on or date(shown.year, 1, 1)).isoformat(),
        "plannedDates": _planned(shown),
        "recipientOrganization": [_recipient(shown, publisher)],
        "beneficiaryLocation": _places(shown),
        "fundingOrganization": [{"id": publisher.org_id, "name": publisher.name}],
        "grantProgramme": [
            {"code": shown.call_code, "title": picked(dict(shown.call_title), LANGUAGE)},
        ],
        "fromOpenCall": "Yes",
        "relatedActivity": [shown.donor_activity] if shown.donor_activity else None,
        "locationScope": _scope(shown),
        "disbursementTransaction": _transactions(shown, publisher),
    }
    return {key: value for key, value in found.items() if value not in (None, [], "")}


def number(amount: Money) -> int | float:
    """An amount as JSON has it: 450, 450.75."""
    exact = Decimal(amount.minor).scaleb(-get_currency_precision(amount.currency))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _disbursed(shown: Shown) -> Money:
    return sum((one.amount for one in shown.payments), Money(0, shown.amount.currency))


def _description(shown: Shown) -> str:
    said = [picked(dict(shown.call_summary), LANGUAGE)]
    if shown.is_masked:
        said.append(OF_MASKED)
    if shown.is_rounded:
        said.append(ROUNDED)
    return " ".join(filter(None, said))


def _planned(shown: Shown) -> list[dict[str, str]]:
    """From the decision to the day on which the group reports."""
    if shown.awarded_on is None or shown.ends_on is None:
        return []
    return [{"startDate": shown.awarded_on.isoformat(), "endDate": shown.ends_on.isoformat()}]


def _recipient(shown: Shown, publisher: Publisher) -> dict[str, str]:
    return {"id": f"{publisher.prefix}-ORG-{shown.recipient_ref}", "name": shown.name or WITHHELD}


def _places(shown: Shown) -> list[dict[str, str]]:
    if shown.country:
        place = {"name": country_name(shown.country, LANGUAGE)}
        return [place | ({"countryCode": shown.country} if shown.country in COUNTRIES else {})]
    region = picked(dict(shown.region), LANGUAGE)
    return [{"name": region}] if region else []


def _scope(shown: Shown) -> str | None:
    if shown.country:
        return NATIONAL
    return SUPRANATIONAL if shown.region else None


def _transactions(shown: Shown, publisher: Publisher) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{publisher.prefix}-{shown.ref}-{place}",
            "transactionDate": one.day.isoformat(),
            "currency": one.amount.currency,
            "value": number(one.amount),
        }
        for place, one in enumerate(shown.payments, 1)
    ]


def package(grants: Sequence[Grant], publisher: Publisher, issued: date) -> dict[str, Any]:
    """What a file holds: the grants, and who publishes them under which licence."""
    return {
        "version": VERSION,
        "title": f"Grants of {publisher.name}",
        "description": f"What is published, masked or withheld, and why: {publisher.policy_url}",
        "issued": issued.isoformat(),
        "publisher": {"identifier": publisher.org_id, "name": publisher.name},
        "license": publisher.licence,
        "grants": list(grants),
    }


def write_json(grants: Sequence[Grant], publisher: Publisher, issued: date) -> bytes:
    """The file as JSON."""
    text = json.dumps(package(grants, publisher, issued), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def write_csv(grants: Sequence[Grant]) -> bytes:
    """The same grants as one table. Cells that a spreadsheet would take for a formula begin with an
    apostrophe."""
    rows = [dict(_cells(grant)) for grant in grants]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading(path) for path in columns])
    for row in rows:
        writer.writerow([safe_cell(row.get(path)) for path in columns])
    return out.getvalue().encode()


Path = tuple[str | int, ...]


def _cells(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """(path, value) of everything that a grant holds; lists of words are one cell."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _cells(inner, (*path, key))
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        yield path, ";".join(value)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _cells(inner, (*path, place))
    else:
        yield path, value


def heading(path: Path) -> str:
    """The title of a column, such as Recipient Org:Name; without an official title the path of JSON."""
    names = [one for one in path if isinstance(one, str)]
    if not all(one in TITLES for one in names):
        return "/".join(str(one) for one in path)
    return ":".join(_words(path))


def _words(path: Iterable[str | int]) -> Iterator[str]:
    """The titles along a path; the first of several goes without its number."""
    for part in path:
        if isinstance(part, str):
            yield TITLES[part]
        elif part:
            yield str(part)

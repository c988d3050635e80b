"""IATI: valid, in order, with the roles and transactions of the standard, and sums that give nobody away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from app.grants.funding.enums import FundStatus
from app.grants.publishing.projection import Movement, ShownFund, quarter_sums
from app.grants.publishing.standards.iati import write_iati
from app.grants.publishing.standards.publisher import Codes
from app.kernel.money import Money
from config import SettingsError, load_settings
from tests.reference_data import reference_data
from tests.unit.grants.publishing.grants import PUBLISHER, TODAY

CODES = Codes(
    sectors=(("15160", 60), ("15180", 40)),
    org_type="21",
    flow_type="30",
    finance_type="110",
    aid_type="C01",
    tied_status="5",
)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def fund(**changes: Any) -> ShownFund:
    """A donor's award of USD 10,000 that runs."""
    known: dict[str, Any] = {
        "ref": "FUND1",
        "title": {"en": "Small grants & care\x0b", "fr": "Petites subventions"},
        "donor": "Hill Foundation",
        "donor_id": "XX-HILL-1",
        "donor_activity": "XX-HILL-1-22",
        "status": FundStatus.ACTIVE,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
        "agreed": usd(10_000_00),
        "incoming": [Movement(date(2026, 2, 1), usd(5_000_00))],
        "committed": [Movement(date(2026, 6, 30), usd(1_800_00))],
        "disbursed": [Movement(date(2026, 6, 30), usd(1_350_00)), Movement(TODAY, usd(-12_50))],
    }
    return ShownFund(**(known | changes))


def _written(*funds: ShownFund) -> Any:
    return etree.fromstring(write_iati(funds, PUBLISHER, CODES, TODAY))


def test_the_official_schema_accepts_the_file() -> None:
    schema = etree.XMLSchema(etree.parse(str(reference_data("iati/xsd/iati-activities-schema.xsd"))))
    bare = fund(ref="B", donor_id=None, donor_activity=None, status=FundStatus.CLOSED, incoming=[])
    written = _written(fund(), bare)
    assert schema.validate(written), schema.error_log
    activity = written[0]
    activity.append(activity[0])  # the identifier in the last place
    assert not schema.validate(written)


def test_roles_dates_sectors_and_transactions_are_those_of_the_standard() -> None:
    activity = _written(fund())[0]
    assert activity.findtext("iati-identifier") == "XX-EXAMPLE-1-FUND1"
    assert [dict(one.attrib) for one in activity.findall("participating-org")] == [
        {"role": "1", "ref": "XX-HILL-1", "activity-id": "XX-HILL-1-22"},
        {"role": "3", "ref": "XX-EXAMPLE-1", "type": "21"},
        {"role": "4"},
    ]
    assert [(one.get("type"), one.get("iso-date")) for one in activity.findall("activity-date")] == [
        ("1", "2026-01-01"),
        ("2", "2026-01-01"),
        ("3", "2027-12-31"),
    ]
    assert sum(int(one.get("percentage")) for one in activity.findall("sector")) == 100
    told = [
        (
            one.find("transaction-type").get("code"),
            one.find("transaction-date").get("iso-date"),
            one.findtext("value"),
            one.find("provider-org").get("provider-activity-id"),
        )
        for one in activity.findall("transaction")
    ]
    theirs, ours = "XX-HILL-1-22", "XX-EXAMPLE-1-FUND1"
    assert told == [
        ("11", "2026-01-01", "10000", theirs),
        ("1", "2026-02-01", "5000", theirs),
        ("2", "2026-06-30", "1800", ours),
        ("3", "2026-06-30", "1350", ours),
        ("3", "2026-11-27", "-12.5", ours),
    ]
    assert activity.find("title")[0].text == "Small grants & care"


def test_codes_are_on_the_lists_of_the_standard() -> None:
    activity = _written(fund())[0]
    for name, path, found in (
        ("Sector", "nonembedded", [one.get("code") for one in activity.findall("sector")]),
        ("FlowType", "nonembedded", [activity.find("default-flow-type").get("code")]),
        ("FinanceType", "nonembedded", [activity.find("default-finance-type").get("code")]),
        ("AidType", "nonembedded", [activity.find("default-aid-type").get("code")]),
        ("TiedStatus", "nonembedded", [activity.find("default-tied-status").get("code")]),
        ("OrganisationType", "nonembedded", [activity.find("reporting-org").get("type")]),
        ("Region", "nonembedded", [activity.find("recipient-region").get("code")]),
        ("ActivityScope", "nonembedded", [activity.find("activity-scope").get("code")]),
        ("ActivityStatus", "embedded", ["1", "2", "3", "4", "5", "6"]),
        ("TransactionType", "embedded", ["1", "2", "3", "11"]),
    ):
        official = etree.parse(str(reference_data(f"iati/codelists/{path}/{name}.xml")))
        assert set(found) <= {one.text for one in official.iter("code")}, name


def test_a_sum_is_of_a_quarter_and_ends_today() -> None:
    moved = [
        Movement(date(2026, 1, 3), usd(100)),
        Movement(date(2026, 3, 31), usd(50)),
        Movement(date(2026, 4, 1), usd(7)),
        Movement(date(2026, 5, 1), usd(-7)),
        Movement(date(2026, 11, 1), usd(9)),
    ]
    assert quarter_sums(moved, TODAY) == [
        Movement(date(2026, 3, 31), usd(150)),
        Movement(TODAY, usd(9)),
    ]


@pytest.mark.parametrize("wrong", ["15160:60", "15160:60,15180:50", "151:100", "15160"])
def test_sectors_have_to_add_up(wrong: str, tmp_path: Any) -> None:
    with pytest.raises(SettingsError, match="PUBLISHER_SECTORS"):
        load_settings({"DATA_DIR": str(tmp_path), "PUBLISHER_SECTORS": wrong})
    settings = load_settings({"DATA_DIR": str(tmp_path), "PUBLISHER_SECTORS": "15160:60, 15180:40"})
    assert settings["PUBLISHER_SECTORS"] == (("15160", 60), ("15180", 40))

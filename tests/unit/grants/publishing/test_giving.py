"""Files of 360Giving: what the official schema asks, what it does not notice, and that the table says the
same as the JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import flattentool
import pytest

from app.grants.publishing.projection import project
from app.grants.publishing.standards import checks
from app.grants.publishing.standards.checks import Fault, check_file, check_grant
from app.grants.publishing.standards.export import open_data
from app.grants.publishing.standards.giving import (
    COUNTRIES,
    TITLES,
    Grant,
    grant_of,
    write_csv,
    write_json,
)
from app.kernel.money import Money
from tests.reference_data import reference_data
from tests.unit.grants.publishing.grants import PUBLISHER, TODAY, around, masked, record
from tests.unit.grants.publishing.official import official_schema

COLUMNS = ",".join(
    [
        "Identifier,Title,Description,Currency,Amount Applied For,Amount Awarded,Amount Disbursed,Award Date",
        "Planned Dates:Start Date,Planned Dates:End Date,Recipient Org:Identifier,Recipient Org:Name",
        "Beneficiary Location:Name,Beneficiary Location:Country Code",
        "Funding Org:Identifier,Funding Org:Name,Grant Programme:Code,Grant Programme:Title",
        "From An Open Call?,relatedActivity,Location Scope",
        *(
            f"disbursementTransaction/{place}/{name}"
            for place in (0, 1)
            for name in ("id", "transactionDate", "currency", "value")
        ),
    ]
)


def grants() -> list[Grant]:
    """One grant that is published, one that is masked, one without any figure behind the point."""
    shown = [project(one, around()) for one in (record(), masked(), record(9, amount=Money(500, "XOF")))]
    return [grant_of(one, PUBLISHER) for one in shown if one is not None]


def test_a_masked_grant_says_so_and_nothing_else() -> None:
    assert grants()[1] == {
        "id": "360G-example-MASK-2",
        "title": "Care",
        "description": "For groups that care. The name of the group is withheld for its safety, and only the "
        "year of the grant is given. The amount is rounded.",
        "currency": "USD",
        "amountAwarded": 4300,
        "awardDate": "2026-01-01",
        "recipientOrganization": [
            {"id": "360G-example-ORG-NOBODY-2", "name": "Name withheld for safety"},
        ],
        "beneficiaryLocation": [{"name": "East Africa"}],
        "fundingOrganization": [{"id": "XX-EXAMPLE-1", "name": "River network"}],
        "grantProgramme": [{"code": "care-2026", "title": "Care"}],
        "fromOpenCall": "Yes",
        "locationScope": "GLS020",
    }


def test_the_official_schema_accepts_the_file() -> None:
    official = official_schema()
    written = json.loads(write_json(grants(), PUBLISHER, TODAY))
    assert list(official.iter_errors(written)) == []
    written["grants"][0]["awardDate"] = "20 May"
    assert len(list(official.iter_errors(written))) == 1


def test_the_table_says_the_same_as_the_json(tmp_path: Path) -> None:
    schema = reference_data("360giving/schema/360-giving-schema.json")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "grants.csv").write_bytes(write_csv(grants()))
    flattentool.unflatten(
        str(tmp_path / "in"),
        input_format="csv",
        output_name=str(tmp_path / "out.json"),
        root_list_path="grants",
        root_id="",
        schema=str(schema),
        convert_titles=True,
    )
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["grants"] == grants()


def test_the_columns_have_the_official_titles() -> None:
    rows = list(csv.reader(write_csv(grants()).decode().splitlines()))
    assert ",".join(rows[0]) == COLUMNS
    schema = json.loads(reference_data("360giving/schema/360-giving-schema.json").read_text("utf-8"))
    titles = set(_titles(schema))
    assert set(TITLES.items()) <= titles


def _titles(schema: Any) -> list[tuple[str, str]]:
    found = []
    for key, value in schema.items():
        if isinstance(value, dict):
            found += [(key, value["title"])] if isinstance(value.get("title"), str) else []
            found += _titles(value)
    return found


def test_closed_lists_are_those_of_the_standard() -> None:
    for name, ours in (
        ("currency", checks.CURRENCIES),
        ("countryCode", COUNTRIES),
        ("locationScope", checks.SCOPES),
        ("regrantType", checks.REGRANTS),
    ):
        with reference_data(f"360giving/codelists/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            official = {row[0] for row in csv.reader(file)}
        assert ours <= official, name


def test_what_breaks_a_rule_is_left_out_and_told() -> None:
    speaking = record(3, call_summary={"en": "Write to us@river.example.org"})
    shown = [project(one, around()) for one in (record(), masked(), speaking)]
    data = open_data([one for one in shown if one is not None], PUBLISHER, TODAY)
    assert [grant["id"] for grant in data.grants] == ["360G-example-GRANT-1", "360G-example-MASK-2"]
    left = data.left_out[0]
    assert (left.id, [found.fault for found in left.faults]) == ("360G-example-GRANT-3", [Fault.EMAIL])


def _with(path: str, value: Any) -> Grant:
    """A published grant with one value changed; None takes it out."""
    grant: Any = json.loads(json.dumps(grants()[0]))
    place: Any = grant
    *way, last = path.split("/")
    for part in way:
        place = place[int(part) if part.isdigit() else part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    changed: Grant = grant
    return changed


@pytest.mark.parametrize(
    ("path", "value", "fault", "where"),
    [
        ("title", None, Fault.LACKS, "title"),
        ("title", "  ", Fault.LACKS, "title"),
        ("id", "GRANT-1", Fault.NO_PREFIX, "id"),
        ("amountAwarded", 0, Fault.NOTHING_AWARDED, "amountAwarded"),
        ("amountAwarded", -5, Fault.NOTHING_AWARDED, "amountAwarded"),
        ("amountAwarded", "4,317", Fault.NO_NUMBER, "amountAwarded"),
        ("amountDisbursed", "all", Fault.NO_NUMBER, "amountDisbursed"),
        ("awardDate", "2026-02-30", Fault.NOT_A_DATE, "awardDate"),
        ("awardDate", "2026-05", Fault.NOT_A_DATE, "awardDate"),
        ("awardDate", "0026-05-20", Fault.NOT_A_DATE, "awardDate"),
        ("awardDate", "2026-11-28", Fault.DATE_TO_COME, "awardDate"),
        ("plannedDates/0/endDate", "2026-05-01", Fault.ENDS_FIRST, "plannedDates/0/endDate"),
        ("currency", "EURO", Fault.NOT_ON_LIST, "currency"),
        ("beneficiaryLocation/0/countryCode", "UK", Fault.NOT_ON_LIST, "beneficiaryLocation/0/countryCode"),
        ("fromOpenCall", "yes", Fault.NOT_ON_LIST, "fromOpenCall"),
        ("locationScope", "Global", Fault.NOT_ON_LIST, "locationScope"),
        ("recipientOrganization", None, Fault.NO_RECIPIENT, "recipientOrganization"),
        ("recipientOrganization/0/name", "", Fault.LACKS, "recipientOrganization/0/name"),
        ("recipientIndividual", {"id": "X", "name": "Y"}, Fault.TWO_RECIPIENTS, "recipientIndividual"),
        ("fundingOrganization/0/id", "XX-OTHER", Fault.OTHER_FUNDER, "fundingOrganization/0/id"),
        ("recipientOrganization/0/name", "me@here.org", Fault.EMAIL, "recipientOrganization/0/name"),
    ],
)
def test_the_rules_notice_what_the_schema_does_not(path: str, value: Any, fault: Fault, where: str) -> None:
    found = check_file([_with(path, value)], TODAY, funder=PUBLISHER.org_id)[0]
    assert [(one.fault, one.where) for one in found] == [(fault, where)]


def test_an_id_stands_in_a_file_once_and_a_grant_has_one_funder() -> None:
    first, second, _third = grants()
    twice = check_file([first, second, first], TODAY)
    assert [[one.fault for one in each] for each in twice] == [[Fault.ID_TWICE], [], [Fault.ID_TWICE]]
    two = _with("fundingOrganization", [first["fundingOrganization"][0]] * 2)
    assert [one.fault for one in check_grant(two, TODAY)] == [Fault.TWO_FUNDERS]
    assert [one.fault for one in check_grant("a grant", TODAY)] == [Fault.NOT_A_ROW]

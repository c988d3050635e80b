"""Files of past grants: what is read of them, and the right sentence for each of two hundred faulty ones."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from app.grants.publishing.enums import PublishingRefusal as Refused
from app.grants.publishing.presenter.faults import sentence
from app.grants.publishing.standards.giving import heading
from app.grants.publishing.standards.reading import Checked, check_rows, path_of, read_file
from app.kernel.errors import DomainError
from tests.reference_data import reference_data
from tests.unit.grants.publishing.grants import TODAY

FUNDER = "XX-EXAMPLE-1"
Grant = dict[str, Any]


def grant(number: int) -> Grant:
    """A past grant without any fault."""
    return {
        "id": f"360G-old-{number}",
        "title": f"Grant {number}",
        "description": "A room, a meal, somebody who listens.",
        "currency": "GBP",
        "amountAwarded": 1000 + number,
        "awardDate": f"20{10 + number % 10}-0{1 + number % 9}-15",
        "recipientOrganization": [{"id": f"XX-OLD-{number}", "name": f"Group {number}"}],
        "fundingOrganization": [{"id": FUNDER, "name": "River network"}],
        "grantProgramme": [{"code": "OPEN", "title": "Open programme"}],
        "fromOpenCall": "Yes",
    }


def _read(data: bytes) -> list[Checked]:
    return check_rows(read_file(data, most_rows=50), TODAY, funder=FUNDER)


def as_json(grants: list[Grant], _random: Random) -> bytes:
    return json.dumps({"grants": grants}).encode()


def as_csv(grants: list[Grant], random: Random) -> bytes:
    """With the signs that spreadsheets put between cells, and as they save it."""
    rows = [dict(_cells(one)) for one in grants]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=random.choice(",;\t"))
    writer.writerow(columns)
    writer.writerows([[row.get(name, "") for name in columns] for row in rows])
    return out.getvalue().encode(random.choice(("utf-8", "utf-8-sig")))


def _cells(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [cell for key, inner in value.items() for cell in _cells(inner, (*path, key))]
    if isinstance(value, list):
        return [cell for place, inner in enumerate(value) for cell in _cells(inner, (*path, place))]
    return [(heading(path), value)]


# (how one grant is spoilt, the sentence that has to follow, whether it is kept as a record)
Spoilt = tuple[Callable[[Grant], object], str, bool]


def _without(name: str) -> Callable[[Grant], object]:
    return lambda one: one.pop(name)


def _with(name: str, value: Any) -> Callable[[Grant], object]:
    return lambda one: one.update({name: value})


def _recipient(**changes: Any) -> Callable[[Grant], object]:
    return lambda one: one["recipientOrganization"][0].update(changes)


SPOILT: tuple[Spoilt, ...] = (
    (_without("id"), "Identifier is missing.", False),
    (_without("title"), "Title is missing.", True),
    (_without("description"), "Description is missing.", True),
    (_without("currency"), "Currency is missing.", False),
    (_without("amountAwarded"), "Amount Awarded is missing.", False),
    (_without("awardDate"), "Award Date is missing.", False),
    (_without("fundingOrganization"), "Funding Org is missing.", True),
    (_without("recipientOrganization"), "Neither an organisation nor a person is named as recipient.", False),
    (_recipient(name=""), "Recipient Org:Name is missing.", False),
    (_recipient(id=""), "Recipient Org:Identifier is missing.", True),
    (_recipient(name="write@group.example"), "Recipient Org:Name contains an e-mail address.", True),
    (_with("id", "old-5"), "The identifier old-5 does not begin with 360G-.", True),
    (_with("id", "360G-" + "x" * 200), "Identifier is too long.", False),
    (_with("id", "360G-old-1"), "The identifier 360G-old-1 is in the file more than once.", False),
    (_with("amountAwarded", "1,000"), "Amount Awarded is not a number: 1,000", False),
    (_with("amountAwarded", "£1000"), "Amount Awarded is not a number: £1000", False),
    (_with("amountAwarded", "1e999"), "Amount Awarded is not a number: 1e999", False),
    (_with("amountAwarded", 10**16), "Amount Awarded is not a number: 10000000000000000", False),
    (_with("amountAwarded", 0), "Amount Awarded is not above zero: 0", True),
    (_with("amountAwarded", -20), "Amount Awarded is not above zero: -20", True),
    (_with("amountDisbursed", "all"), "Amount Disbursed is not a number: all", True),
    (_with("awardDate", "15/01/2019"), "Award Date is not a date such as 2026-05-31: 15/01/2019", False),
    (_with("awardDate", "2019-02-30"), "Award Date is not a date such as 2026-05-31: 2019-02-30", False),
    (_with("awardDate", "2019-06"), "Award Date is not a date such as 2026-05-31: 2019-06", False),
    (_with("awardDate", "2126-01-01"), "Award Date is in the future: 2126-01-01", True),
    (_with("currency", "POUND"), "Currency has a value that the standard does not know: POUND", False),
    (
        _with("fromOpenCall", "yes"),
        "From An Open Call? has a value that the standard does not know: yes",
        True,
    ),
    (
        _with("beneficiaryLocation", [{"countryCode": "UK"}]),
        "Beneficiary Location:Country Code has a value that the standard does not know: UK",
        True,
    ),
    (
        _with("plannedDates", [{"startDate": "2019-05-01", "endDate": "2019-04-30"}]),
        "Planned Dates:End Date is before the start: 2019-04-30",
        True,
    ),
    (
        _with("recipientIndividual", {"id": "P1", "name": "Somebody"}),
        "Both an organisation and a person are named as recipient.",
        True,
    ),
    (
        _with("fundingOrganization", [{"id": "XX-OTHER", "name": "Other"}]),
        "The funder is another organisation: XX-OTHER",
        True,
    ),
    (
        _with("fundingOrganization", [{"id": FUNDER, "name": "A"}, {"id": FUNDER, "name": "B"}]),
        "There has to be exactly one funder, not 2.",
        True,
    ),
    (_with("description", "Ask a.b@c.example"), "Description contains an e-mail address.", True),
)


@pytest.fixture(scope="module")
def english() -> Any:
    """Words in English, without a database."""
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("english")
def test_two_hundred_faulty_files_each_get_the_right_sentence() -> None:
    seen = set()
    for seed in range(200):
        random = Random(seed)
        grants = [grant(number) for number in range(1, random.randint(3, 9))]
        place = random.randrange(1, len(grants))  # the first one stays: others may repeat its id
        spoil, words, is_kept = SPOILT[seed % len(SPOILT)]
        spoil(grants[place])
        write = random.choice((as_json, as_csv))
        found = _read(write(grants, random))
        told = {one.row.number: [sentence(fault) for fault in one.faults] for one in found if one.faults}
        number = place + (1 if write is as_json else 2)
        assert told.pop(number) == [words], (seed, write.__name__, words)
        assert set(told) <= ({1 if write is as_json else 2} if "more than once" in words else set())
        assert [one.is_kept for one in found if one.row.number == number] == [is_kept], words
        seen.add((words, write.__name__))
    assert len(seen) > len(SPOILT)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", Refused.FILE_EMPTY),
        (b" \r\n\t ", Refused.FILE_EMPTY),
        (b'{"grants": [', Refused.FILE_UNREADABLE),
        (b"\x81\x8d\x8f", Refused.FILE_UNREADABLE),
        (b"[" * 5000, Refused.FILE_UNREADABLE),
        (b'{"grants": {}}', Refused.FILE_WITHOUT_GRANTS),
        (b'{"grants": []}', Refused.FILE_WITHOUT_GRANTS),
        (b"{}", Refused.FILE_WITHOUT_GRANTS),
        (b"Title,Amount\nA,1\n", Refused.FILE_WITHOUT_COLUMNS),
        (b"Identifier,Title\n", Refused.FILE_WITHOUT_GRANTS),
        (json.dumps([grant(number) for number in range(51)]).encode(), Refused.FILE_TOO_LONG),
    ],
)
def test_what_is_no_file_of_grants_is_refused(data: bytes, refused: Refused) -> None:
    with pytest.raises(DomainError) as caught:
        read_file(data, most_rows=50)
    assert caught.value.code is refused


def test_odd_rows_are_told_and_never_raise() -> None:
    odd: list[Any] = [None, 5, "x", [], {}, {"id": 5}, {"id": ["x"]}, {"recipientOrganization": "Reed"}]
    odd += [{"recipientOrganization": [None, 5]}, {"fundingOrganization": {"id": 1}}, {"plannedDates": [5]}]
    found = _read(json.dumps(odd).encode())
    assert [one.row.number for one in found] == list(range(1, len(odd) + 1))
    assert not any(one.is_kept for one in found)


def test_columns_are_known_by_title_and_by_path() -> None:
    assert path_of("Recipient Org:Name") == path_of("recipient org:0:name")
    assert path_of("recipientOrganization/0/name") == ("recipientOrganization", 0, "name")
    assert path_of("Beneficiary Location:1:Country Code") == ("beneficiaryLocation", 1, "countryCode")
    assert path_of("Our notes") == ("Our notes",)
    assert path_of("Recipient Org:999999:Name") == ("Recipient Org:999999:Name",)


def test_a_table_is_read_as_the_json_that_it_was_written_from() -> None:
    grants = [grant(1), grant(2) | {"Notes": "Ours", "amountAwarded": 450.75, "relatedActivity": ["A", "B"]}]
    cells = [
        dict(_cells({**one, "relatedActivity": ";".join(one.get("relatedActivity", []))})) for one in grants
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(cells[1]))
    writer.writeheader()
    writer.writerows(cells)
    assert [one.row.grant for one in _read(out.getvalue().encode())] == grants


def test_real_grants_have_no_fault() -> None:
    data = reference_data("samples/abct.json").read_bytes()
    found = check_rows(read_file(data, most_rows=1000), TODAY, funder="GB-CHC-1000147")
    assert len(found) == 783
    assert [fault for one in found for fault in one.faults] == []
    assert [one.row.grant for one in found] == json.loads(data)["grants"]

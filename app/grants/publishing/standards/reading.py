"""Files of past grants, 360Giving JSON or CSV, as rows. What a row holds is kept as it is, whatever it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from app.grants.publishing.enums import PublishingRefusal
from app.grants.publishing.standards.checks import Fault, Found, check_file
from app.grants.publishing.standards.giving import TITLES, Grant
from app.kernel.errors import DomainError

NAMES = {title.casefold(): name for name, title in TITLES.items()}
LISTS = frozenset(
    {
        "plannedDates",
        "actualDates",
        "recipientOrganization",
        "fundingOrganization",
        "beneficiaryLocation",
        "grantProgramme",
    }
)
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?")
NUMBERS = frozenset({"amountAppliedFor", "amountAwarded", "amountDisbursed", "duration", "value"})
MOST_PLACES = 100
"""Of a list in one row: a heading can ask for a million."""
NEEDED_TO_KEEP = frozenset({"id", "currency", "amountAwarded", "awardDate"})
NEVER_KEPT = frozenset({Fault.NOT_A_ROW, Fault.ID_TWICE, Fault.NO_RECIPIENT, Fault.OWN_GRANT})


@dataclass(frozen=True)
class Row:
    """One grant of a file. `number` is its place among the grants of JSON, or its row in a table, whose head
    is the first."""

    number: int
    grant: Any


@dataclass(frozen=True)
class Checked:
    """A row and what is wrong with it. Where it `is_kept`, its faults keep it out of files alone."""

    row: Row
    faults: Sequence[Found]

    @property
    def is_kept(self) -> bool:
        return not any(blocks(one) for one in self.faults)


def blocks(found: Found) -> bool:
    """Whether a row with this fault cannot be a record: nobody could say which grant it is, to whom, when or
    how much."""
    if found.fault in NEVER_KEPT:
        return True
    if found.where == "amountAwarded" and found.fault is Fault.NOTHING_AWARDED:
        return False
    if found.fault is Fault.DATE_TO_COME:
        return False
    is_name = found.where.startswith("recipient") and found.where.endswith("/name")
    return (found.where in NEEDED_TO_KEEP and found.fault is not Fault.NO_PREFIX) or (
        is_name and found.fault is Fault.LACKS
    )


def read_file(data: bytes, *, most_rows: int) -> list[Row]:
    """The rows of a file. Raises FILE_EMPTY, FILE_UNREADABLE, FILE_WITHOUT_GRANTS, FILE_WITHOUT_COLUMNS,
    FILE_TOO_LONG."""
    text = _decoded(data).strip()
    if not text:
        raise DomainError(PublishingRefusal.FILE_EMPTY)
    rows = _read_json(text) if text[0] in "{[" else _read_csv(text)
    if not rows:
        raise DomainError(PublishingRefusal.FILE_WITHOUT_GRANTS)
    if len(rows) > most_rows:
        raise DomainError(PublishingRefusal.FILE_TOO_LONG, most=most_rows)
    return rows


def _decoded(data: bytes) -> str:
    """As UTF-8, or as what spreadsheets on Windows save."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DomainError(PublishingRefusal.FILE_UNREADABLE)


def _read_json(text: str) -> list[Row]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise DomainError(PublishingRefusal.FILE_UNREADABLE) from None
    grants = found.get("grants") if isinstance(found, dict) else found
    if not isinstance(grants, list):
        raise DomainError(PublishingRefusal.FILE_WITHOUT_GRANTS)
    return [Row(number, _clean(grant)) for number, grant in enumerate(grants, 1)]


def _clean(value: Any) -> Any:
    """The same without signs that no database holds."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    return value


def _read_csv(text: str) -> list[Row]:
    head = text.splitlines()[0]
    separator = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        raise DomainError(PublishingRefusal.FILE_UNREADABLE) from None
    paths = [path_of(title) for title in lines[0]]
    if ("id",) not in paths:
        raise DomainError(PublishingRefusal.FILE_WITHOUT_COLUMNS)
    rows = []
    for number, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, _clean(_grant_of(paths, cells))))
    return rows


Path = tuple[str | int, ...]


def path_of(title: str) -> Path:
    """Where a column belongs: `Recipient Org:1:Name` and `recipientOrganization/1/name` are the same. A title
    that the standard does not know is a name of its own."""
    separator = ":" if ":" in title else "/"
    parts = [one.strip() for one in title.split(separator)]
    path: list[str | int] = []
    for part in parts:
        if part.isdigit() and path:
            path.append(int(part))
            continue
        name = NAMES.get(part.casefold(), part)
        if path and path[-1] in LISTS:
            path.append(0)
        path.append(name)
    if any(isinstance(part, int) and part > MOST_PLACES for part in path):
        return (title.strip(),)
    return tuple(path)


def _grant_of(paths: Sequence[Path], cells: Sequence[str]) -> Grant:
    grant: Grant = {}
    for path, cell in zip(paths, cells, strict=False):
        if cell.strip() and path != ("",):
            _put(grant, path, _value(path, cell))
    return grant


def _value(path: Path, cell: str) -> Any:
    """A number where the column holds one; what cannot be read stays as it was typed, and is told."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if name == "relatedActivity":
        return [one for one in cell.split(";") if one]
    if name not in NUMBERS:
        return cell.strip() if name in ("id", "currency", "awardDate") else cell
    plain = cell.strip()
    if not NUMBER.fullmatch(plain):
        return cell
    return int(plain) if plain.lstrip("-").isdigit() else float(plain)


def _put(grant: Grant, path: Path, value: Any) -> None:
    """Put a value where its path leads; places of lists that are left empty stay so."""
    here: Any = grant
    for part, following in pairwise(path):
        fresh: Any = [] if isinstance(following, int) else {}
        if isinstance(here, list):
            assert isinstance(part, int)
            _fill(here, part)
            here[part] = here[part] or fresh
            here = here[part]
        else:
            here = here.setdefault(part, fresh)
        if not isinstance(here, list if isinstance(following, int) else dict):
            return  # two columns that contradict each other: the first one counts
    last = path[-1]
    if isinstance(here, list):
        if isinstance(last, int):
            _fill(here, last)
            here[last] = value
    else:
        here[last] = value


def _fill(several: list[Any], place: int) -> None:
    while len(several) <= place:
        several.append({})


def check_rows(
    rows: Sequence[Row], today: date, *, funder: str | None = None, own: frozenset[str] = frozenset()
) -> list[Checked]:
    """What is wrong with each row. `own` are ids of grants that the network has already."""
    faults = check_file([row.grant for row in rows], today, funder=funder)
    return [Checked(row, [*found, *_own(row.grant, own)]) for row, found in zip(rows, faults, strict=True)]


def _own(grant: Any, own: frozenset[str]) -> Iterator[Found]:
    key = grant.get("id") if isinstance(grant, dict) else None
    if isinstance(key, str) and key.strip() in own:
        yield Found(Fault.OWN_GRANT, "id", key.strip())


def read_rows(kept: Sequence[tuple[int, Any]]) -> list[Row]:
    """Rows as they were kept: (number, grant)."""
    return [Row(number, grant) for number, grant in kept]

"""A canary sits in every sensitive field. It sings only on the pages of those whom the table names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.conftest import Databases
from tests.databases import DIALECTS
from tests.integration.access.canaries import READERS
from tests.integration.access.doors import Doors, opened
from tests.integration.access.expected import ROLES, Row
from tests.integration.access.planting import plant
from tests.integration.access.table import TABLE
from tests.reading import words_of

CANARY = re.compile("|".join(sorted(map(re.escape, READERS), key=len, reverse=True)))
SEARCHES = (
    "/en/n/example/directory/?q=canary",
    "/en/n/example/applications/?q=canary",
    "/en/n/example/applications/?q=canary&closed=1",
    "/en/n/example/applications/?closed=1",
    "/en/n/example/applications/?status=draft",
    "/en/account/people?after=x",
)
MEMBER_PAGES = ("", "edit/reach", "edit/registration", "edit/names", "contacts")
CASE_PAGES = (
    "/en/n/example/applications/<ref>/",
    "/en/n/example/circulation/<ref>",
    "/en/apply/<ref>/",
    "/en/apply/<ref>/answers",
    "/en/apply/<ref>/circulation",
)


def heard(doors: Doors, role: str) -> dict[str, set[str]]:
    """Canary → the pages on which this role reads it."""
    found: dict[str, set[str]] = {}
    pages = [(row.endpoint, doors.path(row, doors.town.here)) for row in TABLE if _opens(row, role)]
    pages += [(path, path) for path in SEARCHES]
    for ref in (ref for name, ref in doors.town.here.items() if name.endswith(".ref")):
        pages += [(name, name.replace("<ref>", ref)) for name in CASE_PAGES]
    own = f"/en/organisations/{doors.town.here['member_organisation']}/"
    pages += [(own + page, own + page) for page in MEMBER_PAGES]
    for name, path in doors.part(pages):
        text_ = words_of(doors.try_one(role, "GET", path))
        for canary in set(CANARY.findall(text_)):
            found.setdefault(canary, set()).add(name)
    return found


def _opens(row: Row, role: str) -> bool:
    """Whether the table lets the role see a page there; test_table.py holds that the rest is refused."""
    return row.get is not None and row.get[role] not in (303, 403, 404)


@pytest.fixture(scope="module", params=DIALECTS)
def doors(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Doors]:
    """The doors of a town with canaries, built once for all tests here."""
    database = databases.get(request.param)
    config = database.app.config
    before, config["PUBLIC_URL"] = config["PUBLIC_URL"], "https://network.example.org"
    try:
        with opened(database, plant) as found:
            yield found
    finally:
        config["PUBLIC_URL"] = before


@pytest.mark.parametrize("roles", [ROLES[::2], ROLES[1::2]], ids=["some", "others"])
def test_canaries_sing_only_to_their_readers(doors: Doors, roles: tuple[str, ...]) -> None:
    wrong = []
    for role in roles:
        sung = heard(doors, role)
        for canary, allowed in READERS.items():
            if canary in sung and role not in allowed:
                wrong.append(f"{role} reads {canary} on {sorted(sung[canary])}")
            if doors.is_whole and canary not in sung and role in allowed:
                wrong.append(f"{role} may read {canary}, but no page shows it: the table is stale")
    assert not wrong, "\n" + "\n".join(wrong)

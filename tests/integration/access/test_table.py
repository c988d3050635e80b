"""Nobody opens more than the table of access says, and every endpoint stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from app.web.access import UnmarkedEndpoint, check_all_marked
from tests.conftest import Databases
from tests.databases import DIALECTS
from tests.integration.access.doors import Doors, opened
from tests.integration.access.expected import (
    ROLES,
    STRANGERS_THERE,
    VISITOR,
    Expected,
    Row,
)
from tests.integration.access.table import TABLE
from tests.integration.access.town import NOWHERE
from tests.slices import ACCESS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
GROUPS = tuple(ROLES[start::3] for start in range(3))
TOKENS = re.compile(r'(name="(?:csrf_token|submission_key)"[^>]*value=")[^"]*')


@pytest.fixture(scope="module", params=DIALECTS)
def doors(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Doors]:
    """The doors of a town that is built once for all tests here: what a try changes is undone."""
    with opened(databases.get(request.param)) as found:
        yield found


def methods_of(row: Row) -> Iterator[tuple[str, Expected]]:
    if row.get is not None:
        yield "GET", row.get
    if row.post is not None:
        yield "POST", row.post


@pytest.mark.parametrize("roles", GROUPS, ids=["first", "second", "third"])
def test_everybody_gets_what_the_table_says(doors: Doors, roles: tuple[str, ...]) -> None:
    wrong = []
    for row in doors.rows:
        path = doors.path(row, doors.town.here)
        for method, expected in methods_of(row):
            for role in roles:
                status = doors.try_one(role, method, path).status_code
                if status != expected[role]:
                    wrong.append(f"{method} {row.endpoint} as {role}: {status}, not {expected[role]}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("roles", [(VISITOR, *STRANGERS_THERE[::2]), STRANGERS_THERE[1::2]])
def test_what_is_foreign_looks_like_what_is_not_there(doors: Doors, roles: tuple[str, ...]) -> None:
    wrong = []
    here, there = doors.town.here, doors.town.there
    for row in doors.rows:
        if not row.foreign:
            continue
        own_slug = {**there, "slug": here["slug"]}
        for method, expected in methods_of(row):
            for role in roles:
                refusal = expected[role] if expected[role] in (303, 403) and role == VISITOR else None
                for values in (there, own_slug) if "slug" in row.values else (there,):
                    wrong += _compare(doors, row, method, role, values, refusal)
    assert not wrong, "\n" + "\n".join(wrong)


def _compare(
    doors: Doors, row: Row, method: str, role: str, values: dict[str, str], refusal: int | None
) -> Iterator[str]:
    nothing = {name: NOWHERE if name != "slug" else value for name, value in values.items()}
    foreign = doors.try_one(role, method, doors.path(row, values))
    missing = doors.try_one(role, method, doors.path(row, nothing))
    said = f"{method} {row.endpoint} as {role}"
    if foreign.status_code != missing.status_code:
        yield f"{said}: foreign {foreign.status_code}, missing {missing.status_code}"
    elif foreign.status_code not in ((refusal,) if refusal else (403, 404)):
        yield f"{said}: foreign {foreign.status_code}"
    elif refusal is None and _plain(foreign, row, values) != _plain(missing, row, nothing):
        yield f"{said}: the pages differ"


def _plain(response: TestResponse, row: Row, values: dict[str, str]) -> str:
    text = TOKENS.sub(r"\1", response.text)
    for name, value in row.values.items():
        if name != "slug" and not value.startswith("="):
            text = text.replace(values[value], "REF")
    return text


def test_every_endpoint_stands_in_the_table(doors: Doors) -> None:
    declared = {(row.endpoint, method) for row in TABLE for method, _ in methods_of(row)}
    offered = {
        (rule.endpoint, method)
        for rule in doors.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert sorted(offered - declared) == [], "these are not in tests/integration/access/table.py"
    assert sorted(declared - offered) == [], "these rows speak of nothing"


def test_every_row_says_something_to_every_role() -> None:
    for row in TABLE:
        for method, expected in methods_of(row):
            assert set(expected) == set(ROLES), (row.endpoint, method)


def test_other_methods_are_not_allowed(doors: Doors) -> None:
    """One slice on either database: that the table and the map of addresses name the same is held above."""
    wrong = []
    offered = {row.endpoint: {method for method, _ in methods_of(row)} for row in TABLE}
    for row in ACCESS.part(TABLE, ACCESS.chosen()):
        path = doors.path(row, doors.town.here)
        for method in METHODS:
            if method not in offered[row.endpoint]:
                for role in (VISITOR, "officer"):
                    status = doors.try_one(role, method, path).status_code
                    if status != 405:
                        wrong.append(f"{method} {row.endpoint} as {role}: {status}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_unmarked_endpoint_stops_the_start(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_a_page(trial: Flask) -> None:
        trial.add_url_rule("/forgotten", "forgotten", lambda: "open to all")

    trial = create_app(dict(doors.app.config))
    add_a_page(trial)
    with pytest.raises(UnmarkedEndpoint, match="forgotten"):
        check_all_marked(trial)
    monkeypatch.setattr("app.cli.register", add_a_page)
    with pytest.raises(UnmarkedEndpoint, match="forgotten"):
        create_app(dict(doors.app.config))

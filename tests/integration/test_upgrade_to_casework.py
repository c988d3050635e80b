"""An installation from before casework comes up with every case as it was, and goes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    func,
    inspect,
    select,
    text,
)

from app import create_app
from app.casework.models import Wait
from app.extensions import init_migrations
from app.kernel.database import db
from app.kernel.search import is_search_table
from tests import postgres
from tests.databases import DIALECTS, settings_for_tests

BEFORE = "0006"
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
STATUSES = (
    "draft",
    "submitted",
    "information_requested",
    "regional_check",
    "member_comment",
    "committee",
    "admitted",
    "declined",
    "withdrawn",
    "closed",
)
OPEN = STATUSES[:6]
OFFICER, COORDINATOR, VOTER, COMMENTER, OBJECTOR, RECUSED, WRITER = range(1, 8)
POLICY = {
    "tiers": [{"code": "supporter", "comments": False}, {"code": "full", "comments": True}],
    "limits": {"remind_before": [7, 2]},
}
MOVED = {"application_exclusion": "case_exclusion", "kept_post": "interrupted_post"}


@pytest.fixture(params=DIALECTS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of the version before casework, with a small network in it."""
    url = "" if request.param == "sqlite" else postgres.new_database("upgrade")
    app = create_app(settings_for_tests(tmp_path, url))
    init_migrations(app)
    with app.app_context():
        flask_migrate.upgrade(revision=BEFORE)
        Older().fill()
        yield app
        db.session.remove()
        db.engine.dispose()


def _plain(column: Any) -> Any:
    """A value for a column that must have one and about which a test says nothing."""
    kind = column.type
    if isinstance(kind, JSON):
        return {}
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, DateTime):
        return START
    if isinstance(kind, Date):
        return date(2026, 3, 1)
    if isinstance(kind, Integer):
        return 1
    return b"sealed" if isinstance(kind, LargeBinary) else "x"


class Older:
    """Writes rows of the older shape by the tables as they are in the database."""

    def __init__(self) -> None:
        self.metadata = MetaData()
        self.metadata.reflect(db.engine)

    def add(self, table_name: str, **values: Any) -> int:
        table = self.metadata.tables[table_name]
        must = (one for one in table.columns if not one.nullable and not one.primary_key)
        row = {one.name: _plain(one) for one in must} | values
        with db.engine.begin() as connection:
            result = connection.execute(table.insert().values(row))
        return int(result.inserted_primary_key[0])

    def fill(self) -> None:
        for number in range(1, 8):
            person = {
                "fs_uniquifier": f"u{number}",
                "ref": f"PER-{number}",
                "sign_in_name": f"person{number}",
            }
            self.add("person", **person)
        for number in range(1, 15):
            self.add("organisation", ref=f"ORG-{number}", other_countries=[])
        scheme = self.add("region_scheme", code="world")
        self.add("network_body", organisation_id=14, scheme_id=scheme, slug="net", is_home=True)
        self.add("region", scheme_id=scheme, code="south")
        self.add("question_set", code="joining")
        self.add("question_set_version", question_set_id=1, definition={})
        self.add("policy_version", body_id=1, definition=POLICY, question_set_version_id=1)
        self.add("kept_post", token="t", person_id=WRITER)
        for number, status in enumerate(STATUSES, 1):
            self.case(number, status)
        self.case(11, "regional_check", check_falls_to_secretariat=True)
        self.case(12, "draft", entered_on_behalf=True, on_behalf_source=b"told by phone")
        self.people()
        self.words()
        self.jobs()

    def case(self, number: int, status: str, **values: Any) -> None:
        """Cases with a lower number are younger, so that order by age is not the order of their keys."""
        self.add("response", ref=f"RES-{number}", version_id=1, purpose="application")
        entered, is_open = START - timedelta(days=number), status in OPEN
        row = {
            "ref": f"APP-{number}",
            "organisation_id": number,
            "response_id": number,
            "region_id": 1 if number != 2 else None,
            "status": status,
            "is_open": is_open,
            "is_queued": is_open and status != "draft",
            "name": f"Group {number}",
            "sort_name": f"group {number}",
            "search_text": f"group word{number}",
            "country": "AR",
            "started_by": WRITER,
            "stage_entered_at": entered,
            "due_at": entered + timedelta(days=60) if is_open and status != "draft" else None,
            "reminded_for": 7 if number == 4 else None,
            "officer_id": OFFICER if number == 6 else None,
            "closed_at": None if is_open else entered,
            "reach_out_since": START if number == 7 else None,
            "version": number,
            "listing": "members",
            "circulated_place": "region",
        }
        self.add("membership_application", **(row | values))

    def people(self) -> None:
        for person, tie in ((VOTER, "none"), (RECUSED, "conflict"), (OBJECTOR, "connection")):
            self.add("tie_declaration", application_id=6, person_id=person, tie=tie, note=b"why")
        for person, part in ((VOTER, "decider"), (COORDINATOR, "checker"), (OBJECTOR, "commenter")):
            self.add("case_part", application_id=6, person_id=person, part=part)
        self.add("application_exclusion", application_id=5, organisation_id=13)
        self.add("application_exclusion", application_id=8, organisation_id=13)

    def words(self) -> None:
        self.add("committee_vote", application_id=6, person_id=VOTER, choice="admit", tier="full")
        for case in (5, 6):
            objection = {"stance": "objection", "criterion": "peers", "said_at": START - timedelta(days=9)}
            self.add(
                "member_comment", application_id=case, organisation_id=12, person_id=OBJECTOR, **objection
            )
            late = {"stance": "objection", "said_at": START + timedelta(days=1)}
            self.add("member_comment", application_id=case, organisation_id=11, person_id=COMMENTER, **late)
        self.add(
            "objection_notice", application_id=6, put_by=OFFICER, put_at=START, reply=b"No.", replied_at=START
        )
        self.add("information_request", application_id=3, asked_by=OFFICER, questions=["aims"])
        self.add("regional_check", application_id=6, result="known", checked_by=COORDINATOR)
        self.add("criterion_verdict", application_id=6, stage="assessment", verdict="met", given_by=OFFICER)
        for case, outcome in ((7, "admitted"), (8, "declined")):
            self.add("membership_decision", application_id=case, outcome=outcome, decided_by=VOTER)

    def jobs(self) -> None:
        for name in ("membership.ask_members", "membership.remind", "membership.end_stage"):
            self.add("job", name=name, arguments={"application_id": 5}, state="waiting")
        self.add("scheduled_run", name="membership.deadlines")


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def _all(table_name: str, *left_out: str) -> list[tuple[Any, ...]]:
    """Every row of a table, whatever columns it has by now, without those that are named."""
    metadata = MetaData()
    metadata.reflect(db.engine, only=[table_name], resolve_fks=False)
    table = metadata.tables[table_name]
    wanted = [one for name, one in sorted(table.columns.items()) if name not in left_out]
    with db.engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(select(*wanted).order_by(*table.primary_key))]
    return [tuple(str(value) for value in row) for row in found]


def _counts() -> dict[str, int]:
    metadata = MetaData()
    metadata.reflect(db.engine)
    with db.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
            if not is_search_table(name) and name not in ("alembic_version", "job", "scheduled_run")
        }


def _everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the older shape, without keys that nothing points at and that are given out again."""
    unnamed = ("case_part", "tie_declaration", "application_exclusion")
    tables = [name for name in _counts() if name not in unnamed]
    return {name: _all(name) for name in tables} | {name: sorted(_all(name, "id")) for name in unnamed}


def _indexes(tables: Iterable[str]) -> set[tuple[str, str, str, bool]]:
    inspector = inspect(db.engine)
    return {
        (name, str(one["name"]), str(one["column_names"]), bool(one["unique"]))
        for name in tables
        for one in inspector.get_indexes(name)
    }


@pytest.mark.usefixtures("older")
def test_upgrade_keeps_every_case_in_its_place() -> None:
    cases = "SELECT id, ref, {} , status, officer_id, region_id, country, version FROM {} ORDER BY id"
    queue = "SELECT ref FROM {} WHERE is_queued ORDER BY stage_entered_at, id"
    before = _rows(cases.format("name", "membership_application"))
    queued = _rows(queue.format("membership_application"))
    counts = _counts()
    flask_migrate.upgrade()
    assert _rows(cases.format("title", "casefile")) == before
    assert _rows(queue.format("casefile")) == queued == [(f"APP-{n}",) for n in (11, 6, 5, 4, 3, 2)]
    after = _counts()
    assert after["casefile"] == counts["membership_application"] == after["membership_application"] == 12
    assert after["case_person"] == 5  # three who declared, one who only has a role, one who assessed
    gone = {"tie_declaration", "case_part", *MOVED}
    assert {name: after[name] for name in counts if name not in gone} == {
        name: number for name, number in counts.items() if name not in gone
    }
    assert all(after[new] == counts[old] for old, new in MOVED.items())
    opened = _rows("SELECT count(*) FROM casefile WHERE open_key IS NOT NULL")
    assert opened == _rows("SELECT count(*) FROM casefile WHERE is_open") == [(8,)]


@pytest.mark.usefixtures("older")
def test_upgrade_says_whom_each_open_case_waits_for() -> None:
    due = [str(row[0])[:19] for row in _rows("SELECT due_at FROM membership_application WHERE id = 4")]
    flask_migrate.upgrade()
    assert _rows("SELECT case_id, action, party, needs FROM case_wait ORDER BY case_id") == [
        (1, "submit", "o1", "any"),
        (2, "assess", "membership_officer/b1", "any"),
        (3, "answer", "o3", "any"),
        (4, "record_check", "regional_coordinator/r1", "any"),
        (5, "comment", "member/b1/full", "each"),
        (6, "vote", "committee_member/b1", "each"),
        (11, "record_check", "membership_officer/b1", "any"),
        (12, "submit", f"p{WRITER}", "any"),
    ]
    found = _rows(
        "SELECT w.due_at, c.sort_due FROM case_wait w JOIN casefile c ON c.id = w.case_id WHERE c.id = 4"
    )
    assert [str(value)[:19] for value in found[0]] == due * 2
    waits = select(Wait.case_id, Wait.due_at, Wait.remind_at).where(Wait.due_at.is_not(None))
    with db.engine.begin() as connection:
        reminders = {row.case_id: (row.due_at - row.remind_at).days for row in connection.execute(waits)}
    assert reminders == {2: 7, 3: 7, 4: 2, 5: 7, 6: 7, 11: 7}, "one was reminded at seven days"
    joined = "case_wait_done d JOIN case_wait w ON w.id = d.wait_id"
    done = f"SELECT w.case_id, d.person_id, d.organisation_id FROM {joined}"
    assert sorted(_rows(done), key=str) == [(5, COMMENTER, 11), (5, OBJECTOR, 12), (6, VOTER, None)]


@pytest.mark.usefixtures("older")
def test_upgrade_keeps_people_exclusions_and_notices() -> None:
    flask_migrate.upgrade()
    assert _rows("SELECT case_id, person_id, role, tie FROM case_person ORDER BY person_id") == [
        (6, OFFICER, None, None),
        (6, COORDINATOR, "checker", None),
        (6, VOTER, "decider", "none"),
        (6, OBJECTOR, "commenter", "connection"),
        (6, RECUSED, None, "conflict"),
    ]
    exclusions = _rows("SELECT case_id, organisation_id FROM case_exclusion ORDER BY case_id")
    assert exclusions == [(5, 13), (8, 13)]
    linked = "SELECT application_id, person_id, notice_id FROM member_comment ORDER BY id"
    assert _rows(linked) == [
        (5, OBJECTOR, None),
        (5, COMMENTER, None),
        (6, OBJECTOR, 1),  # what was said after the notice was not put by it
        (6, COMMENTER, None),
    ]
    assert _rows("SELECT ref FROM casefile WHERE reach_out_since IS NOT NULL") == [("APP-7",)]


@pytest.mark.usefixtures("older")
def test_jobs_that_wait_go_on_under_their_new_names() -> None:
    flask_migrate.upgrade()
    waiting = "SELECT name FROM job WHERE state = 'waiting' ORDER BY name"
    assert _rows(waiting) == [("casework.ask_all_again",), ("casework.tell_members",)]
    flask_migrate.downgrade(revision=BEFORE)
    assert _rows(waiting) == [("membership.ask_members",)]
    assert _rows("SELECT name FROM scheduled_run") == []


@pytest.mark.usefixtures("older")
def test_down_again_is_what_it_was_and_up_again_too() -> None:
    ignored = {"job", "scheduled_run"}
    before = {name: rows for name, rows in _everything().items() if name not in ignored}
    indexes = _indexes(before)
    flask_migrate.upgrade()
    first = {name: _all(name) for name in _counts()}
    flask_migrate.downgrade(revision=BEFORE)
    assert {name: rows for name, rows in _everything().items() if name not in ignored} == before
    assert _indexes(before) == indexes
    flask_migrate.upgrade()
    volatile = {"touched_at"}
    assert {name: _all(name, *volatile) for name in first} == {
        name: _all(name, *volatile) for name in _counts()
    }
    assert first.keys() == _counts().keys()

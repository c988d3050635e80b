"""The example network on both databases: the same everywhere, complete, plainly invented."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Person
from app.accounts.passwords import verify_passphrase
from app.casework.models import CaseExclusion, CasePerson, Wait
from app.casework.queries import first_due, whole_case
from app.example.load import load_network
from app.example.people import PASSPHRASE, PEOPLE
from app.example.places import MARKS
from app.kernel import audit
from app.kernel.database import db
from app.kernel.permissions import SECOND_FACTOR_ROLES
from app.kernel.search import search_text
from app.membership.models import Application, Comment
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status
from app.membership.queries import QUEUED
from app.organisations.enums import Audience, DatePrecision, MembershipStatus
from app.organisations.models import (
    Affiliation,
    ListingEntry,
    Membership,
    NetworkBody,
    Organisation,
    OrganisationName,
)
from app.organisations.queries import get_body
from tests.clockwork import end_what_is_over
from tests.conftest import Databases
from tests.databases import DIALECTS

GROUPS = 200
EXAMPLE_WORDS = ("xample", "jemplo", "xemple", "xemplo")


@pytest.fixture(scope="module")
def loaded(databases: Databases) -> Iterator[dict[str, Flask]]:
    """Both databases with the example in them; undone when this module is through."""
    with ExitStack() as held:
        apps = {}
        for dialect in DIALECTS:
            found = databases.get(dialect)
            held.enter_context(found.rolled_back())
            with found.app.app_context():
                assert load_network(seed=1, organisations=GROUPS) == GROUPS
            apps[dialect] = found.app
        yield apps


@pytest.fixture(params=DIALECTS)
def network(request: pytest.FixtureRequest, loaded: dict[str, Flask]) -> Iterator[Flask]:
    app = loaded[request.param]
    with app.app_context():
        yield app
        db.session.rollback()


def invented() -> list[str]:
    """The names of everybody but the real networks."""
    bodies = select(NetworkBody.organisation_id)
    rows = db.session.execute(
        select(OrganisationName.text).where(OrganisationName.organisation_id.not_in(bodies))
    )
    return list(rows.scalars())


def fingerprint() -> list[tuple[str, str, str]]:
    rows = db.session.execute(
        select(Application.ref, Application.title, Organisation.ref)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .order_by(Application.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def test_same_seed_makes_the_same_network(loaded: dict[str, Flask]) -> None:
    prints = []
    for app in loaded.values():
        with app.app_context():
            prints.append(fingerprint())
    assert prints[0] == prints[1]
    assert len(prints[0]) > GROUPS / 2


def test_every_name_is_marked_as_an_example(network: Flask) -> None:
    assert {name.split()[0] for name in invented()} == set(MARKS.values())
    marked = db.session.execute(select(func.count()).where(Organisation.is_example.is_(True)))
    assert marked.scalar_one() == GROUPS


def test_nobody_bears_a_real_name(network: Flask) -> None:
    for person in db.session.execute(select(Person)).scalars():
        assert any(word in person.chosen_name for word in EXAMPLE_WORDS)
        assert person.email is None or person.email.endswith(".example")


def test_every_status_is_there(network: Flask) -> None:
    rows = db.session.execute(select(Application.status, func.count()).group_by(Application.status))
    counts = Counter({row[0]: row[1] for row in rows})
    assert set(counts) == set(Status)
    assert sum(counts[status] for status in QUEUED) > GROUPS / 3


def test_rows_agree_with_their_status(network: Flask) -> None:
    everything = whole_case(Application)
    for one in db.session.execute(everything).unique().scalars():
        assert one.is_open == (ADMISSION.stages[one.status].open)
        assert one.is_queued == (one.is_open and ADMISSION.stages[one.status].queued)
        assert (one.closed_at is None) == one.is_open
        assert (one.due_at is None) == (not one.is_queued)
        assert (one.waits_on, one.sort_due) == first_due(one.open_waits)
        assert (one.decision is None) == (one.status not in (Status.ADMITTED, Status.DECLINED))
        assert (one.title, one.country) == (one.organisation.known_as, one.organisation.country)
        assert one.search_text == search_text(one.title, one.organisation.acronym)
        assert one.sent_at is not None or one.status in (Status.DRAFT, Status.WITHDRAWN)


def test_clock_has_nothing_to_do_yet(network: Flask) -> None:
    assert end_what_is_over() == 0


def test_members_are_listed_as_they_agreed(network: Flask) -> None:
    members = select(func.count()).select_from(Membership)
    active = db.session.execute(members.where(Membership.status == MembershipStatus.ACTIVE)).scalar_one()
    rows = db.session.execute(select(ListingEntry.audience, func.count()).group_by(ListingEntry.audience))
    listed = {row[0]: row[1] for row in rows}
    assert listed[Audience.SECRETARIAT] == active
    assert 0 < listed[Audience.PUBLIC] < listed[Audience.MEMBERS] < active
    assert set(db.session.execute(select(Membership.status).distinct()).scalars()) == set(MembershipStatus)


def test_the_nine_belong_to_inpud_since_2015(network: Flask) -> None:
    inpud = get_body("inpud")
    rows = db.session.execute(select(Membership).where(Membership.body_id == inpud.id)).scalars().all()
    assert len(rows) == 9
    assert {(row.effective_from.year, row.from_precision) for row in rows} == {(2015, DatePrecision.YEAR)}
    inwud = get_body("inwud")
    edges = db.session.execute(
        select(Affiliation.to_organisation_id).where(Affiliation.organisation_id == inwud.organisation_id)
    ).scalars()
    assert list(edges) == [inpud.organisation_id]
    assert len(inpud.public_counts) == 9


def test_every_voice_is_heard(network: Flask) -> None:
    stances = set(db.session.execute(select(Comment.stance).distinct()).scalars())
    ties = set(
        db.session.execute(select(CasePerson.tie).where(CasePerson.tie.is_not(None)).distinct()).scalars()
    )
    assert len(stances) == 3
    assert len(ties) == 3
    assert db.session.execute(select(func.count()).select_from(CaseExclusion)).scalar_one() == 1
    vacant = select(func.count()).where(
        Wait.action == Action.RECORD_CHECK, Wait.party.startswith("membership_officer/")
    )
    assert db.session.execute(vacant).scalar_one() > 0
    on_behalf = select(func.count()).where(Application.on_behalf.is_(True))
    assert db.session.execute(on_behalf).scalar_one() == 2
    unreached = select(func.count()).where(Application.reach_out_since.is_not(None))
    assert db.session.execute(unreached).scalar_one() > 0


def test_trail_is_whole_and_in_order(network: Flask) -> None:
    assert list(audit.verify()) == []
    moments = db.session.execute(select(audit.AuditEvent.at).order_by(audit.AuditEvent.id)).scalars().all()
    assert list(moments) == sorted(moments)


def test_people_can_sign_in(network: Flask) -> None:
    rows = db.session.execute(select(Person).where(Person.sign_in_name.is_not(None))).scalars()
    people = {person.sign_in_name: person for person in rows}
    for one in PEOPLE:
        person = people[one.sign_in]
        needs_second_step = bool(person.roles_in_force() & SECOND_FACTOR_ROLES)
        assert (person.totp_secret is not None) == needs_second_step == (one.totp is not None)
    assert verify_passphrase(PASSPHRASE, people["applicant-es"].password)


def test_people_are_printed(network: Flask) -> None:
    runner = network.test_cli_runner()
    printed = json.loads(runner.invoke(args=["example", "people", "--json"]).output)
    assert len(printed) == len(PEOPLE)
    assert all(set(row) == {"role", "sign_in", "password", "totp", "language"} for row in printed)
    assert {row["language"] for row in printed} == {"en", "es", "fr"}
    assert PASSPHRASE in runner.invoke(args=["example", "people"]).output
    code = runner.invoke(args=["example", "code", "idpc-officer"]).output.strip()
    assert code.isdecimal()
    assert len(code) == 6
    assert runner.invoke(args=["example", "code", "applicant-es"]).exit_code == 1


def test_loading_twice_is_refused(network: Flask) -> None:
    runner = network.test_cli_runner()
    second = runner.invoke(args=["example", "load"])
    assert (second.exit_code, "not empty" in second.output) == (1, True)
    silent = runner.invoke(args=["example", "load", "--if-empty"])
    assert (silent.exit_code, silent.output) == (0, "")


def test_loading_is_refused_in_public(network: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(network.config, "PUBLIC_URL", "https://network.example.org")
    refused = network.test_cli_runner().invoke(args=["example", "load"])
    assert (refused.exit_code, "PUBLIC_URL is set" in refused.output) == (1, True)

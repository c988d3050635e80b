"""The queue of one network is that network's own: who acts on it, who takes it away, and what it leads to."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework import parties
from app.casework.queries import list_people_of
from app.kernel import audit
from app.kernel.permissions import Role, ScopeKind
from app.membership import services
from app.membership.enums import Ballot
from app.membership.models import Application
from app.membership.process_words import Action
from app.membership.queries import networks_applied_to
from app.organisations.models import NetworkBody
from tests.clients import WeftClient, sign_in
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    fill_in,
    fresh,
    make_draft,
    make_policy,
    make_submitted,
    make_world,
    vote_all,
)
from tests.organisation_factories import make_body


@pytest.fixture
def world(session: Session) -> World:
    return make_world()


@pytest.fixture
def elsewhere(session: Session) -> NetworkBody:
    return make_body("elsewhere")


def submit(world: World, name: str) -> Application:
    draft = make_draft(world, known_as=name)
    fill_in(world, draft)
    services.submit_application(draft, actor=world.applicant)
    return fresh(draft)


def make_officer(person: Person, *bodies: NetworkBody) -> Person:
    for body in bodies:
        give_role(person, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    return person


def test_whoever_forwards_an_application_leaves_it_with_its_officer(world: World) -> None:
    taken, nobodys = submit(world, "Alba"), submit(world, "Brisa")
    services.take_case(fresh(taken), actor=world.officer)
    colleague = make_officer(make_person("Colleague"), world.body)
    for application in (taken, nobodys):
        services.forward(fresh(application), Action.START_CHECK, actor=colleague)
    assert [fresh(one).officer_id for one in (taken, nobodys)] == [world.officer.id, colleague.id]


def test_only_a_vote_to_admit_names_a_tier(session: Session) -> None:
    steps = {"regional_check": False, "member_comment": False, "quorum": 3}
    world = make_world(policy=make_policy(steps=steps))
    application = make_submitted(world)
    services.forward(application, Action.SEND_TO_COMMITTEE, actor=world.officer)
    named = []
    for choice in (Ballot.ADMIT, Ballot.DECLINE):
        vote_all(world, fresh(application), choice)
        named.append([vote.tier for vote in fresh(application).votes])
    assert named == [["member"] * 3, [None] * 3]


def test_the_applications_beside_one_follow_a_falling_sort(client: WeftClient, world: World) -> None:
    first, middle, last = (submit(world, name) for name in ("Alba", "Brisa", "Cima"))
    sign_in(client, world.officer)
    beside = {}
    for sort in ("name", "-name"):
        page = client.get(f"/en/n/example/applications/{middle.ref}/?sort={sort}").text
        beside[sort] = dict(re.findall(r'rel="(prev|next)" href="[^"]*/([\w-]+)/\?', page))
    assert beside == {
        "name": {"prev": first.ref, "next": last.ref},
        "-name": {"prev": last.ref, "next": first.ref},
    }


def test_an_application_of_another_network_is_not_acted_on_from_this_one(
    world: World, elsewhere: NetworkBody
) -> None:
    officer = make_officer(make_person("Officer of both"), world.body, elsewhere)
    application = make_submitted(world)
    chosen = ([application.ref], elsewhere.id, officer.ref)
    assert services.assign_selected(*chosen, actor=officer) == [application.ref]
    assert fresh(application).officer_id is None
    assert services.remind_selected([application.ref], elsewhere.id, actor=officer) == [application.ref]


def test_an_application_is_not_there_under_the_name_of_another_network(
    client: WeftClient, world: World, elsewhere: NetworkBody
) -> None:
    sign_in(client, make_officer(make_person("Officer of both"), world.body, elsewhere))
    ref = make_submitted(world).ref
    answers = [
        client.get(f"/en/n/{slug}/applications/{ref}/").status_code for slug in ("example", "elsewhere")
    ]
    assert answers == [200, 404]


def test_a_role_in_another_network_neither_acts_on_this_queue_nor_takes_it_away(
    client: WeftClient, world: World, elsewhere: NetworkBody
) -> None:
    """They may read this queue, as one of its committee."""
    sign_in(client, make_officer(world.committee[0], elsewhere))
    submitted = make_submitted(world)
    queue = "/en/n/example/applications/"
    assert client.get(queue).status_code == 200
    assert client.get(f"{queue}export.csv").status_code == 404
    ticked = {"ref": submitted.ref, "act": "remind"}
    assert client.post("/en/n/example/selected-applications", data=ticked).status_code == 404


def test_the_record_of_an_export_says_how_many_rows_were_taken(client: WeftClient, world: World) -> None:
    for name in ("Alba", "Brisa"):
        submit(world, name)
    sign_in(client, world.officer)
    assert client.get("/en/n/example/applications/export.csv").status_code == 200
    events = audit.list_events("network_body", world.body.id)
    assert [one.details for one in events if one.kind == "application.list_exported"] == [{"rows": 2}]


def test_a_network_is_somebody_s_own_while_they_apply_to_it(session: Session, world: World) -> None:
    application = make_submitted(world)
    applied_to = networks_applied_to(world.applicant.id)
    assert session.execute(applied_to).scalars().all() == [world.body.id]
    services.withdraw_application(application, actor=world.applicant)
    session.flush()
    assert session.execute(applied_to).scalars().all() == []


def test_whoever_has_no_account_any_more_is_asked_nothing(session: Session, world: World) -> None:
    application = make_submitted(world)
    services.forward(application, Action.OPEN_COMMENT, actor=world.officer)
    application = fresh(application)
    sides = (parties.members(world.body.id, "member"), parties.organisation(application.organisation_id))

    def asked() -> list[list[str]]:
        return [[one.chosen_name for one in list_people_of(party, application)] for party in sides]

    assert asked() == [["Member", "Other member"], ["Ana"]]
    world.other_member.active = world.applicant.active = False
    session.flush()
    assert asked() == [["Member"], []]

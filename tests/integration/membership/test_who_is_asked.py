"""Who is asked about an applicant: the list, the page, the comment and the letters give one answer."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.services.people import mail_address
from app.casework import emails
from app.casework.enums import DeclaredTie
from app.casework.models import CasePerson
from app.casework.queries import list_members_to_answer_for, list_people_of
from app.casework.services import declare_tie
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.membership import services
from app.membership.enums import CheckResult, MembershipRefusal
from app.membership.models import Application
from app.membership.process_words import Action, Status
from app.membership.queries import list_members_to_exclude, list_own_comments
from app.organisations.models import Organisation
from app.organisations.queries import list_contacts, list_memberships
from app.organisations.services import (
    end_contact,
    end_membership,
    reinstate_membership,
    suspend_membership,
)
from tests.clients import WeftClient, sign_in
from tests.factories import make_person
from tests.membership_factories import (
    World,
    fill_in,
    fresh,
    list_circulating,
    make_draft,
    make_in_check,
    make_submitted,
    make_world,
    support,
)
from tests.organisation_factories import make_contact, make_member, make_organisation


def circulate(world: World, *excluding: int) -> Application:
    application = make_submitted(world)
    services.forward(application, Action.OPEN_COMMENT, excluding=excluding, actor=world.officer)
    return fresh(application)


def mailed(session: Session, application: Application) -> set[str]:
    for wait in application.waits_for(Action.COMMENT):
        emails.tell_members(application, wait.id)
    session.flush()
    letters = select(OutboxMessage.recipient).where(OutboxMessage.about == "application.comment")
    return set(session.execute(letters).scalars())


def is_asked(session: Session, client: WeftClient, application: Application, person: Person) -> bool:
    """What list, page, comment and mail say of this person: they must say the same."""
    person.email = f"{person.sign_in_name}@example.org"
    session.flush()
    listed = list_circulating(person.id, application.body_id) == [application.ref]
    said = {listed, mail_address(person) in mailed(session, application)}
    sign_in(client, person)
    path = f"/en/n/example/circulation/{application.ref}"
    said.add(client.get(path).status_code == 200)
    said.add(application.ref in client.get("/en/n/example/circulation/").text)
    said.add(client.post(path, data={"stance": "support"}).status_code == 303)
    assert len(said) == 1, "list, page, comment and mail disagree"
    return said.pop()


def end_place(person: Person, organisation: Organisation) -> None:
    place = next(one for one in list_contacts(organisation.id) if one.person_id == person.id)
    end_contact(place, actor=SYSTEM)


@pytest.fixture
def world(session: Session) -> World:
    return make_world()


def test_members_are_asked(session: Session, client: WeftClient, world: World) -> None:
    assert is_asked(session, client, circulate(world), world.member)


def test_excluded_members_are_not_asked_nor_mailed(
    session: Session, client: WeftClient, world: World
) -> None:
    application = circulate(world, world.member_id)
    assert not is_asked(session, client, application, world.member)
    assert is_asked(session, client, fresh(application), world.other_member)


def test_a_suspended_membership_does_not_reopen_an_excluded_application(
    session: Session, client: WeftClient, world: World
) -> None:
    second = make_member(world.body, "Second group of the same person")
    make_contact(world.member, second)
    application = circulate(world, world.member_id)
    membership = list_memberships(world.member_id)[0]
    suspend_membership(membership, actor=world.officer, reason="For a test.")
    session.flush()
    assert not is_asked(session, client, fresh(application), world.member)
    reinstate_membership(membership, actor=world.officer, reason="For a test.")


def test_whoever_becomes_a_member_later_is_not_asked(
    session: Session, client: WeftClient, world: World
) -> None:
    """The group may fear it, and nobody could have left it out: it was no member then. The day from which its
    membership is said to run changes nothing."""
    checked = make_in_check(world)
    late = make_person("Late")
    make_contact(late, make_member(world.body, "Feared"))
    declare_tie(checked, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    services.record_check(
        checked, result=CheckResult.KNOWN, note="Known.", language="en", actor=world.coordinator
    )
    application = fresh(checked)
    assert application.status is Status.MEMBER_COMMENT
    later = make_person("Later")
    make_contact(later, make_member(world.body, "Feared too"))
    for person in (late, later):
        assert not is_asked(session, client, fresh(application), person)
        assert list_members_to_answer_for(application, person.id) == []
    assert is_asked(session, client, fresh(application), world.member)


def test_a_suspended_member_can_be_excluded(session: Session, world: World) -> None:
    membership = list_memberships(world.member_id)[0]
    suspend_membership(membership, actor=world.officer, reason="For a test.")
    session.flush()
    application = circulate(world, world.member_id)
    reinstate_membership(membership, actor=world.officer, reason="For a test.")
    session.flush()
    assert list_members_to_answer_for(application, world.member.id) == []


def test_another_member_s_contact_who_speaks_for_an_excluded_one_is_not_asked(
    session: Session, client: WeftClient, world: World
) -> None:
    make_contact(world.other_member, session.get_one(Organisation, world.member_id))
    application = circulate(world, world.member_id)
    assert not is_asked(session, client, application, world.other_member)


def test_whoever_no_longer_speaks_for_an_excluded_member_is_asked_for_another(
    session: Session, client: WeftClient, world: World
) -> None:
    organisation = session.get_one(Organisation, world.member_id)
    make_contact(make_person("New lead"), organisation)
    second = make_member(world.body, "Second group")
    make_contact(world.member, second)
    application = circulate(world, world.member_id)
    end_place(world.member, organisation)
    session.flush()
    assert is_asked(session, client, fresh(application), world.member)


def test_a_former_contact_of_the_applicant_is_not_asked(
    session: Session, client: WeftClient, world: World
) -> None:
    application = make_submitted(world)
    make_contact(world.member, application.organisation)
    end_place(world.member, application.organisation)
    services.forward(fresh(application), Action.OPEN_COMMENT, actor=world.officer)
    assert not is_asked(session, client, fresh(application), world.member)


def test_whoever_declared_a_conflict_is_not_asked(session: Session, client: WeftClient, world: World) -> None:
    application = circulate(world)
    session.add(CasePerson(case_id=application.id, person_id=world.member.id, tie=DeclaredTie.CONFLICT))
    assert not is_asked(session, client, fresh(application), world.member)


def test_members_are_not_asked_after_the_period(session: Session, world: World) -> None:
    application = circulate(world)
    with clock.shift(timedelta(days=15)):
        assert list_circulating(world.member.id, world.body.id) == []
        parties = [wait.party for wait in application.waits_for(Action.COMMENT)]
        assert [list_people_of(party, application) for party in parties] == [[]]
        with pytest.raises(DomainError) as error:
            support(world, application, actor=world.member)
    assert error.value.code == MembershipRefusal.COMMENT_IS_CLOSED


def test_nobody_comments_for_a_member_that_is_not_theirs(session: Session, world: World) -> None:
    application = circulate(world)
    with pytest.raises(DomainError) as error:
        support(world, application, actor=world.other_member)
    assert error.value.code == KernelRefusal.NOT_YOURS_TO_DO


def test_only_members_can_be_excluded(session: Session, world: World) -> None:
    outsider = make_organisation("No member")
    application = circulate(world, world.member_id, outsider.id, 10**9)
    assert [one.organisation_id for one in application.exclusions] == [world.member_id]


def test_a_wished_exclusion_that_the_officer_unticks_is_none(
    session: Session, client: WeftClient, world: World
) -> None:
    sign_in(client, world.officer)
    excluded = []
    for name, ticks in (("Alba", {}), ("Brisa", {"excluding": world.member_id})):
        draft = make_draft(world, known_as=name)
        fill_in(world, draft, exclusions="Vecinas")
        services.submit_application(draft, actor=world.applicant)
        address = f"/en/n/example/applications/{draft.ref}/on/start_check"
        ticked = re.findall(r"<input checked [^>]*value=\"(\d+)\"", client.get(address).text)
        assert ticked == [str(world.member_id)], "offered as the applicant wished"
        assert client.post(address, data=ticks).status_code == 303
        excluded.append([one.organisation_id for one in fresh(draft).exclusions])
    assert excluded == [[], [world.member_id]]


def test_an_ended_member_is_not_offered_for_exclusion(session: Session, world: World) -> None:
    ended = make_member(world.body, "Faded")
    end_membership(list_memberships(ended.id)[0], actor=world.officer, reason="For a test.")
    session.flush()
    offered = list_members_to_exclude(world.body.id, ("member",))
    assert world.member_id in offered
    assert ended.id not in offered


def test_a_comment_is_marked_as_given_for_its_author_alone(session: Session, world: World) -> None:
    application = circulate(world)
    support(world, application, actor=world.member)
    session.flush()
    people = (world.member, world.other_member)
    assert [list_own_comments(one.id, [application.id]) for one in people] == [{application.id}, set()]


def test_the_check_falls_to_the_secretariat_where_the_only_coordinator_must_not_judge(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    application = make_submitted(world)
    sign_in(client, world.officer)
    page = f"/en/n/example/applications/{application.ref}/on/start_check"
    assert "the check falls to the secretariat" not in client.get(page).text

    session.add(CasePerson(case_id=application.id, person_id=world.coordinator.id, tie=DeclaredTie.CONFLICT))
    assert "the check falls to the secretariat" in client.get(page).text

    services.forward(fresh(application), Action.START_CHECK, actor=world.officer)
    assert fresh(application).check_falls_to_secretariat


def test_the_list_of_applicants_goes_on_where_a_page_of_it_ends(
    app: Flask, session: Session, client: WeftClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PAGE_SIZE", 2)
    names = ["Alba", "Brisa", "Cima"]
    for name in names:
        draft = make_draft(world, known_as=name)
        fill_in(world, draft)
        services.submit_application(draft, actor=world.applicant)
        services.forward(draft, Action.OPEN_COMMENT, actor=world.officer)
    sign_in(client, world.member)
    address, seen = "/en/n/example/circulation/", []
    while address:
        page = client.get(address).text
        seen.append([name for name in names if name in page])
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else ""
    assert seen == [["Alba", "Brisa"], ["Cima"]]

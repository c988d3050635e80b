"""To whom a case is closed: list, page, e-mail and step must say the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.process import may
from app.casework.queries import list_people_of
from app.casework.services import declare_tie, exclude, take_step
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from app.membership import queries, services
from app.membership.enums import CheckResult, MembershipRefusal, Stance
from app.membership.models import Application
from app.membership.process_words import Action, Status
from app.organisations.enums import ContactRole
from app.organisations.models import Organisation
from tests.clients import WeftClient, sign_in
from tests.clockwork import end_what_is_over
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    ask,
    fresh,
    make_draft,
    make_in_check,
    make_submitted,
    make_world,
)
from tests.organisation_factories import make_contact, make_member

QUEUE = "/en/n/example/applications/"


def page(application: Application) -> str:
    return f"{QUEUE}{application.ref}"


def is_listed(client: WeftClient, application: Application, person: Person) -> bool:
    sign_in(client, person)
    return application.ref in client.get(QUEUE).text


def letters(session: Session, about: str) -> list[str]:
    """To whom it was written about this."""
    found = select(OutboxMessage.recipient).where(OutboxMessage.about == f"application.{about}")
    return [str(one) for one in session.execute(found).scalars()]


def to_committee(world: World, *excluding: int) -> Application:
    """The region has a concern, so that the committee is asked at once."""
    application = make_in_check(world)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    if excluding:
        exclude(application, excluding)
    services.record_check(
        application, result=CheckResult.CONCERNS, note="Look.", language="en", actor=world.coordinator
    )
    return fresh(application)


def test_nobody_of_an_excluded_organisation_knows_whatever_role_they_hold(
    session: Session, client: WeftClient
) -> None:
    world = make_world()
    seat = world.committee[0]
    feared = make_member(world.body, "Vecinas")
    make_contact(seat, feared)
    application = to_committee(world, feared.id)
    party = next(one.party for one in application.open_waits if one.action == Action.VOTE)
    assert {one.id for one in list_people_of(party, application)} == {one.id for one in world.committee[1:]}
    assert not is_listed(client, application, seat)
    assert client.get(f"{page(application)}/").status_code == 404
    assert client.post(f"{page(application)}/vote", data={"choice": "admit"}).status_code == 404
    assert is_listed(client, application, world.committee[1])


def test_the_queue_is_closed_to_whoever_is_close_to_the_applicant(
    session: Session, client: WeftClient
) -> None:
    world = make_world()
    application = to_committee(world)
    insider, conflicted = world.committee[:2]
    make_contact(insider, application.organisation, role=ContactRole.VIEWER)
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=conflicted)
    session.flush()
    assert not is_listed(client, application, insider)
    assert not is_listed(client, application, conflicted)


def test_a_judge_reads_of_a_concern_once_ties_are_declared(session: Session, client: WeftClient) -> None:
    world = make_world()
    application = to_committee(world)
    judge = world.committee[0]
    sign_in(client, judge)
    assert "Concern" not in client.get(QUEUE).text
    declare_tie(fresh(application), tie=DeclaredTie.NONE, note="", actor=judge)
    session.flush()
    assert "Concern" in client.get(QUEUE).text
    sign_in(client, world.officer)
    assert "Concern" in client.get(QUEUE).text


@pytest.mark.parametrize("address", ["on/start_check", "assess", "ask", "put-objections"])
def test_an_officer_of_another_network_reads_no_page_of_a_step(
    session: Session, client: WeftClient, address: str
) -> None:
    world, other = make_world(), make_world(slug="other")
    application = make_submitted(world, exclusions="The men of Calle Ocho")
    give_role(other.officer, Role.COMMITTEE_MEMBER, ScopeKind.BODY, world.body.id)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=other.officer)
    session.flush()
    sign_in(client, other.officer)
    path = f"{page(application)}/{address}"
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 403
        assert "Calle Ocho" not in answer.text


def test_a_viewer_of_a_member_neither_reads_nor_replaces_its_comment(
    session: Session, client: WeftClient
) -> None:
    world = make_world()
    application = make_submitted(world)
    services.forward(application, Action.OPEN_COMMENT, actor=world.officer)
    services.comment(
        fresh(application),
        organisation_id=world.member_id,
        stance=Stance.OBJECTION,
        criterion="purpose",
        text="Not independent.",
        language="en",
        actor=world.member,
    )
    viewer = make_person("Viewer")
    make_contact(viewer, session.get_one(Organisation, world.member_id), role=ContactRole.VIEWER)
    session.flush()
    sign_in(client, viewer)
    path = f"/en/n/example/circulation/{application.ref}"
    assert client.get(path).status_code == 404
    assert client.post(path, data={"stance": "support"}).status_code == 404
    assert fresh(application).comments[0].stance is Stance.OBJECTION


def test_where_the_only_coordinator_has_a_conflict_the_secretariat_checks(session: Session) -> None:
    world = make_world()
    application = make_in_check(world)
    assert not may(world.officer, application, Action.RECORD_CHECK)
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=world.coordinator)
    assert not may(world.officer, fresh(application), Action.RECORD_CHECK)
    declare_tie(fresh(application), tie=DeclaredTie.NONE, note="", actor=world.officer)
    assert may(world.officer, fresh(application), Action.RECORD_CHECK)


def test_no_application_opens_again_beside_a_newer_one(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    ask(world, application, "purpose", "More?")
    with clock.shift(timedelta(days=61)):
        assert end_what_is_over() == 1
        application = fresh(application)
        services.start_application(
            world.body, actor=world.applicant, language="en", organisation=application.organisation
        )
        with pytest.raises(DomainError) as refused:
            services.reopen(application, actor=world.applicant)
    assert refused.value.code == MembershipRefusal.ALREADY_APPLYING


def speaks_for_it(person: Person, application: Application, world: World) -> None:
    make_contact(person, application.organisation, role=ContactRole.VIEWER)


def has_a_conflict(person: Person, application: Application, world: World) -> None:
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=person)


def must_not_know_of_it(person: Person, application: Application, world: World) -> None:
    exclude(application, [world.member_id])
    make_contact(person, db.session.get_one(Organisation, world.member_id), role=ContactRole.VIEWER)


@pytest.mark.parametrize("close", [speaks_for_it, has_a_conflict, must_not_know_of_it])
def test_nobody_is_given_a_case_that_is_closed_to_them(
    session: Session, close: Callable[[Person, Application, World], None]
) -> None:
    world = make_world()
    officer = make_person("Close")
    give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, world.body.id)
    application = make_submitted(world)
    close(officer, application, world)
    application = fresh(application)
    left = services.assign_selected([application.ref], world.body.id, officer.ref, actor=world.officer)
    assert (left, fresh(application).officer_id) == ([application.ref], None)


@pytest.mark.parametrize("note", [None, "", "   "])
def test_a_step_that_needs_a_reason_needs_words(session: Session, note: str | None) -> None:
    world = make_world()
    application = make_in_check(world)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    with pytest.raises(DomainError) as refused:
        take_step(application, Action.RETURN_TO_SECRETARIAT, actor=world.coordinator, note=note)
    assert refused.value.code == CaseworkRefusal.REASON_MISSING
    assert application.status is Status.REGIONAL_CHECK
    assert queries.find_open_application(application.organisation_id, world.body.id) is not None


def test_what_was_never_sent_stays_with_the_group(session: Session, client: WeftClient) -> None:
    """A draft that is withdrawn has left its first stage, and yet nobody of the network knows of it."""
    world = make_world()
    world.officer.email = "officer@example.org"
    application = make_draft(world)
    services.withdraw_application(application, actor=world.applicant, reason="Not now.")
    session.flush()
    assert (application.status, application.sent_at) == (Status.WITHDRAWN, None)
    assert letters(session, Status.WITHDRAWN) == []
    for person in (world.officer, world.coordinator, *world.committee):
        sign_in(client, person)
        for query in ("", "?closed=1", "?q=Puentes&closed=1"):
            answer = client.get(QUEUE + query)
            assert application.ref not in answer.text
        assert client.get(f"{page(application)}/").status_code == 404
        assert client.get(f"/en/cases/{application.ref}/note_reached").status_code == 404
    sign_in(client, world.applicant)
    assert client.get(f"/en/apply/{application.ref}/").status_code == 200


def test_what_was_sent_and_withdrawn_is_known(session: Session, client: WeftClient) -> None:
    world = make_world()
    world.officer.email = "officer@example.org"
    application = make_submitted(world)
    services.withdraw_application(application, actor=world.applicant)
    session.flush()
    assert letters(session, Status.WITHDRAWN) == ["officer@example.org"]
    sign_in(client, world.officer)
    assert application.ref in client.get(f"{QUEUE}?closed=1").text
    assert client.get(f"{page(application)}/").status_code == 200


def test_the_secretariat_declares_its_ties_before_it_stands_in_for_the_region(
    session: Session, client: WeftClient
) -> None:
    world = make_world(with_coordinator=False)
    application = make_submitted(world)
    sign_in(client, world.officer)
    assert client.get(f"{page(application)}/").status_code == 200, "screening judges nothing"
    services.forward(fresh(application), Action.START_CHECK, actor=world.officer)
    for name in ("", "check", "assess"):
        answer = client.get(f"{page(application)}/{name}")
        assert (answer.status_code, answer.location) == (303, f"/en/cases/{application.ref}/declare")
    with pytest.raises(DomainError) as refused:
        services.record_check(
            fresh(application), result=CheckResult.KNOWN, note="Known.", language="en", actor=world.officer
        )
    assert refused.value.code == CaseworkRefusal.DECLARE_FIRST
    declare_tie(fresh(application), tie=DeclaredTie.NONE, note="", actor=world.officer)
    session.flush()
    assert client.get(f"{page(application)}/check").status_code == 200

"""Who must not judge a case, over its whole life; and which votes count by the facts at the decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person, RoleGrant
from app.accounts.services.invitations import accept_invitation, get_open_invitation, invite
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.services import declare_tie, take_step
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from app.membership import rules, services
from app.membership.enums import Ballot, CheckResult, MembershipRefusal, Outcome
from app.membership.models import Application
from app.membership.presenter import vote_tally
from app.membership.process_words import Action, Status
from app.organisations.enums import ContactRole
from app.organisations.queries import list_contacts
from app.organisations.services import end_contact
from tests.desks import tasks_of
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    decide,
    fresh,
    make_earlier_world,
    make_in_check,
    make_in_comment,
    make_policy,
    make_submitted,
    vote_all,
)
from tests.organisation_factories import make_contact


def was_contact(person: Person, application: Application) -> None:
    """A place among the applicant's contacts that ended again."""
    make_contact(person, application.organisation, ContactRole.VIEWER)
    contacts = list_contacts(application.organisation_id)
    end_contact(next(one for one in contacts if one.person_id == person.id), actor=SYSTEM)


def before_the_committee(world: World) -> Application:
    with clock.shift(-timedelta(days=15)):
        application = make_in_comment(world)
    take_step(application, Action.CLOSE_COMMENT, actor=SYSTEM)
    application = fresh(application)
    assert application.status is Status.COMMITTEE
    return application


def invited(application: Application, *, by: Person, to: Person | None = None) -> None:
    token = invite(
        actor=by,
        lasts=timedelta(days=7),
        reason="For a test.",
        organisation_id=application.organisation_id,
        contact_level=ContactRole.VIEWER.value,
    )
    if to is not None:
        accept_invitation(get_open_invitation(token), to)


def test_a_former_contact_does_not_screen(session: Session) -> None:
    world = make_earlier_world()
    application = make_submitted(world)
    was_contact(world.officer, application)
    with pytest.raises(DomainError) as error:
        services.forward(fresh(application), Action.START_CHECK, actor=world.officer)
    assert (error.value.code, error.value.http_status) == (CaseworkRefusal.RECUSED, 403)


def test_a_former_contact_does_not_check(session: Session) -> None:
    world = make_earlier_world()
    application = make_in_check(world)
    was_contact(world.coordinator, application)
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    with pytest.raises(DomainError) as error:
        services.record_check(
            application, result=CheckResult.KNOWN, note="", language="en", actor=world.coordinator
        )
    assert error.value.code == CaseworkRefusal.RECUSED


def test_a_contact_from_before_the_application_may_judge(session: Session) -> None:
    world = make_earlier_world()
    application = make_in_check(world)
    with clock.shift(-timedelta(days=400)):
        was_contact(world.coordinator, application)
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.CONNECTION, note="", actor=world.coordinator)
    assert rules.may_check(world.coordinator, application) is None


@pytest.mark.parametrize("gave", [True, False])
def test_whoever_gave_or_took_an_invitation_to_the_applicant_does_not_vote(
    session: Session, gave: bool
) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    invited(
        application,
        by=world.committee[0] if gave else world.applicant,
        to=None if gave else world.committee[0],
    )
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.committee[0])
    with pytest.raises(DomainError) as error:
        services.cast_vote(
            application,
            choice=Ballot.ADMIT,
            tier="member",
            reason="x",
            language="en",
            actor=world.committee[0],
        )
    assert error.value.code == CaseworkRefusal.RECUSED


@pytest.mark.parametrize("how", ["contact", "former contact", "invitation", "declaration"])
def test_a_vote_does_not_count_once_its_voter_has_a_conflict(session: Session, how: str) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    vote_all(world, application)
    voter = world.committee[2]
    if how == "contact":
        make_contact(voter, application.organisation, ContactRole.VIEWER)
    elif how == "former contact":
        was_contact(voter, application)
    elif how == "invitation":
        invited(application, by=voter)
    else:
        declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=voter)
    application = fresh(application)
    assert len(rules.counted_votes(application)) == 2
    with pytest.raises(DomainError) as error:
        decide(world, application)
    assert error.value.code == MembershipRefusal.NO_QUORUM


def test_a_vote_counts_after_its_voter_s_role_has_ended(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    vote_all(world, application)
    grant = session.execute(
        select(RoleGrant).where(RoleGrant.person_id == world.committee[2].id)
    ).scalar_one()
    session.delete(grant)
    decide(world, fresh(application))
    decision = fresh(application).decision
    assert decision is not None
    assert (decision.votes_admit, decision.recused) == (3, 0)


def test_the_decision_counts_those_of_the_committee_who_were_recused(session: Session) -> None:
    steps = {"regional_check": True, "member_comment": True, "quorum": 2}
    world = make_earlier_world(policy=make_policy(steps=steps))
    application = before_the_committee(world)
    fourth = make_person("Fourth")
    give_role(fourth, Role.COMMITTEE_MEMBER, ScopeKind.BODY, world.body.id)
    vote_all(world, application)
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=world.coordinator)
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=world.committee[2])
    was_contact(fourth, application)
    with force_locale("en"):
        to_check = [tally.number for tally in vote_tally(fresh(application))]
    decide(world, fresh(application))
    decision = fresh(application).decision
    assert decision is not None
    assert to_check == [2, 0, 0, 2], "the page to check says what the decision will say"
    assert (decision.votes_admit, decision.votes_decline, decision.abstained, decision.recused) == (
        2,
        0,
        0,
        2,
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_a_drawn_vote_decides_nothing(session: Session, outcome: Outcome) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    for person, choice in zip(world.committee, (Ballot.ADMIT, Ballot.DECLINE, Ballot.ABSTAIN), strict=True):
        declare_tie(application, tie=DeclaredTie.NONE, note="", actor=person)
        services.cast_vote(
            application, choice=choice, tier="member", reason="So.", language="en", actor=person
        )
    with pytest.raises(DomainError) as error:
        decide(world, fresh(application), outcome)
    assert error.value.code == MembershipRefusal.NOT_THE_MAJORITY
    assert fresh(application).status is Status.COMMITTEE


def test_a_case_closed_to_somebody_is_not_on_their_desk(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    assert [[one.id for one in tasks_of(person)] for person in world.committee] == [[application.id]] * 3
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=world.committee[0])
    was_contact(world.committee[1], application)
    invited(application, by=world.committee[2])
    session.flush()
    assert [tasks_of(person) for person in world.committee] == [[], [], []]


def test_those_to_whom_a_case_is_closed_get_no_mail_about_it(session: Session) -> None:
    world = make_earlier_world()
    with clock.shift(-timedelta(days=15)):
        application = make_in_comment(world)
    for person in world.committee:
        person.email = f"{person.sign_in_name}@example.org"
    was_contact(world.committee[0], application)
    take_step(fresh(application), Action.CLOSE_COMMENT, actor=SYSTEM)
    letters = select(OutboxMessage).where(OutboxMessage.about == "application.vote")
    assert len(session.execute(letters).scalars().all()) == 2


def test_a_group_is_noted_as_reached_by_officer_or_coordinator_only(session: Session) -> None:
    world = make_earlier_world()
    application = make_submitted(world)
    with pytest.raises(DomainError) as stranger:
        services.note_reached(application, actor=world.committee[0])
    declare_tie(application, tie=DeclaredTie.CONFLICT, note="", actor=world.coordinator)
    with pytest.raises(DomainError) as recused:
        services.note_reached(fresh(application), actor=world.coordinator)
    assert tasks_of(world.coordinator) == []
    services.note_reached(fresh(application), actor=world.officer)
    with pytest.raises(DomainError) as again:
        services.note_reached(fresh(application), actor=world.officer)
    assert [stranger.value.code, recused.value.code, again.value.code] == [
        KernelRefusal.NOT_YOURS_TO_DO,
        CaseworkRefusal.RECUSED,
        MembershipRefusal.NOBODY_TO_REACH,
    ]

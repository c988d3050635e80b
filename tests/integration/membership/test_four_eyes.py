"""Nobody prepares an application and then decides it alone, whatever the quorum."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.process import refusal
from app.casework.services import declare_tie
from app.kernel.errors import DomainError
from app.kernel.permissions import Role, ScopeKind
from app.membership import services
from app.membership.enums import Ballot, MembershipRefusal, Outcome, Verdict
from app.membership.models import Application
from app.membership.process_words import Action, Status
from tests.factories import give_role
from tests.membership_factories import VERDICTS, World, fresh, make_policy, make_submitted, make_world

ALONE = {"regional_check": False, "member_comment": False, "quorum": 1}


@pytest.fixture
def world(session: Session) -> World:
    """A network whose officer sits on its committee, where one vote is enough."""
    world = make_world(policy=make_policy(steps=ALONE))
    give_role(world.officer, Role.COMMITTEE_MEMBER, ScopeKind.BODY, world.body.id)
    return world


def vote(application: Application, person: Person, choice: Ballot = Ballot.ADMIT) -> Application:
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=person)
    services.cast_vote(application, choice=choice, tier="member", reason="Good.", language="en", actor=person)
    return fresh(application)


def record(application: Application, person: Person) -> Application:
    services.record_decision(
        application,
        outcome=Outcome.ADMITTED,
        tier="member",
        verdicts=VERDICTS,
        words="Welcome.",
        language="en",
        actor=person,
    )
    return fresh(application)


def asked(application: Application) -> set[str]:
    return {one.action for one in application.open_waits} - {Action.NOTE_REACHED}


def test_whoever_sent_it_on_does_not_decide_it_alone(world: World) -> None:
    application, officer = make_submitted(world), world.officer
    officer.acting_as = Role.MEMBERSHIP_OFFICER
    services.forward(application, Action.SEND_TO_COMMITTEE, actor=officer)
    officer.acting_as = Role.COMMITTEE_MEMBER
    application = vote(fresh(application), officer)
    assert asked(application) == {Action.VOTE}, "nobody is asked to record what one person made of it"
    with pytest.raises(DomainError) as refused:
        record(application, officer)
    assert refused.value.code == MembershipRefusal.ANOTHER_MUST_VOTE
    assert refusal(world.committee[0], application, Action.ADMIT) is not None
    application = vote(fresh(application), world.committee[1])
    assert asked(application) == {Action.VOTE, Action.ADMIT}
    assert record(application, officer).status is Status.ADMITTED


def test_whoever_prepared_it_decides_it_alone_no_more_when_others_abstain(world: World) -> None:
    application, officer = make_submitted(world), world.officer
    officer.acting_as = Role.MEMBERSHIP_OFFICER
    services.forward(application, Action.SEND_TO_COMMITTEE, actor=officer)
    officer.acting_as = Role.COMMITTEE_MEMBER
    application = vote(fresh(application), officer)
    for seat in world.committee[:2]:
        application = vote(application, seat, Ballot.ABSTAIN)
    assert asked(application) == {Action.VOTE}
    for seat in (officer, world.committee[0]):
        assert refusal(seat, application, Action.ADMIT) == MembershipRefusal.ANOTHER_MUST_VOTE
    application = vote(application, world.committee[1])
    assert record(application, world.committee[0]).status is Status.ADMITTED


def test_whoever_assessed_it_does_not_decide_it_alone(world: World) -> None:
    application, officer = make_submitted(world), world.officer
    officer.acting_as = Role.MEMBERSHIP_OFFICER
    services.assess(application, {"purpose": (Verdict.MET, "Plain.")}, actor=officer)
    other = world.committee[2]
    give_role(other, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, world.body.id)
    other.acting_as = Role.MEMBERSHIP_OFFICER
    services.forward(fresh(application), Action.SEND_TO_COMMITTEE, actor=other)
    officer.acting_as = Role.COMMITTEE_MEMBER
    application = vote(fresh(application), officer)
    assert refusal(officer, application, Action.ADMIT) == MembershipRefusal.ANOTHER_MUST_VOTE


def test_one_vote_of_somebody_else_is_enough_where_the_policy_says_so(world: World) -> None:
    application = make_submitted(world)
    world.officer.acting_as = Role.MEMBERSHIP_OFFICER
    services.forward(application, Action.SEND_TO_COMMITTEE, actor=world.officer)
    seat = world.committee[0]
    assert record(vote(fresh(application), seat), seat).status is Status.ADMITTED

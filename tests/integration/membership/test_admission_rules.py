"""What the services of admission refuse, and what they write to whom, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.services.people import mail_address
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.services import declare_tie, extend
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from app.membership import rules, services
from app.membership.enums import Ballot, CheckResult, Listing, MembershipRefusal, Outcome, Stance
from app.membership.labels import ERRORS
from app.membership.models import Application
from app.membership.process_words import Action, Status
from app.organisations.enums import ContactRole
from tests.clockwork import end_what_is_over, remind
from tests.desks import tasks_of
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    ask,
    decide,
    fresh,
    make_draft,
    make_in_check,
    make_in_comment,
    make_policy,
    make_submitted,
    make_world,
    vote_all,
)
from tests.organisation_factories import make_contact, make_organisation


def code_of(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    ("criterion", "text", "code"),
    [
        (None, "Words.", MembershipRefusal.OBJECTION_NEEDS_CRITERION),
        ("purpose", " ", MembershipRefusal.OBJECTION_NEEDS_WORDS),
    ],
)
def test_an_objection_cites_a_criterion_and_says_why(
    session: Session, criterion: str | None, text: str, code: str
) -> None:
    world = make_world()
    application = make_in_comment(world)
    with pytest.raises(DomainError) as error:
        services.comment(
            application,
            organisation_id=world.member_id,
            stance=Stance.OBJECTION,
            criterion=criterion,
            text=text,
            language="en",
            actor=world.member,
        )
    assert code_of(error) == code


def test_one_person_has_one_part(session: Session) -> None:
    world = make_world()
    give_role(world.coordinator, Role.COMMITTEE_MEMBER, ScopeKind.BODY, world.body.id)
    world.coordinator.acting_as = Role.REGIONAL_COORDINATOR
    application = make_in_comment(world)
    with clock.shift(timedelta(days=15)):
        end_what_is_over()
        application = fresh(application)
        world.coordinator.acting_as = Role.COMMITTEE_MEMBER
        with pytest.raises(DomainError) as error:
            services.cast_vote(
                application,
                choice=Ballot.ADMIT,
                tier="member",
                reason="Fine.",
                language="en",
                actor=world.coordinator,
            )
    assert code_of(error) == CaseworkRefusal.ALREADY_HAS_A_ROLE


def test_a_conflict_recuses_and_stays(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    with clock.shift(timedelta(days=15)):
        end_what_is_over()
        application = fresh(application)
        vote_all(world, application)
        declare_tie(application, tie=DeclaredTie.CONFLICT, note="My host.", actor=world.committee[2])
        application = fresh(application)
        assert rules.has_quorum(application) is False
        with pytest.raises(DomainError) as error:
            declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.committee[2])
    assert code_of(error) == CaseworkRefusal.CONFLICT_STAYS


def test_a_decision_needs_a_reason_for_each_criterion(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    with clock.shift(timedelta(days=15)):
        end_what_is_over()
        application = fresh(application)
        vote_all(world, application)
        with pytest.raises(DomainError) as error:
            services.record_decision(
                fresh(application),
                outcome=Outcome.ADMITTED,
                tier="member",
                verdicts={},
                words="Yes.",
                language="en",
                actor=world.committee[0],
            )
    assert code_of(error) == MembershipRefusal.REASONS_MISSING


def test_deciding_twice_gives_one_decision(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    with clock.shift(timedelta(days=15)):
        end_what_is_over()
        application = fresh(application)
        vote_all(world, application)
        decide(world, fresh(application))
        with pytest.raises(DomainError) as error:
            decide(world, fresh(application), Outcome.DECLINED)
    assert code_of(error) in (KernelRefusal.NOT_IN_THIS_STATE, MembershipRefusal.NOT_THE_MAJORITY)
    assert fresh(application).status is Status.ADMITTED


def test_a_vacant_seat_falls_to_the_secretariat(session: Session) -> None:
    world = make_world(with_coordinator=False)
    application = make_in_check(world)
    assert application.check_falls_to_secretariat is True
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.officer)
    services.record_check(
        application, result=CheckResult.KNOWN, note="We asked.", language="en", actor=world.officer
    )
    assert fresh(application).status is Status.MEMBER_COMMENT


def test_policy_without_region_or_members_goes_straight_to_the_committee(session: Session) -> None:
    steps = {"regional_check": False, "member_comment": False, "quorum": 3}
    world = make_world(policy=make_policy(steps=steps))
    application = make_submitted(world)
    with pytest.raises(DomainError) as error:
        services.forward(application, Action.START_CHECK, actor=world.officer)
    assert code_of(error) == MembershipRefusal.POLICY_HAS_NO_SUCH_STEP
    services.forward(fresh(application), Action.SEND_TO_COMMITTEE, actor=world.officer)
    assert fresh(application).status is Status.COMMITTEE


def test_strangers_are_refused(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    with pytest.raises(DomainError):
        services.forward(application, Action.START_CHECK, actor=world.committee[0])
    with pytest.raises(DomainError):
        services.withdraw_application(application, actor=world.officer)


def test_withdrawing_ends_it_at_any_open_stage(session: Session) -> None:
    world = make_world()
    application = make_in_check(world)
    services.withdraw_application(application, actor=world.applicant)
    application = fresh(application)
    assert (application.status, application.is_open, application.is_queued) == (
        Status.WITHDRAWN,
        False,
        False,
    )


def test_on_behalf_is_marked_and_never_consents(session: Session) -> None:
    world = make_world()
    application = services.enter_on_behalf(
        world.body,
        actor=world.officer,
        language="es",
        known_as="Sin correo",
        country="PE",
        source="Paper",
    )
    application = fresh(application)
    assert application.on_behalf is True
    assert rules.acts_for_applicant(world.officer, application) is None
    assert rules.acts_for_applicant(world.applicant, application) == MembershipRefusal.ONLY_THE_APPLICANT
    services.settle_circulation(
        application,
        actor=world.officer,
        may_circulate=True,
        lines="Un grupo.",
        place=application.circulated_place,
        exclusions="",
        listing=Listing.PUBLIC,
        language="es",
    )
    assert fresh(application).listing is Listing.HIDDEN


def test_letters_say_only_that_something_waits(session: Session) -> None:
    world = make_world()
    world.applicant.email = "ana@example.org"
    application = make_submitted(world)
    letters = session.execute(select(OutboxMessage).order_by(OutboxMessage.id)).scalars().all()
    assert [(one.about, one.language, one.recipient) for one in letters] == [
        ("application.submitted", "es", mail_address(world.applicant))
    ]
    said = f"{letters[0].subject} {letters[0].text}"
    assert application.title not in said
    assert application.ref not in said
    assert "/es/desk" in said


def test_a_group_without_e_mail_must_be_reached(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    assert application.reach_out_since is not None
    assert _to_reach(world) == [application.ref]
    services.note_reached(application, actor=world.officer)
    session.flush()
    assert _to_reach(world) == []


def _to_reach(world: World) -> list[str]:
    return [row.ref for row in tasks_of(world.officer) if row.action == Action.NOTE_REACHED]


def test_reminders_go_once_for_each_day_of_the_policy(session: Session) -> None:
    limits = make_policy()["limits"] | {"remind_before": [10, 3]}
    world = make_world(policy=make_policy(limits=limits))
    world.officer.email = "officer@example.org"
    make_submitted(world)
    assert remind() == 0
    for days in (4, 12):
        with clock.shift(timedelta(days=days)):
            assert remind() == 1
            assert remind() == 0


def _next_reminder(application: Application) -> int | None:
    """How many days before the deadline of what is waited for now people are reminded next."""
    waits = fresh(application).open_waits
    left = [
        one.due_at - one.remind_at for one in waits if one.due_at is not None and one.remind_at is not None
    ]
    return max((one.days for one in left), default=None)


def test_reminders_begin_again_with_each_stage(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    with clock.shift(timedelta(days=12)):
        assert remind() == 1
        assert _next_reminder(application) is None
        services.forward(fresh(application), Action.START_CHECK, actor=world.officer)
        assert _next_reminder(application) == 3
        assert remind() == 0
    with clock.shift(timedelta(days=12 + 12)):
        assert remind() == 1
        assert _next_reminder(application) is None


def test_reminders_begin_again_when_comment_is_extended(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    with clock.shift(timedelta(days=12)):
        assert remind() == 1
        assert _next_reminder(application) is None
        extend(fresh(application), Action.EXTEND_COMMENT, longest=60, days=7, actor=world.officer)
        assert _next_reminder(application) == 14
        assert remind() == 1
        assert _next_reminder(application) == 3
    with clock.shift(timedelta(days=19)):
        assert remind() == 1
        assert _next_reminder(application) is None


def test_a_group_that_mail_reached_needs_nobody_to_reach_it(session: Session) -> None:
    world = make_world()
    world.applicant.email = "ana@example.org"
    application = make_submitted(world)
    assert application.reach_out_since is None
    assert _to_reach(world) == []


def test_a_group_waits_since_its_first_news(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    since = application.reach_out_since
    with clock.shift(timedelta(days=3)):
        ask(world, application, "purpose", "More?")
    assert fresh(application).reach_out_since == since


def test_every_refusal_of_admission_has_words() -> None:
    assert set(ERRORS) == set(MembershipRefusal)
    assert all(code.startswith("membership.") for code in MembershipRefusal)


def test_system_cannot_decide(session: Session) -> None:
    world = make_world()
    application = make_in_check(world)
    with pytest.raises(DomainError):
        services.record_check(application, result=CheckResult.KNOWN, note="", language="en", actor=SYSTEM)


def test_only_the_lead_chooses_how_the_group_is_listed(session: Session) -> None:
    world = make_world()
    application = make_draft(world)
    editor = make_person("Editor")
    make_contact(editor, application.organisation, ContactRole.EDITOR)
    application = fresh(application)
    services.settle_circulation(
        application,
        actor=editor,
        may_circulate=False,
        lines="",
        place=application.circulated_place,
        exclusions="",
        listing=Listing.PUBLIC,
        language="es",
    )
    application = fresh(application)
    assert (application.circulation_settled, application.listing) == (True, Listing.HIDDEN)


def test_nobody_applies_for_an_organisation_they_do_not_speak_for(session: Session) -> None:
    world = make_world()
    organisation = make_organisation("Ajenas")
    with pytest.raises(DomainError):
        services.start_application(
            world.body, actor=world.applicant, language="es", organisation=organisation
        )

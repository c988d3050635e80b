"""The road of an application, through the real services, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie, extend, take_step
from app.kernel import audit, clock
from app.kernel.errors import DomainError, KernelRefusal
from app.membership import services
from app.membership.enums import CheckResult, Listing, MembershipRefusal, Stance
from app.membership.models import Application
from app.membership.process_words import Action, Status
from app.organisations.enums import Audience, MembershipStatus
from app.organisations.models import ListingEntry, Membership
from app.questionnaires.enums import QuestionnaireRefusal
from app.questionnaires.queries import answers_of
from app.questionnaires.services import save_section
from tests.clockwork import end_what_is_over
from tests.membership_factories import (
    World,
    decide,
    fill_in,
    fresh,
    list_circulating,
    make_draft,
    make_in_comment,
    make_submitted,
    make_world,
    vote_all,
)


def code_of(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.code


def test_whole_road_ends_in_a_listed_member(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    services.comment(
        application,
        organisation_id=world.member_id,
        stance=Stance.SUPPORT,
        criterion=None,
        text="We know them.",
        language="es",
        actor=world.member,
    )
    with clock.shift(timedelta(days=15)):
        assert end_what_is_over() == 1
        application = fresh(application)
        assert application.status is Status.COMMITTEE
        vote_all(world, application)
        decide(world, fresh(application))
    session.flush()
    application = fresh(application)
    assert application.status is Status.ADMITTED
    member = session.execute(
        select(Membership).where(Membership.organisation_id == application.organisation_id)
    ).scalar_one()
    assert (member.tier, member.status, member.application_ref) == (
        "member",
        MembershipStatus.ACTIVE,
        application.ref,
    )
    listed = session.execute(
        select(ListingEntry.audience).where(ListingEntry.organisation_id == application.organisation_id)
    ).scalars()
    assert Audience.PUBLIC in set(listed)
    described = {one.language: one.text for one in application.organisation.descriptions}
    assert described == {"es": "Acompañamos a pares."}


def test_trail_tells_every_step_in_order(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    session.commit()
    kinds = [event.kind for event in audit.list_events("application", application.id)]
    assert kinds == [
        "application.started",
        "application.circulation_settled",
        "application.submit",
        "application.start_check",
        "application.tie_declared",
        "application.record_check",
        "application.open_comment",
    ]
    assert list(audit.verify()) == []


def test_not_listed_without_consent(session: Session) -> None:
    world = make_world()
    application = make_draft(world)
    fill_in(world, application, listing=Listing.HIDDEN, may_circulate=False, lines="")
    services.submit_application(application, actor=world.applicant)
    services.forward(fresh(application), Action.START_CHECK, actor=world.officer)
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.CONNECTION, note="We met.", actor=world.coordinator)
    services.record_check(
        application, result=CheckResult.SUPPORTED, note="Yes.", language="en", actor=world.coordinator
    )
    application = fresh(application)
    assert application.status is Status.COMMITTEE
    vote_all(world, application)
    decide(world, fresh(application))
    session.flush()
    listed = session.execute(
        select(ListingEntry).where(ListingEntry.organisation_id == application.organisation_id)
    ).all()
    assert {row[0].audience for row in listed} == {Audience.COORDINATORS, Audience.SECRETARIAT}


def test_incomplete_application_is_not_sent(session: Session) -> None:
    world = make_world()
    application = make_draft(world)
    with pytest.raises(DomainError) as error:
        services.submit_application(application, actor=world.applicant)
    assert code_of(error) == MembershipRefusal.CIRCULATION_NOT_SETTLED
    services.settle_circulation(
        application,
        actor=world.applicant,
        may_circulate=False,
        lines="",
        place=application.circulated_place,
        exclusions="",
        listing=Listing.HIDDEN,
        language="es",
    )
    with pytest.raises(DomainError) as error:
        services.submit_application(application, actor=world.applicant)
    assert code_of(error) == QuestionnaireRefusal.ANSWERS_INCOMPLETE
    assert fresh(application).status is Status.DRAFT


def test_one_open_application_per_organisation_and_body(session: Session) -> None:
    world = make_world()
    application = make_draft(world)
    with pytest.raises(DomainError) as error:
        services.start_application(
            world.body, actor=world.applicant, language="es", organisation=application.organisation
        )
    assert code_of(error) == MembershipRefusal.ALREADY_APPLYING


def test_a_declared_interest_refers_the_case(session: Session) -> None:
    world = make_world()
    assert make_submitted(world, industry="yes").is_referred is True


def test_information_is_asked_and_answered(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    services.request_information(
        application, questions=["purpose"], message="Tell us more.", language="en", actor=world.officer
    )
    application = fresh(application)
    assert (application.status, application.response.reopened) == (
        Status.INFORMATION_REQUESTED,
        ["purpose"],
    )
    assert application.open_request is not None
    services_answer(world, application, "Más palabras.")
    application = fresh(application)
    assert application.status is Status.SUBMITTED
    assert application.open_request is None
    assert answers_of(application.response)["purpose"] == "Más palabras."


def services_answer(world: World, application: Application, words: str) -> None:
    save_section(
        application.response,
        "about",
        {"purpose": words},
        actor=world.applicant,
        expected_version=application.response.version,
    )
    services.answer_request(application, actor=world.applicant)


def test_silence_closes_and_the_applicant_may_open_again(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    services.request_information(
        application, questions=["purpose"], message="More?", language="en", actor=world.officer
    )
    with clock.shift(timedelta(days=59)):
        assert end_what_is_over() == 0
    with clock.shift(timedelta(days=61)):
        assert end_what_is_over() == 1
        application = fresh(application)
        assert (application.status, application.is_open) == (Status.CLOSED, False)
        take_step(application, Action.REOPEN, actor=world.applicant)
        assert fresh(application).status is Status.INFORMATION_REQUESTED


def test_comment_period_is_not_cut_short(session: Session) -> None:
    world = make_world()
    application = make_in_comment(world)
    with pytest.raises(DomainError) as error:
        take_step(application, Action.CLOSE_COMMENT, actor=world.officer)
    assert code_of(error) == MembershipRefusal.COMMENT_IS_OPEN
    extend(application, Action.EXTEND_COMMENT, longest=60, days=7, actor=world.officer)
    with clock.shift(timedelta(days=20)):
        assert end_what_is_over() == 0
    with clock.shift(timedelta(days=22)):
        assert end_what_is_over() == 1


def test_an_excluded_member_neither_sees_nor_speaks(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    services.forward(application, Action.OPEN_COMMENT, excluding=[world.member_id], actor=world.officer)
    application = fresh(application)
    assert list_circulating(world.member.id, world.body.id) == []
    assert list_circulating(world.other_member.id, world.body.id) == [application.ref]
    with pytest.raises(DomainError) as error:
        services.comment(
            application,
            organisation_id=world.member_id,
            stance=Stance.SUPPORT,
            criterion=None,
            text="",
            language="en",
            actor=world.member,
        )
    assert code_of(error) == KernelRefusal.NOT_YOURS_TO_DO

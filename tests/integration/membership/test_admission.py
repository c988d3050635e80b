"""The road of an application, through the real services, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie, extend, take_step
from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal
from app.membership import services
from app.membership.enums import CheckResult, Listing, MembershipRefusal, Stance
from app.membership.models import Application
from app.membership.process_words import Action, Status
from app.organisations.enums import Audience, MembershipStatus
from app.organisations.models import ListingEntry, Membership
from app.organisations.services import update_profile
from app.questionnaires.enums import QuestionnaireRefusal
from app.questionnaires.queries import answers_of
from app.questionnaires.services import (
    create_statement,
    publish_statement,
    save_section,
    sign_statement,
)
from tests.clockwork import end_what_is_over
from tests.membership_factories import (
    World,
    ask,
    decide,
    fill_in,
    fill_in_circulation,
    fresh,
    list_circulating,
    make_draft,
    make_in_comment,
    make_policy,
    make_submitted,
    make_world,
    support,
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


def test_what_was_signed_in_the_application_is_signed_by_the_member(session: Session) -> None:
    with clock.shift(-timedelta(days=20)):
        world = make_world()
    application = voted(world)
    words = {"en": {"title": "The charter", "body": "Nothing about us without us.", "state": "source"}}
    charter = publish_statement(create_statement("charter", actor=SYSTEM), words, actor=SYSTEM)
    signature = sign_statement(
        charter, name="Ana", language="es", actor=world.applicant, response_id=application.response_id
    )
    assert signature.organisation_id is None
    decide(world, application)
    assert signature.organisation_id == application.organisation_id


def voted(world: World) -> Application:
    """An application before the committee, which has voted to admit."""
    with clock.shift(-timedelta(days=15)):
        application = make_in_comment(world)
    end_what_is_over()
    vote_all(world, fresh(application))
    return fresh(application)


def test_a_question_without_an_answer_leaves_the_member_s_profile_as_it_was(session: Session) -> None:
    with clock.shift(-timedelta(days=20)):
        world = make_world(policy=make_policy(profile={"site": "site", "description": "words"}))
    application = voted(world)
    organisation = application.organisation
    told = {"site": "https://puentes.example", "descriptions": {"es": "Un grupo."}}
    update_profile(organisation, actor=SYSTEM, expected_version=None, **told)
    decide(world, application)
    organisation = fresh(application).organisation
    assert organisation.profile.site == "https://puentes.example"
    assert [one.text for one in organisation.descriptions] == ["Un grupo."]


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


def test_what_members_are_shown_is_settled_before_the_application_is_sent(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    with pytest.raises(DomainError) as error:
        fill_in_circulation(world, application, lines="Other words.")
    assert code_of(error) == KernelRefusal.NOT_IN_THIS_STATE
    assert application.circulated_lines == "Un grupo pequeño."


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
    ask(world, application, "purpose", "Tell us more.")
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


def test_an_interest_declared_in_the_answer_to_a_request_refers_the_case(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    ask(world, application, "industry", "Any interests?")
    application = fresh(application)
    assert application.is_referred is False
    save_section(
        application.response,
        "interests",
        {"industry": "yes"},
        actor=world.applicant,
        expected_version=application.response.version,
    )
    services.answer_request(application, actor=world.applicant)
    assert fresh(application).is_referred is True


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
    ask(world, application, "purpose", "More?")
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
        support(world, application, actor=world.member)
    assert code_of(error) == KernelRefusal.NOT_YOURS_TO_DO

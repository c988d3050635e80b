"""Objections: each is put to the applicant, who has time to reply before the committee decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.services.people import mail_address
from app.casework.queries import list_members_to_answer_for
from app.casework.services import ask_again, hold, release
from app.kernel import clock
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.membership import queries, rules, services
from app.membership.enums import Ballot, MembershipRefusal, Outcome, Stance
from app.membership.models import Application, Comment, ObjectionNotice
from app.membership.process_words import Action, Status
from tests.clients import WeftClient, sign_in
from tests.clockwork import end_what_is_over
from tests.membership_factories import (
    World,
    decide,
    fresh,
    make_earlier_world,
    make_in_comment,
    make_policy,
    vote_all,
)

AFTER_COMMENT = timedelta(days=15)
SUBSTANCE = "Your independence is doubted."


def object_to(world: World, application: Application, text: str = "Not independent.") -> Comment:
    return services.comment(
        application,
        organisation_id=world.member_id,
        stance=Stance.OBJECTION,
        criterion="purpose",
        text=text,
        language="en",
        actor=world.member,
    )


def second_objection(world: World, application: Application) -> Comment:
    """Another member objects; written down here even when comment is over."""
    mine = list_members_to_answer_for(application, world.other_member.id)
    return services.comment(
        application,
        organisation_id=mine[0],
        stance=Stance.OBJECTION,
        criterion="interests",
        text="We doubt their interests.",
        language="en",
        actor=world.other_member,
    )


def put(world: World, application: Application, substance: str = SUBSTANCE) -> None:
    services.put_objections(application, substance=substance, language="en", actor=world.officer)


def reply(world: World, application: Application, place: int = 0, text: str = "Only an office.") -> None:
    notice = application.objection_notices[place]
    services.reply_to_objections(application, notice, actor=world.applicant, reply=text)


def refused(world: World, application: Application, outcome: Outcome = Outcome.DECLINED) -> str:
    """The code with which the decision is refused."""
    with pytest.raises(DomainError) as error:
        decide(world, fresh(application), outcome)
    return error.value.code


def before_the_committee(world: World, *, objects: bool = True) -> Application:
    """A case before the committee, with all votes against. Ask for it after the comment period."""
    with clock.shift(-AFTER_COMMENT):
        application = make_in_comment(world)
        if objects:
            object_to(world, application)
    end_what_is_over()
    application = fresh(application)
    assert application.status is Status.COMMITTEE
    vote_all(world, application, Ballot.DECLINE)
    return fresh(application)


def test_an_objection_is_put_and_answered_before_the_decision(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    assert refused(world, application) == MembershipRefusal.OBJECTIONS_NOT_PUT
    put(world, fresh(application))
    assert refused(world, application) == MembershipRefusal.REPLY_PERIOD_RUNS
    application = fresh(application)
    reply(world, application)
    decide(world, fresh(application), Outcome.DECLINED)
    application = fresh(application)
    assert application.status is Status.DECLINED
    assert application.decision is not None
    assert (application.decision.votes_decline, application.decision.tier) == (3, None)
    assert application.comments[0].notice_id == application.objection_notices[0].id


def test_silence_lets_the_committee_decide_once_the_reply_period_is_over(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    with clock.shift(timedelta(days=9, hours=23)):
        assert refused(world, application) == MembershipRefusal.REPLY_PERIOD_RUNS
    with clock.shift(timedelta(days=10)):
        decide(world, fresh(application), Outcome.DECLINED)
    assert fresh(application).status is Status.DECLINED


def test_the_policy_says_how_long_a_reply_may_take(session: Session) -> None:
    limits = {**make_policy()["limits"], "reply": 21}
    world = make_earlier_world(policy=make_policy(limits=limits))
    application = before_the_committee(world)
    put(world, application)
    notice = fresh(application).objection_notices[0]
    assert notice.reply_until - notice.put_at == timedelta(days=21)


def test_objections_are_not_put_while_members_still_comment(session: Session) -> None:
    world = make_earlier_world()
    application = make_in_comment(world)
    object_to(world, application)
    with pytest.raises(DomainError) as error:
        put(world, fresh(application))
    assert error.value.code == KernelRefusal.NOT_IN_THIS_STATE


def test_objections_are_not_put_twice(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    with pytest.raises(DomainError) as error:
        put(world, fresh(application))
    assert error.value.code == MembershipRefusal.NO_OBJECTION_TO_PUT
    assert len(fresh(application).objection_notices) == 1


def test_nothing_is_put_without_an_objection(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world, objects=False)
    with pytest.raises(DomainError) as error:
        put(world, application)
    assert error.value.code == MembershipRefusal.NO_OBJECTION_TO_PUT


def test_one_notice_puts_all_objections_that_were_made(session: Session) -> None:
    world = make_earlier_world()
    with clock.shift(-AFTER_COMMENT):
        application = make_in_comment(world)
        object_to(world, application)
        second_objection(world, fresh(application))
    end_what_is_over()
    put(world, fresh(application))
    application = fresh(application)
    notice = application.objection_notices[0]
    assert [one.notice_id for one in application.comments] == [notice.id, notice.id]


def test_a_second_objection_is_put_with_a_reply_period_of_its_own(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    application = fresh(application)
    reply(world, application)
    session.add(late(world, application))
    assert refused(world, application) == MembershipRefusal.OBJECTIONS_NOT_PUT
    with clock.shift(timedelta(days=5)):
        put(world, fresh(application), "There is more.")
        application = fresh(application)
        assert [one.replied_at is None for one in application.objection_notices] == [False, True]
        assert refused(world, application) == MembershipRefusal.REPLY_PERIOD_RUNS
    with clock.shift(timedelta(days=12)):
        assert refused(world, application) == MembershipRefusal.REPLY_PERIOD_RUNS
        application = fresh(application)
        reply(world, application, 1, "And an answer.")
        decide(world, fresh(application), Outcome.DECLINED)
    replies = [one.reply for one in fresh(application).objection_notices]
    assert replies == ["Only an office.", "And an answer."]


def late(world: World, application: Application) -> Comment:
    """An objection that reached the case after the first was put."""
    speaks_for = queries.list_members_to_exclude(world.body.id, ("member",))
    return Comment(
        application_id=application.id,
        organisation_id=next(one for one in speaks_for if one != world.member_id),
        person_id=world.other_member.id,
        stance=Stance.OBJECTION,
        criterion="interests",
        text="We doubt their interests.",
        language="en",
    )


def test_a_changed_objection_counts_as_not_put(session: Session) -> None:
    world = make_earlier_world()
    application = make_in_comment(world)
    comment = object_to(world, application)
    session.flush()
    notice = ObjectionNotice(
        application_id=application.id,
        substance=SUBSTANCE,
        language="en",
        put_by=world.officer.id,
        reply_until=clock.now(),
    )
    session.add(notice)
    session.flush()
    comment.notice_id = notice.id
    application = fresh(application)
    object_to(world, application, "Not independent, and not honest.")
    assert fresh(application).comments[0].notice_id is None


def test_the_applicant_replies_once_and_in_time(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    application = fresh(application)
    with clock.shift(timedelta(days=10)), pytest.raises(DomainError) as late:
        reply(world, application)
    reply(world, application)
    with pytest.raises(DomainError) as twice:
        reply(world, fresh(application), text="And another thing.")
    assert (late.value.code, twice.value.code) == (
        MembershipRefusal.REPLY_PERIOD_OVER,
        MembershipRefusal.ALREADY_REPLIED,
    )
    assert fresh(application).objection_notices[0].reply == "Only an office."


def test_the_applicant_is_told_by_mail_of_each_notice(session: Session) -> None:
    world = make_earlier_world()
    world.applicant.email = "ana@example.org"
    application = before_the_committee(world)
    put(world, application)
    told = select(OutboxMessage).where(OutboxMessage.about == "application.reply")
    letters = session.execute(told).scalars().all()
    assert [one.recipient for one in letters] == [mail_address(world.applicant)]
    assert SUBSTANCE not in letters[0].text


def test_a_second_notice_is_mailed_to_a_group_that_still_replies_to_the_first(session: Session) -> None:
    world = make_earlier_world()
    world.applicant.email = "ana@example.org"
    application = before_the_committee(world)
    put(world, application)
    session.add(late(world, fresh(application)))
    put(world, fresh(application), "There is more.")
    told = select(OutboxMessage).where(OutboxMessage.about == "application.reply")
    letters = session.execute(told).scalars().all()
    assert [one.recipient for one in letters] == [mail_address(world.applicant)] * 2


def test_a_held_reply_period_stands_still_though_the_case_is_asked_again(session: Session) -> None:
    """The period has an end that the notice itself holds; a hold stops it all the same."""
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    session.flush()
    hold(application.organisation_id)
    application = fresh(application)
    ask_again(application.id)
    assert application.due_of(Action.REPLY) is None
    with clock.shift(timedelta(days=50)):
        assert end_what_is_over() == 0


def test_time_on_hold_is_not_taken_from_the_time_to_reply(session: Session) -> None:
    """During the hold the applicant may reply, and after it they have as long as they had left."""
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    session.flush()
    before = application.objection_notices[0].reply_until
    hold(application.organisation_id)
    held = fresh(application).held_at
    with clock.at(before + timedelta(days=50)):
        application = fresh(application)
        [notice] = application.objection_notices
        assert rules.may_reply(world.applicant, application, notice) is None
        release(application.organisation_id)
        assert notice.reply_until == before + (clock.now() - held)
        ask_again(application.id)
        assert fresh(application).due_of(Action.REPLY) == notice.reply_until
        reply(world, application, text="We answer now.")


def test_a_time_to_reply_that_was_over_before_the_hold_stays_over(session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    session.flush()
    over = application.objection_notices[0].reply_until
    with clock.at(over + timedelta(days=1)):
        hold(application.organisation_id)
    with clock.at(over + timedelta(days=9)):
        release(application.organisation_id)
        application = fresh(application)
        assert application.objection_notices[0].reply_until == over
        assert rules.notices_to_answer(application) == []


def test_the_applicant_reads_every_notice_and_answers_the_open_one(
    client: WeftClient, session: Session
) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    application = fresh(application)
    reply(world, application, text="First answer.")
    session.add(late(world, application))
    put(world, fresh(application), "There is more.")
    path = f"/en/apply/{application.ref}/objections"
    sign_in(client, world.applicant)
    assert "Read and reply" in client.get(f"/en/apply/{application.ref}/").text
    page = client.get(path).text
    assert all(words in page for words in (SUBSTANCE, "First answer.", "There is more."))
    assert "Not independent." not in page
    assert client.post(path, data={"notice": "7", "reply": "x"}).status_code == 404
    assert client.post(path, data={"notice": "1", "reply": "x"}).status_code == 409
    assert client.post(path, data={"notice": "2", "reply": "Second answer."}).status_code == 303
    assert "Second answer." in client.get(path).text
    own = client.get(f"/en/apply/{application.ref}/").text
    assert path in own, "objections and replies can be read again"
    assert "Read and reply" not in own


def test_the_case_shows_every_notice_to_the_committee(client: WeftClient, session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    application = fresh(application)
    session.add(late(world, application))
    put(world, fresh(application), "There is more.")
    sign_in(client, world.committee[0])
    page = client.get(f"/en/n/example/applications/{application.ref}/").text
    assert SUBSTANCE in page
    assert "There is more." in page
    assert page.count("No reply yet.") == 2

"""Questions about a call: asked, answered for everybody, joined, replied to in private, corrected."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.queries import get_person
from app.accounts.services import erase_person, own_data
from app.grants.calls import queries, services
from app.grants.calls.enums import CallRefusal, QuestionStatus
from app.grants.calls.models import Call, CallQuestion
from app.grants.calls.presenter import list_desk_items
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal, NotFound
from app.kernel.outbox import OutboxMessage
from app.organisations.enums import ContactRole
from app.web.desk import DeskPart
from tests.clients import WeftClient, sign_in
from tests.databases import Database, counted_queries
from tests.factories import make_person
from tests.grant_factories import Office
from tests.integration.casework.test_at_once import second_after_waiting
from tests.organisation_factories import make_contact, make_member
from tests.refusals import refusal

PAGE = "/en/n/river/grants/day-of-action"
TEXTS, ANSWERS = {"en": "May we rent a room?"}, {"en": "Yes, tick Room."}


class World:
    """A network with an open call and somebody who could apply to it."""

    def __init__(self) -> None:
        self.office = Office()
        self.call: Call = self.office.call()
        _group, self.lead = self.office.group()
        self.officer = self.office.officer

    def ask(self, text: str = "Can we rent?", by: Person | None = None) -> CallQuestion:
        return services.ask_question(self.call, text, language="en", actor=by or self.lead)

    def published(self) -> CallQuestion:
        question = self.ask()
        services.write_answer(question, texts=TEXTS, answers=ANSWERS, actor=self.officer)
        services.publish_answer(question, actor=self.officer)
        return question

    def url(self, question: CallQuestion, step: str = "") -> str:
        return f"/en/n/river/calls/{self.call.ref}/questions/{question.ref}/{step}"


@pytest.fixture
def world(session: Session) -> World:
    return World()


def _form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token|submission_key|version)"[^>]*value="([^"]*)"', page))


def test_whoever_could_apply_asks_and_everybody_reads_the_answer_but_not_who_asked(
    client: WeftClient, world: World, session: Session
) -> None:
    visitor = client.application.test_client()
    assert "Sign in to ask a question" in visitor.get(PAGE).text
    sign_in(client, world.lead)
    sent = client.post(f"{PAGE}/ask", data={**_form(client.get(PAGE).text), "text": " Can we rent? "})
    assert sent.headers["Location"] == f"{PAGE}#questions"
    question = session.scalars(select(CallQuestion)).one()
    assert (question.asked, question.status) == ("Can we rent?", QuestionStatus.WAITING)
    assert "Can we rent?" not in visitor.get(PAGE).text
    assert "Can we rent?" in client.get(PAGE).text

    office = client.application.test_client()
    sign_in(office, world.officer)
    page = office.get(world.url(question)).text
    assert "Can we rent?" in page
    assert world.lead.chosen_name not in page
    texts = {"question_en": "May we rent a room?", "answer_en": "Yes, tick Room."}
    office.post(world.url(question), data={**_form(page), **texts})
    assert "May we rent a room?" not in visitor.get(PAGE).text
    office.post(world.url(question, "publish"), data=_form(office.get(world.url(question, "publish")).text))
    shown = visitor.get(PAGE).text
    assert "May we rent a room?" in shown
    assert "Yes, tick Room." in shown
    assert world.lead.chosen_name not in shown
    assert "Can we rent?" not in shown


def test_sent_twice_it_is_asked_once(client: WeftClient, world: World, session: Session) -> None:
    sign_in(client, world.lead)
    data = {**_form(client.get(f"{PAGE}/ask").text), "text": "Twice?"}
    answers = [client.post(f"{PAGE}/ask", data=data).status_code for _time in range(2)]
    assert answers == [303, 303]
    assert [one.asked for one in session.scalars(select(CallQuestion))] == ["Twice?"]


@pytest.mark.parametrize("act", ["publish", "reply"])
def test_of_two_who_deal_with_a_question_the_second_is_told(
    client: WeftClient, world: World, act: str
) -> None:
    question = world.ask()
    services.write_answer(question, texts=TEXTS, answers=ANSWERS, actor=world.officer)
    sign_in(client, world.officer)
    second = {**_form(client.get(world.url(question, act)).text), "reply": "No."}
    services.publish_answer(question, actor=world.office.second)
    assert client.post(world.url(question, act), data=second).status_code == 409
    assert question.status is QuestionStatus.PUBLISHED
    assert question.reply is None


def test_of_two_who_write_the_second_overwrites_nothing(client: WeftClient, world: World) -> None:
    question = world.ask()
    sign_in(client, world.officer)
    stale = _form(client.get(world.url(question)).text)
    services.write_answer(question, texts=TEXTS, answers=ANSWERS, actor=world.office.second)
    answer = client.post(world.url(question), data={**stale, "question_en": "Mine"})
    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert question.question == TEXTS


def test_only_who_could_apply_asks(world: World) -> None:
    group = make_member(world.office.body, "Rush")
    viewer = make_person("Viewer")
    make_contact(viewer, group, ContactRole.VIEWER)
    for stranger in (viewer, world.officer, make_person("Nobody")):
        assert refusal(lambda who=stranger: world.ask(by=who)) is CallRefusal.ONLY_WHO_CAN_APPLY


def test_nobody_asks_once_questions_have_ended(world: World) -> None:
    with clock.shift(timedelta(days=6)):
        assert refusal(world.ask) is CallRefusal.NO_QUESTIONS_NOW


def test_one_person_has_only_a_few_questions_waiting(world: World) -> None:
    first, *_others = (world.ask(f"Number {number}?") for number in range(5))
    assert refusal(world.ask) is CallRefusal.TOO_MANY_QUESTIONS
    services.reply_in_private(first, "Yes.", language="en", actor=world.officer)
    assert world.ask().status is QuestionStatus.WAITING


def test_an_answer_is_published_once_it_is_written_in_each_language_of_the_call(session: Session) -> None:
    world = World()
    both = {"en": "Words", "fr": "Mots"}
    world.call = world.office.call(code="two", languages=["en", "fr"], title=both, summary=both)
    question = world.ask()
    services.write_answer(question, texts=both, answers={"en": "Yes."}, actor=world.officer)
    act = lambda: services.publish_answer(question, actor=world.officer)  # noqa: E731
    assert refusal(act) is CallRefusal.ANSWER_LACKS_TEXT
    services.write_answer(question, texts=both, answers=both, actor=world.officer)
    act()
    assert question.status is QuestionStatus.PUBLISHED


def test_an_earlier_answer_answers_a_later_question(client: WeftClient, world: World) -> None:
    earlier, later = world.published(), world.ask("And rent?")
    services.join_question(later, earlier, actor=world.officer)
    assert [one.ref for one in queries.list_published_answers(world.call)] == [earlier.ref]
    sign_in(client, world.lead)
    text = client.get(f"/en/grants/questions/{later.ref}/").text
    assert "And rent?" in text
    assert "Yes, tick Room." in text


def test_only_a_published_answer_of_the_same_call_can_be_joined(world: World) -> None:
    waiting, question = world.ask("First?"), world.ask("Second?")
    foreign = World.__new__(World)
    foreign.office, foreign.officer, foreign.lead = world.office, world.officer, world.lead
    foreign.call = world.office.call(code="other")
    for wrong in (waiting, foreign.published()):
        act = lambda to=wrong: services.join_question(question, to, actor=world.officer)  # noqa: E731
        assert refusal(act) is CallRefusal.NO_SUCH_ANSWER


def test_a_private_reply_is_read_by_the_asker_alone(client: WeftClient, world: World) -> None:
    question = world.ask("About our own case?")
    services.reply_in_private(question, "Call us.", language="en", actor=world.officer)
    page = f"/en/grants/questions/{question.ref}/"
    visitor = client.application.test_client()
    assert visitor.get(page).status_code == 303
    assert "Call us." not in visitor.get(PAGE).text
    _group, other = world.office.group("Rush")
    sign_in(client, other)
    assert client.get(page).status_code == 404
    sign_in(client, world.lead)
    assert "Call us." in client.get(page).text


def test_whoever_asked_is_told_without_a_word_of_what_it_is_about(world: World) -> None:
    world.lead.email = "reed@example.org"
    world.lead.confirmed_at = clock.now()
    question = world.published()
    db.session.flush()
    message = db.session.scalars(select(OutboxMessage)).one()
    assert (message.recipient, message.about) == ("reed@example.org", "call_question.published")
    for words in ("room", "rent", "Call day-of-action", question.ref, world.call.ref):
        assert words not in f"{message.subject}{message.text}"


def test_a_published_answer_is_corrected_for_everybody_and_says_so(client: WeftClient, world: World) -> None:
    question = world.published()
    act = lambda: services.write_answer(  # noqa: E731
        question, texts=TEXTS, answers={}, actor=world.officer
    )
    assert refusal(act) is CallRefusal.ANSWER_LACKS_TEXT
    db.session.refresh(question)
    assert "corrected" not in client.get(PAGE).text
    services.write_answer(question, texts=TEXTS, answers={"en": "No."}, actor=world.officer)
    shown = client.get(PAGE).text
    assert "Yes, tick Room." not in shown
    assert "corrected" in shown


def test_what_is_dealt_with_is_not_rewritten(world: World) -> None:
    question = world.ask()
    services.reply_in_private(question, "Yes.", language="en", actor=world.officer)
    for act in (
        lambda: services.write_answer(question, texts=TEXTS, answers=ANSWERS, actor=world.officer),
        lambda: services.reply_in_private(question, "No.", language="en", actor=world.officer),
    ):
        assert refusal(act) is KernelRefusal.NOT_IN_THIS_STATE


def test_nobody_else_answers(world: World) -> None:
    question = world.ask()
    services.write_answer(question, texts=TEXTS, answers=ANSWERS, actor=world.officer)
    for actor in (world.lead, world.office.finance):
        for act in (
            lambda who=actor: services.publish_answer(question, actor=who),
            lambda who=actor: services.reply_in_private(question, "Yes.", language="en", actor=who),
        ):
            assert refusal(act) is KernelRefusal.NOT_YOURS_TO_DO
        write = lambda who=actor: services.write_answer(  # noqa: E731
            question, texts=TEXTS, answers=ANSWERS, actor=who
        )
        assert refusal(write) is CallRefusal.NOT_YOURS


def _desk(person: Person, world: World) -> list[tuple[DeskPart, str, int]]:
    db.session.commit()
    with current_app.test_request_context("/en/"):
        items = list_desk_items(person, "en", [world.office.body])
    return [(one.part, one.verb, one.number) for one in items]


def test_the_desk_counts_what_waits_and_tells_the_asker_until_they_looked(
    client: WeftClient, world: World
) -> None:
    question = world.ask()
    world.ask("And food?")
    assert _desk(world.officer, world) == [(DeskPart.MINE, "Answer 2 questions:", 2)]
    assert _desk(world.lead, world) == [(DeskPart.AWAITED, "Your question:", 1)] * 2
    services.reply_in_private(question, "Yes.", language="en", actor=world.officer)
    assert _desk(world.officer, world) == [(DeskPart.MINE, "Answer 1 question:", 1)]
    assert [part for part, _verb, _number in _desk(world.lead, world)] == [DeskPart.NEWS, DeskPart.AWAITED]
    sign_in(client, world.lead)
    client.get(f"/en/grants/questions/{question.ref}/")
    assert [part for part, _verb, _number in _desk(world.lead, world)] == [DeskPart.AWAITED]


def test_whoever_takes_their_data_along_takes_their_questions(world: World) -> None:
    question = world.ask("Do you know Reed?")
    services.reply_in_private(question, "Yes.", language="en", actor=world.officer)
    assert own_data(world.lead)["call_questions"] == [
        {
            "asked": "Do you know Reed?",
            "asked_at": question.asked_at.isoformat(),
            "state": "replied",
            "reply": "Yes.",
        }
    ]
    assert own_data(world.officer)["call_questions"] == []


def test_whoever_erases_their_account_leaves_no_words_behind(world: World) -> None:
    question, shown = world.ask("Do you know Reed?"), world.published()
    services.reply_in_private(question, "Yes.", language="en", actor=world.officer)
    erase_person(world.lead)
    assert (question.asked_by_id, question.asked, question.reply) == (None, None, None)
    assert (shown.asked_by_id, shown.asked, shown.answer) == (None, None, ANSWERS)


def test_a_question_about_another_call_is_not_there(world: World) -> None:
    question = world.ask()
    with pytest.raises(NotFound):
        queries.get_question(question.ref, world.office.call(code="other"))


def test_the_page_of_a_call_asks_the_same_few_queries(
    client: WeftClient, world: World, session: Session
) -> None:
    world.published()
    session.commit()
    with counted_queries() as one:
        client.get(f"{PAGE}?n=1")
    for _number in range(10):
        world.published()
    session.commit()
    with counted_queries() as many:
        assert client.get(f"{PAGE}?n=11").text.count("Yes, tick Room.") == 11
    assert len(one.statements) == len(many.statements)


def test_of_two_who_publish_at_once_one_is_told(committed_database: Database) -> None:
    with committed_database.app.app_context():
        world = World()
        question = world.ask()
        services.write_answer(question, texts=TEXTS, answers=ANSWERS, actor=world.officer)
        db.session.commit()
        ref, call_ref, body_id, officer_id = (
            question.ref,
            world.call.ref,
            world.call.body_id,
            world.officer.id,
        )

    def publish() -> str:
        found = queries.get_question(ref, queries.get_call(call_ref, body_id), lock=True)
        officer = get_person(officer_id)
        services.publish_answer(found, actor=officer, expected_version=2)
        db.session.flush()
        return "published"

    assert second_after_waiting(committed_database, publish, publish) == KernelRefusal.CHANGED_MEANWHILE
    with committed_database.app.app_context():
        assert db.session.scalars(select(CallQuestion.version)).all() == [3]

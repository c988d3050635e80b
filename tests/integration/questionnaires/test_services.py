from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.documents import services as documents
from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError
from app.questionnaires import queries
from app.questionnaires.building import definition, question, section
from app.questionnaires.enums import QuestionnaireRefusal as Refusal
from app.questionnaires.models import PublishedForGood, QuestionSetVersion, Response, StatementVersion
from app.questionnaires.services import (
    AnswersChanged,
    create_question_set,
    discard_response,
    enter_answers,
    give_signatures_to,
    publish_statement,
    publish_version,
    reopen,
    save_section,
    start_response,
    submit_response,
    withdraw_signature,
)
from app.questionnaires.types.problems import NOT_CHOSEN, REQUIRED
from app.questionnaires.types.statements import STATEMENT_CHANGED
from tests.factories import make_person
from tests.integration.questionnaires.conftest import CHARTER
from tests.unit.documents import files
from tests.unit.questionnaires.examples import COMPLETE, t


def complete(response: Response, charter: StatementVersion, person: Person) -> None:
    signed = {"charter": {"agreed": True, "name": "Lucía", "version": charter.id, "language": "es"}}
    enter_answers(response, {**COMPLETE, **signed}, actor=person)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as raised:
        call()
    return raised.value.code


def test_publish_gives_the_next_number_and_finds_a_bodys_own_set_first(session: Session) -> None:
    form = definition(section("s", t("S"), question("q", "text", t("Q"))))
    shared = create_question_set("join", title=t("Join"), actor=SYSTEM)
    own = create_question_set("join", title=t("Join"), actor=SYSTEM, body_id=7)
    publish_version(shared, form, actor=SYSTEM)
    second = publish_version(shared, form, actor=SYSTEM)
    third = publish_version(own, form, actor=SYSTEM)
    assert second.number == 2
    assert queries.find_current_version("join", body_id=7) is third
    assert queries.find_current_version("join", body_id=8) is second
    assert queries.find_current_version("other") is None


def test_published_versions_never_change(session: Session, version: QuestionSetVersion) -> None:
    session.commit()
    version.definition = {"sections": []}
    with pytest.raises(PublishedForGood):
        session.flush()
    session.rollback()
    session.delete(version)
    with pytest.raises(PublishedForGood):
        session.flush()
    session.rollback()


def test_saving_asks_for_nothing_and_keeps_what_is_there(response: Response, person: Person) -> None:
    save_section(response, "group", {"name": "Casa", "country": None}, actor=person, expected_version=1)
    assert queries.answers_of(response) == {"name": "Casa"}
    assert response.version == 2


def test_saving_the_same_again_changes_nothing(response: Response, person: Person) -> None:
    save_section(response, "group", {"name": "Casa"}, actor=person, expected_version=1)
    saved_at = response.saved_at
    with clock.shift(timedelta(hours=1)):
        save_section(response, "group", {"name": "Casa"}, actor=person, expected_version=2)
    assert (response.version, response.saved_at) == (2, saved_at)


def test_answers_are_not_readable_in_the_database(
    session: Session, response: Response, person: Person
) -> None:
    save_section(response, "group", {"name": "CANARY-NAME"}, actor=person, expected_version=1)
    session.flush()
    stored = session.execute(text("SELECT value FROM answer")).scalar_one()
    assert b"CANARY" not in bytes(stored)


def test_two_people_on_different_questions_do_not_disturb_each_other(
    response: Response, person: Person
) -> None:
    other = make_person("Bo")
    save_section(response, "group", {"name": "Casa"}, actor=person, expected_version=1)
    save_section(response, "papers", {"registered": "no"}, actor=other, expected_version=1)
    save_section(response, "group", {"country": "CO"}, actor=other, expected_version=1)
    assert queries.answers_of(response) == {"name": "Casa", "registered": "no", "country": "CO"}


def test_two_people_on_one_question_see_both_answers(response: Response, person: Person) -> None:
    save_section(response, "group", {"name": "Casa"}, actor=person, expected_version=1)
    with pytest.raises(AnswersChanged) as raised:
        save_section(response, "group", {"name": "House"}, actor=make_person(), expected_version=1)
    assert raised.value.differing == {"name": ("House", "Casa")}
    assert queries.answers_of(response) == {"name": "Casa"}
    save_section(response, "group", {"name": "House"}, actor=person, expected_version=response.version)
    assert queries.answers_of(response) == {"name": "House"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"registered": "no"}, Refusal.UNKNOWN_QUESTION),
        ({"country": ["CO"]}, Refusal.ANSWERS_UNREADABLE),
        ({"founded": "1900-01-01"}, Refusal.ANSWERS_UNREADABLE),
    ],
)
def test_saving_refuses_what_the_page_could_not_have_sent(
    response: Response, person: Person, data: dict[str, Any], code: str
) -> None:
    assert code_of(lambda: save_section(response, "group", data, actor=person, expected_version=1)) == code


def test_submitting_names_what_is_missing(response: Response, person: Person) -> None:
    with pytest.raises(DomainError) as raised:
        submit_response(response, actor=person)
    assert [one.problem.code for one in raised.value.params["problems"]][:2] == [
        REQUIRED,
        NOT_CHOSEN,
    ]


def test_submitting_freezes_and_signs(response: Response, charter: StatementVersion, person: Person) -> None:
    complete(response, charter, person)
    submission = submit_response(response, actor=person)
    assert submission.number == 1
    assert submission.answers["name"] == "Casa Abierta"
    [signature] = queries.signatures_of(response)
    assert (signature.name, signature.language, signature.statement_version_id) == ("Lucía", "es", charter.id)
    assert (
        code_of(lambda: save_section(response, "group", {"name": "X"}, actor=person, expected_version=None))
        == Refusal.ANSWERS_CLOSED
    )
    assert code_of(lambda: submit_response(response, actor=person)) == Refusal.ALREADY_SUBMITTED


def test_submitting_leaves_out_what_is_hidden_but_keeps_it(
    response: Response, charter: StatementVersion, person: Person
) -> None:
    complete(response, charter, person)
    enter_answers(response, {"other_topic": "kept"}, actor=person)
    assert "other_topic" not in submit_response(response, actor=person).answers
    assert queries.answers_of(response)["other_topic"] == "kept"


def test_a_new_version_of_a_statement_asks_to_sign_again(
    response: Response, charter: StatementVersion, person: Person
) -> None:
    complete(response, charter, person)
    submit_response(response, actor=person)
    give_signatures_to(41, response=response)
    publish_statement(charter.statement, CHARTER, actor=SYSTEM)
    assert queries.list_to_endorse_again(charter.statement) == [41]
    reopen(response, ["name"], actor=SYSTEM)
    with pytest.raises(DomainError) as raised:
        submit_response(response, actor=person)
    assert [one.problem.code for one in raised.value.params["problems"]] == [STATEMENT_CHANGED]


def test_reopening_opens_only_what_was_named(
    response: Response, charter: StatementVersion, person: Person
) -> None:
    complete(response, charter, person)
    submit_response(response, actor=person)
    reopen(response, ["topics"], actor=SYSTEM)
    save_section(
        response, "work", {"topics": ["other"], "other_topic": "Art"}, actor=person, expected_version=None
    )
    assert (
        code_of(lambda: save_section(response, "group", {"name": "X"}, actor=person, expected_version=None))
        == Refusal.ANSWERS_CLOSED
    )
    again = submit_response(response, actor=person)
    assert (again.number, again.answers["other_topic"]) == (2, "Art")
    assert [each.answers["topics"] for each in queries.list_submissions(response)] == [["health"], ["other"]]
    assert len(queries.signatures_of(response)) == 1
    assert code_of(lambda: reopen(response, ["nothing"], actor=SYSTEM)) == Refusal.UNKNOWN_QUESTION


def test_a_withdrawn_signature_stays_known(
    response: Response, charter: StatementVersion, person: Person
) -> None:
    complete(response, charter, person)
    submit_response(response, actor=person)
    [signature] = queries.signatures_of(response)
    withdraw_signature(signature, actor=person)
    assert queries.signatures_of(response) == []
    assert code_of(lambda: withdraw_signature(signature, actor=person)) == Refusal.ALREADY_WITHDRAWN


def test_documents_belong_to_the_answer_that_holds_them(
    session: Session, response: Response, person: Person
) -> None:
    session.commit()
    owner = ("test.application", response.id)
    stored = documents.import_document(BytesIO(files.PDF), "statutes.pdf", owner=owner, actor=person)
    elsewhere = ("test.application", response.id + 1)
    foreign = documents.import_document(BytesIO(files.PDF), "x.pdf", owner=elsewhere, actor=person)
    enter_answers(response, {"registered": "yes", "statutes": [stored.ref]}, actor=person)
    assert (
        code_of(lambda: enter_answers(response, {"statutes": [stored.ref, foreign.ref]}, actor=person))
        == "documents.gone"
    )
    enter_answers(response, {"statutes": None}, actor=person)
    assert stored.deleted_at is not None


def test_discarding_forgets_everything_said(
    session: Session, response: Response, charter: StatementVersion, person: Person
) -> None:
    complete(response, charter, person)
    submit_response(response, actor=person)
    discard_response(response, actor=person)
    session.commit()
    assert queries.answers_of(response) == {}
    assert queries.find_last_submission(response) is None
    told = [event.kind for event in audit.list_events("response", response.id)]
    assert told == ["response.started", "response.submitted", "response.discarded"]


def test_start_needs_a_published_version(session: Session, version: QuestionSetVersion) -> None:
    draft = QuestionSetVersion(
        question_set_id=version.question_set_id, number=9, definition=version.definition
    )
    session.add(draft)
    session.flush()
    assert code_of(lambda: start_response(draft, language="en", actor=SYSTEM)) == Refusal.NOT_PUBLISHED

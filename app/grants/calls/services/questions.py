"""The verbs of questions about a call: ask, write the answer, publish it, join it to an earlier one, reply in
private, correct what is published."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Person
from app.grants.calls import emails, queries, rules
from app.grants.calls.enums import CallRefusal, QuestionAction
from app.grants.calls.models import Call, CallQuestion
from app.grants.calls.services.calls import note_public_change, require_manager
from app.kernel import audit, clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, require, require_version
from app.kernel.settings import setting
from app.kernel.workflow import advance


def ask_question(call: Call, text: str, *, language: str, actor: Actor) -> CallQuestion:
    """A question waits for the office. Raises NO_QUESTIONS_NOW, ONLY_WHO_CAN_APPLY, TOO_MANY_QUESTIONS."""
    require(None if rules.takes_questions(call) else CallRefusal.NO_QUESTIONS_NOW)
    require(None if queries.speaks_for_a_group(actor) else CallRefusal.ONLY_WHO_CAN_APPLY)
    if queries.count_waiting(call, actor) >= setting("CALL_QUESTIONS_WAITING_AT_MOST"):
        raise DomainError(CallRefusal.TOO_MANY_QUESTIONS)
    question = CallQuestion(
        call_id=call.id, call=call, asked_by_id=actor.actor_id, language=language, asked=text
    )
    db.session.add(question)
    db.session.flush()
    _record(question, "asked", actor)
    return question


def write_answer(
    question: CallQuestion,
    *,
    texts: Mapping[str, str],
    answers: Mapping[str, str],
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Keep how the question is worded and what is answered, by language; what is published already is
    corrected with it. Raises CHANGED_MEANWHILE, NOT_IN_THIS_STATE, and ANSWER_LACKS_TEXT for a correction."""
    require_manager(question.body_id, actor)
    require_version(expected_version, question.version)
    if not rules.is_waiting(question) and not rules.is_published(question):
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    question.question, question.answer = dict(texts), dict(answers)
    question.version += 1
    if rules.is_published(question):
        require(CallRefusal.ANSWER_LACKS_TEXT if rules.answer_lacks(question) else None)
        question.corrected_at = clock.now()
        note_public_change(question.call)
        _record(question, "corrected", actor)


def publish_answer(question: CallQuestion, *, actor: Actor, expected_version: int | None = None) -> None:
    """Everybody reads it from now on. Raises ANSWER_LACKS_TEXT, CHANGED_MEANWHILE, NOT_IN_THIS_STATE."""
    require_version(expected_version, question.version)
    require(CallRefusal.ANSWER_LACKS_TEXT if rules.answer_lacks(question) else None)
    _end(question, QuestionAction.PUBLISH, actor)
    note_public_change(question.call)


def join_question(
    question: CallQuestion, earlier: CallQuestion, *, actor: Actor, expected_version: int | None = None
) -> None:
    """An earlier answer answers this question too. Raises NO_SUCH_ANSWER, CHANGED_MEANWHILE,
    NOT_IN_THIS_STATE."""
    require_version(expected_version, question.version)
    if earlier.call_id != question.call_id or not rules.is_published(earlier):
        raise DomainError(CallRefusal.NO_SUCH_ANSWER)
    _end(question, QuestionAction.JOIN, actor)
    question.joined_to = earlier
    question.joined_to_id = earlier.id


def reply_in_private(
    question: CallQuestion, reply: str, *, language: str, actor: Actor, expected_version: int | None = None
) -> None:
    """Nothing is published; the asker alone reads the reply. Raises CHANGED_MEANWHILE, NOT_IN_THIS_STATE."""
    require_version(expected_version, question.version)
    _end(question, QuestionAction.REPLY, actor)
    question.reply, question.reply_language = reply, language


def note_question_seen(question: CallQuestion) -> None:
    """The asker has seen what became of it: it is no news any more."""
    if question.answered_at is not None and question.seen_at is None:
        question.seen_at = clock.now()


def forget_asker(person: Person) -> None:
    """Whoever leaves leaves no question behind: neither who asked, nor what was typed or replied."""
    for question in queries.list_asked_by(person.id):
        question.asked_by_id = question.asked = question.reply = None


def _end(question: CallQuestion, action: QuestionAction, actor: Actor) -> None:
    advance(question, action, actor=actor)
    question.answered_at = clock.now()
    question.version += 1
    emails.tell_asker(question)


def _record(question: CallQuestion, kind: str, actor: Actor) -> None:
    audit.record(
        f"call_question.{kind}",
        subject="call_question",
        subject_id=question.id,
        actor=actor,
        body_id=question.body_id,
    )

"""Filling in: start, save section by section, hand in, reopen.

Saving never asks for completeness. Two people may write at once: what one saved is never overwritten
unseen, and only the answers that both changed are shown to be decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from app.documents import queries as document_queries
from app.documents.models import StoredDocument
from app.documents.services import claim_documents, delete_document, receive_upload
from app.kernel import audit, clock, ids
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.questionnaires import queries
from app.questionnaires.definition import submitted_answers, visible_questions
from app.questionnaires.enums import QuestionnaireRefusal
from app.questionnaires.models import Answer, QuestionSetVersion, Response, Submission
from app.questionnaires.reading import definition_of
from app.questionnaires.rules import editable_codes, format_problem, problems
from app.questionnaires.services.figures import write_figures
from app.questionnaires.services.signatures import sign_statement, withdraw_signature
from app.questionnaires.types import Question


class AnswersChanged(DomainError):
    """Someone else saved other answers meanwhile: question code → (yours, theirs)."""

    def __init__(self, differing: dict[str, tuple[Any, Any]]) -> None:
        super().__init__(QuestionnaireRefusal.ANSWERS_CHANGED)
        self.differing = differing


def start_response(
    version: QuestionSetVersion, *, language: str, actor: Actor, purpose: str = "response"
) -> Response:
    """An empty draft. `purpose` is the owner kind of its documents: register who may read them under it."""
    if version.published_at is None:
        raise DomainError(QuestionnaireRefusal.NOT_PUBLISHED)
    moment = clock.now()
    response = Response(
        ref=ids.new_ref(),
        version_id=version.id,
        question_set_version=version,
        purpose=purpose,
        language=language,
        started_by=actor.actor_id,
        started_at=moment,
        saved_at=moment,
        version=1,
    )
    db.session.add(response)
    db.session.flush()
    _tell("response.started", response, actor)
    return response


def save_section(
    response: Response,
    section_code: str,
    data: Mapping[str, Any],
    *,
    actor: Actor,
    expected_version: int | None,
    language: str | None = None,
) -> None:
    """Keep what one page says. `data`: question code → answer, in the stored form of its type.

    `expected_version` is the response's version that the page was made from; None saves whatever stands.
    Raises AnswersChanged when someone else changed the same answers since, DomainError for closed questions,
    unknown questions, unreadable answers and passed limits.
    """
    section = definition_of(response).find_section(section_code)
    if section is None:
        raise DomainError(QuestionnaireRefusal.UNKNOWN_QUESTION)
    asked = {question.code: question for question in section.questions}
    _save(response, asked, data, actor=actor, expected_version=expected_version, language=language)


def enter_answers(
    response: Response, data: Mapping[str, Any], *, actor: Actor, language: str | None = None
) -> None:
    """Keep answers to any of the questions at once: histories, paper forms, examples."""
    asked = {question.code: question for question in definition_of(response).questions()}
    _save(response, asked, data, actor=actor, expected_version=None, language=language)


def _save(
    response: Response,
    asked: Mapping[str, Question],
    data: Mapping[str, Any],
    *,
    actor: Actor,
    expected_version: int | None,
    language: str | None,
) -> None:
    by = actor.actor_id
    locked = queries.lock_response(response.id)
    values = _cleaned(locked, asked, data)
    rows = {row.question_code: row for row in queries.list_answers(locked.id)}
    _refuse_overwriting(asked, rows, values, expected_version)
    changed = {
        code: value
        for code, value in values.items()
        if not asked[code].type.same(rows[code].value if code in rows else None, value)
    }
    if not changed:
        return
    locked.version += 1
    locked.saved_at = clock.now()
    for code, value in changed.items():
        if asked[code].type.takes_documents:
            _change_documents(locked, asked[code], rows.get(code), value, actor)
        _write(locked, rows.get(code), code, value, by=by, language=language or locked.language)
    db.session.flush()
    write_figures(locked)


def _cleaned(response: Response, asked: Mapping[str, Question], data: Mapping[str, Any]) -> dict[str, Any]:
    if not set(data) <= set(asked):
        raise DomainError(QuestionnaireRefusal.UNKNOWN_QUESTION)
    editable = editable_codes(
        definition_of(response),
        submitted=response.submitted_at is not None,
        reopened=response.reopened,
    )
    if not set(data) <= editable:
        raise DomainError(QuestionnaireRefusal.ANSWERS_CLOSED)
    values = {}
    for code, value in data.items():
        try:
            values[code] = asked[code].type.clean(asked[code], value)
        except (ValueError, TypeError, KeyError) as problem:
            raise DomainError(QuestionnaireRefusal.ANSWERS_UNREADABLE, question=code) from problem
        if format_problem(asked[code], values[code]):
            raise DomainError(QuestionnaireRefusal.ANSWERS_UNREADABLE, question=code)
    return values


def _refuse_overwriting(
    asked: Mapping[str, Question],
    rows: Mapping[str, Answer],
    values: Mapping[str, Any],
    expected_version: int | None,
) -> None:
    if expected_version is None:
        return
    differing = {
        code: (value, rows[code].value)
        for code, value in values.items()
        if code in rows
        and rows[code].changed_in > expected_version
        and not asked[code].type.same(rows[code].value, value)
    }
    if differing:
        raise AnswersChanged(differing)


def _write(
    response: Response, row: Answer | None, code: str, value: Any, *, by: int | None, language: str
) -> None:
    if row is None:
        row = Answer(response_id=response.id, question_code=code)
    row.value = value
    row.language = language
    row.answered_by = by
    row.answered_at = response.saved_at
    row.changed_in = response.version
    db.session.add(row)


def _change_documents(
    response: Response, question: Question, row: Answer | None, value: Any, actor: Actor
) -> None:
    """What was sent stays; what was taken out goes, unless it was handed in before and belongs to that."""
    before = set(question.type.document_refs(row.value if row else None))
    after = set(question.type.document_refs(value))
    claim_documents(sorted(after - before), owner=documents_owner(response), actor=actor)
    gone = before - after
    if gone and response.submitted_at is None:
        for document in document_queries.documents_by_ref(gone).values():
            delete_document(document, actor=actor)


def receive_document(response: Response, stream: IO[bytes], filename: str, *, actor: Actor) -> StoredDocument:
    """Keep a file that came with a page, even when the page is refused. Gives the transaction back first."""
    return receive_upload(stream, filename, owner=documents_owner(response), actor=actor)


def documents_owner(response: Response) -> tuple[str, int]:
    """Under what the documents of a response are kept, and who may read them is decided."""
    return response.purpose, response.id


def submit_response(response: Response, *, actor: Actor) -> Submission:
    """Hand in: complete, frozen, statements signed. Raises ANSWERS_INCOMPLETE with `problems`."""
    locked = queries.lock_response(response.id)
    if locked.submitted_at is not None and locked.reopened is None:
        raise DomainError(QuestionnaireRefusal.ALREADY_SUBMITTED)
    definition, answers = definition_of(locked), queries.answers_of(locked)
    body_id = locked.question_set_version.question_set.body_id
    current = queries.current_statements(definition.statement_codes(), body_id=body_id)
    missing = problems(definition, answers, {code: version.id for code, version in current.items()})
    if missing:
        raise DomainError(QuestionnaireRefusal.ANSWERS_INCOMPLETE, problems=missing)
    handed_in = submitted_answers(definition, answers)
    _sign(locked, visible_questions(definition, answers), handed_in, actor)
    last = queries.find_last_submission(locked)
    locked.submitted_at, locked.reopened = clock.now(), None
    locked.version += 1
    submission = Submission(
        response_id=locked.id,
        number=last.number + 1 if last else 1,
        answers=handed_in,
        language=locked.language,
        submitted_by=actor.actor_id,
        submitted_at=locked.submitted_at,
    )
    db.session.add(submission)
    db.session.flush()
    _tell("response.submitted", locked, actor, number=submission.number)
    return submission


def _sign(
    response: Response, asked: tuple[Question, ...], handed_in: Mapping[str, Any], actor: Actor
) -> None:
    """Each endorsement becomes a signature, once; what is no longer endorsed is withdrawn."""
    endorsed = (question.type.endorsed(handed_in.get(question.code)) for question in asked)
    given = {each["version"]: each for each in endorsed if each is not None}
    standing = {signature.statement_version_id: signature for signature in queries.signatures_of(response)}
    for version_id, signature in standing.items():
        if version_id not in given or signature.name != given[version_id]["name"]:
            withdraw_signature(signature, actor=actor)
    for version_id, version in queries.statement_versions(given).items():
        signed = standing.get(version_id)
        if signed is None or signed.withdrawn_at is not None:
            said = given[version_id]
            sign_statement(
                version, name=said["name"], language=said["language"], actor=actor, response_id=response.id
            )


def reopen(response: Response, question_codes: list[str], *, actor: Actor) -> None:
    """Let these questions (and what hangs on them) be answered again; the rest stays frozen."""
    locked = queries.lock_response(response.id)
    if locked.submitted_at is None:
        raise DomainError(QuestionnaireRefusal.NOT_SUBMITTED)
    known = {question.code for question in definition_of(locked).questions()}
    if not question_codes or not set(question_codes) <= known:
        raise DomainError(QuestionnaireRefusal.UNKNOWN_QUESTION)
    locked.reopened = sorted(set(question_codes) | set(locked.reopened or ()))
    locked.version += 1
    _tell("response.reopened", locked, actor, questions=locked.reopened)


def discard_response(response: Response, *, actor: Actor) -> None:
    """Forget what was answered and sent, as erasure or a withdrawn draft ask; that it was stays known."""
    locked = queries.lock_response(response.id)
    for row in queries.list_answers(locked.id):
        db.session.delete(row)
    for submission in queries.list_submissions(locked):
        db.session.delete(submission)
    for figure in queries.list_figures(locked):
        db.session.delete(figure)
    for document in document_queries.list_documents(documents_owner(locked)):
        delete_document(document, actor=actor)
    locked.version += 1
    _tell("response.discarded", locked, actor)


def _tell(kind: str, response: Response, actor: Actor, **details: Any) -> None:
    audit.record(
        kind,
        subject="response",
        subject_id=response.id,
        actor=actor,
        body_id=response.question_set_version.question_set.body_id,
        details=details or None,
    )

"""Publishing question sets and statements. A change is always a new version."""

from __future__ import annotations

from app.kernel import audit, clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.locales import LANGUAGES
from app.questionnaires import queries
from app.questionnaires.definition import Definition, to_dict
from app.questionnaires.models import QuestionSet, QuestionSetVersion, Statement, StatementVersion

STATES = ("source", "translated", "outdated")


def create_question_set(
    code: str, *, title: dict[str, str], actor: Actor, body_id: int | None = None
) -> QuestionSet:
    """A set without versions yet."""
    question_set = QuestionSet(code=code, body_id=body_id, title=title)
    db.session.add(question_set)
    db.session.flush()
    audit.record(
        "question_set.created",
        subject="question_set",
        subject_id=question_set.id,
        actor=actor,
        body_id=body_id,
        details={"code": code},
    )
    return question_set


def publish_version(question_set: QuestionSet, definition: Definition, *, actor: Actor) -> QuestionSetVersion:
    """The next version, published at once; those before it stay for the answers given to them."""
    numbers = [version.number for version in queries.list_versions(question_set)]
    version = QuestionSetVersion(
        question_set_id=question_set.id,
        number=max(numbers, default=0) + 1,
        definition=to_dict(definition),
        published_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    audit.record(
        "question_set.published",
        subject="question_set",
        subject_id=question_set.id,
        actor=actor,
        body_id=question_set.body_id,
        details={"number": version.number, "digest": version.digest},
    )
    return version


def create_statement(code: str, *, actor: Actor, body_id: int | None = None) -> Statement:
    """A statement without wording yet."""
    statement = Statement(code=code, body_id=body_id)
    db.session.add(statement)
    db.session.flush()
    audit.record(
        "statement.created",
        subject="statement",
        subject_id=statement.id,
        actor=actor,
        body_id=body_id,
        details={"code": code},
    )
    return statement


def publish_statement(
    statement: Statement, texts: dict[str, dict[str, str]], *, actor: Actor
) -> StatementVersion:
    """The next wording. `texts`: `{language: {"title", "body", "state"}}`; raises ValueError when incomplete.

    Whoever signed an earlier version is asked again: `queries.list_to_endorse_again`.
    """
    _check_texts(texts)
    numbers = [version.number for version in queries.list_statement_versions(statement)]
    version = StatementVersion(
        statement_id=statement.id,
        number=max(numbers, default=0) + 1,
        texts=texts,
        published_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    audit.record(
        "statement.published",
        subject="statement",
        subject_id=statement.id,
        actor=actor,
        body_id=statement.body_id,
        details={"number": version.number},
    )
    return version


def _check_texts(texts: dict[str, dict[str, str]]) -> None:
    for language, text in texts.items():
        if language not in LANGUAGES or not text.get("title") or not text.get("body"):
            raise ValueError(f"{language}: a statement needs a title and a body in a known language")
        if text.get("state") not in STATES:
            raise ValueError(f"{language}: state is one of {', '.join(STATES)}")
    if sum(text["state"] == "source" for text in texts.values()) != 1:
        raise ValueError("exactly one language of a statement is its source")

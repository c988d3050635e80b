"""Question sets in numbered versions, what was answered to them, and the statements that members endorse."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from app.kernel.database import Base, Json, Key, UtcDateTime
from app.kernel.encryption import EncryptedJson, EncryptedText


class QuestionSet(Base):
    """A form that lives on through its versions. `body_id` is the network body it belongs to, if to one."""

    __tablename__ = "question_set"
    __table_args__ = (Index("ix_question_set_code", "code", "body_id", unique=True),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(80))
    body_id: Mapped[int | None] = mapped_column(Key)
    title: Mapped[dict[str, str]] = mapped_column(Json)
    versions: Mapped[list[QuestionSetVersion]] = relationship(
        back_populates="question_set", lazy="raise", order_by="QuestionSetVersion.number"
    )


class QuestionSetVersion(Base):
    """One wording of a form. Once published it never changes, so that old answers keep their questions.

    The definition is large, and kept parsed under its digest: it is read from the row only when that fails.
    """

    __tablename__ = "question_set_version"
    __table_args__ = (UniqueConstraint("question_set_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    question_set_id: Mapped[int] = mapped_column(Key, ForeignKey("question_set.id"))
    number: Mapped[int] = mapped_column(Integer)
    definition: Mapped[dict[str, Any]] = mapped_column(Json, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    question_set: Mapped[QuestionSet] = relationship(back_populates="versions", lazy="joined", innerjoin=True)


class Response(Base):
    """One filling-in of one version. `purpose` names the feature's use of it; it also owns its documents.

    `reopened` is None while all questions stand as they are (a draft, or handed in and closed), else the
    codes that may be changed. `version` counts the saves: what a page was made from is known by it.
    """

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    version_id: Mapped[int] = mapped_column(Key, ForeignKey("question_set_version.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    started_by: Mapped[int | None] = mapped_column(Key, ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened: Mapped[list[str] | None] = mapped_column(Json)
    version: Mapped[int] = mapped_column(Integer, default=1)
    question_set_version: Mapped[QuestionSetVersion] = relationship(lazy="joined", innerjoin=True)


class Answer(Base):
    """What was said to one question. A cleared answer stays as a row with nothing in it.

    `changed_in` is the response's version by which it got its value.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("response_id", "question_code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    response_id: Mapped[int] = mapped_column(Key, ForeignKey("response.id"))
    question_code: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    language: Mapped[str] = mapped_column(String(8))
    answered_by: Mapped[int | None] = mapped_column(Key, ForeignKey("person.id"), index=True)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_in: Mapped[int] = mapped_column(Integer)


class AnswerFigure(Base):
    """A number of an answer that may be summed, readable beside the encrypted answer.

    Only questions whose definition says `figure` have one: a number of people at risk stays encrypted. It
    counts `amount` units of 10^-`scale`; `unit` is the currency of money; `column_code` names the column of
    a table whose total this is. Only what is asked now counts: an answer that became hidden has no figure.
    """

    __tablename__ = "answer_figure"
    __table_args__ = (
        UniqueConstraint("response_id", "question_code", "column_code"),
        Index("ix_answer_figure_question", "question_code", "response_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    response_id: Mapped[int] = mapped_column(Key, ForeignKey("response.id"))
    question_code: Mapped[str] = mapped_column(String(40))
    column_code: Mapped[str] = mapped_column(String(40), default="")
    unit: Mapped[str] = mapped_column(String(3), default="")
    scale: Mapped[int] = mapped_column(Integer)
    amount: Mapped[int] = mapped_column(BigInteger)


class Submission(Base):
    """What was handed in, each time: later changes to a reopened response do not touch it."""

    __tablename__ = "response_submission"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    response_id: Mapped[int] = mapped_column(Key, ForeignKey("response.id"))
    number: Mapped[int] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    language: Mapped[str] = mapped_column(String(8))
    submitted_by: Mapped[int | None] = mapped_column(Key, ForeignKey("person.id"), index=True)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Statement(Base):
    """A text that members endorse, living on through its versions."""

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_code", "code", "body_id", unique=True),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(80))
    body_id: Mapped[int | None] = mapped_column(Key)
    versions: Mapped[list[StatementVersion]] = relationship(
        back_populates="statement", lazy="raise", order_by="StatementVersion.number"
    )


class StatementVersion(Base):
    """One wording of a statement; published, it never changes, since people signed just this.

    `texts` is `{language: {"title": …, "body": paragraphs, "state": "source" | "translated" | "outdated"}}`.
    """

    __tablename__ = "statement_version"
    __table_args__ = (UniqueConstraint("statement_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    statement_id: Mapped[int] = mapped_column(Key, ForeignKey("statement.id"))
    number: Mapped[int] = mapped_column(Integer)
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(Json)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    statement: Mapped[Statement] = relationship(back_populates="versions", lazy="joined", innerjoin=True)


class Signature(Base):
    """An endorsement of one version, read in one language. Withdrawn ones stay, dated."""

    __tablename__ = "signature"
    __table_args__ = (
        Index("ix_signature_organisation", "organisation_id", "statement_version_id"),
        Index("ix_signature_response", "response_id", "statement_version_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    statement_version_id: Mapped[int] = mapped_column(Key, ForeignKey("statement_version.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    response_id: Mapped[int | None] = mapped_column(Key, ForeignKey("response.id"))
    organisation_id: Mapped[int | None] = mapped_column(Key)
    name: Mapped[str] = mapped_column(EncryptedText)
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("person.id"), index=True)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    statement_version: Mapped[StatementVersion] = relationship(lazy="joined", innerjoin=True)


# A body's own set and one that belongs to nobody may share a code; two that belong to nobody may not.
Index(
    "ix_question_set_shared",
    QuestionSet.code,
    unique=True,
    sqlite_where=QuestionSet.body_id.is_(None),
    postgresql_where=QuestionSet.body_id.is_(None),
)
Index(
    "ix_statement_shared",
    Statement.code,
    unique=True,
    sqlite_where=Statement.body_id.is_(None),
    postgresql_where=Statement.body_id.is_(None),
)


class PublishedForGood(RuntimeError):
    """Something tried to change or delete what was already published."""


def digest_of(definition: dict[str, Any]) -> str:
    """A name for exactly this wording: equal digests are equal definitions."""
    return hashlib.sha256(json.dumps(definition, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@event.listens_for(QuestionSetVersion, "before_insert")
@event.listens_for(QuestionSetVersion, "before_update")
def _keep_digest(_mapper: Mapper[Any], _connection: Connection, version: QuestionSetVersion) -> None:
    version.digest = digest_of(version.definition)


@event.listens_for(QuestionSetVersion, "before_update")
@event.listens_for(StatementVersion, "before_update")
def _refuse_change(_mapper: Mapper[Any], _connection: Connection, version: Any) -> None:
    state = inspect(version)
    before = state.attrs.published_at.load_history()
    was_published = any((*before.unchanged, *before.deleted))
    if was_published and any(attribute.history.has_changes() for attribute in state.attrs):
        raise PublishedForGood(f"{type(version).__name__} {version.id} is published")


@event.listens_for(QuestionSetVersion, "before_delete")
@event.listens_for(StatementVersion, "before_delete")
def _refuse_deletion(_mapper: Mapper[Any], _connection: Connection, version: Any) -> None:
    if version.published_at is not None:
        raise PublishedForGood(f"{type(version).__name__} {version.id} is published")

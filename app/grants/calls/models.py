"""A call, the budget lines that pay for it, the time that was given beyond its closing, and what is asked
about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.grants.calls.enums import Basis, CallStatus, Method, QuestionStatus
from app.grants.calls.workflow import CALL, CALL_QUESTION
from app.grants.funding.models import BudgetLine
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref
from app.kernel.locales import picked
from app.kernel.money import Money
from app.kernel.settings import setting
from app.kernel.workflow import Workflow
from app.organisations.models import NetworkBody
from app.questionnaires.models import QuestionSetVersion


class Call(Base):
    """A call for proposals. Amounts are minor units of `currency`; `smallest_minor` and `largest_minor` are
    equal where every grant has the same size. `languages` are those in which its texts are complete and
    answers are read."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("body_id", "code"),
        Index("ix_call_body_status", "body_id", "status", "closes_at"),
    )
    WORKFLOW: ClassVar[Workflow] = CALL

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    body_id: Mapped[int] = mapped_column(ForeignKey(NetworkBody.id))
    code: Mapped[str] = mapped_column(String(40))
    """Part of its public address: day-of-action-2026."""
    status: Mapped[CallStatus] = mapped_column(choice_of(CallStatus), default=CALL.initial)
    template: Mapped[str] = mapped_column(String(40))
    """The code of the template that it was made from."""
    method: Mapped[Method] = mapped_column(choice_of(Method))
    basis: Mapped[Basis] = mapped_column(choice_of(Basis))
    title: Mapped[dict[str, str]] = mapped_column(Json)
    summary: Mapped[dict[str, str]] = mapped_column(Json)
    guidance: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    languages: Mapped[list[str]] = mapped_column(Json)
    currency: Mapped[str] = mapped_column(String(3))
    smallest_minor: Mapped[int] = mapped_column(BigInteger)
    largest_minor: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    answer_by: Mapped[date | None] = mapped_column(Date)
    money_by: Mapped[date | None] = mapped_column(Date)
    report_by: Mapped[date | None] = mapped_column(Date)
    questions_until: Mapped[date | None] = mapped_column(Date)
    """The last day on which questions are taken; empty where the installation's setting decides."""
    required: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    rubric: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default="{}")
    """What reviewers score, as `rubric.py` reads it; empty where nobody scores."""
    reviewers: Mapped[int | None]
    """How many people are to score each application, where they are scored."""
    reviews_by: Mapped[date | None] = mapped_column(Date)
    """The day by whose end reviews are asked for; empty where the installation's setting decides."""
    question_set_version_id: Mapped[int | None] = mapped_column(ForeignKey(QuestionSetVersion.id), index=True)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When what everybody reads of it changed last; empty for a draft."""

    body: Mapped[NetworkBody] = relationship()
    lines: Mapped[list[CallLine]] = relationship(order_by="CallLine.id", cascade="all, delete-orphan")
    extensions: Mapped[list[CallExtension]] = relationship(order_by="CallExtension.id")
    question_set_version: Mapped[QuestionSetVersion | None] = relationship()

    @property
    def region_id(self) -> None:
        """A call is the network's, whichever regions it is open to."""
        return None

    @property
    def smallest(self) -> Money:
        return Money(self.smallest_minor, self.currency)

    @property
    def largest(self) -> Money:
        return Money(self.largest_minor, self.currency)

    @property
    def is_one_size(self) -> bool:
        """Whether every grant of it has the same amount."""
        return self.smallest_minor == self.largest_minor

    def title_in(self, language: str) -> str:
        return picked(self.title, language)

    def days_without_questions(self) -> int:
        """How many days before it closes questions end, where the call names no day."""
        days: int = setting("CALL_QUESTIONS_END_BEFORE_DAYS")
        return days


class CallLine(Base):
    """A budget line that pays for grants of the call."""

    __tablename__ = "call_line"
    __table_args__ = (UniqueConstraint("call_id", "line_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id))
    line_id: Mapped[int] = mapped_column(ForeignKey(BudgetLine.id), index=True)

    line: Mapped[BudgetLine] = relationship()


class CallExtension(Base):
    """More time, for everybody or for one group, and why."""

    __tablename__ = "call_extension"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(500))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class CallQuestion(Base):
    """A question that somebody asked about a call. `asked` is what they typed, in `language`; `question` and
    `answer` are what everybody reads, by language, once it is published. Who asked is never shown, to the
    office neither. `reply` is what the asker alone reads, in `reply_language`."""

    __tablename__ = "call_question"
    __table_args__ = (Index("ix_call_question_call_status", "call_id", "status"),)
    WORKFLOW: ClassVar[Workflow] = CALL_QUESTION

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[str | None] = mapped_column(EncryptedText)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    status: Mapped[QuestionStatus] = mapped_column(choice_of(QuestionStatus), default=CALL_QUESTION.initial)
    question: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    answer: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("call_question.id"), index=True)
    reply: Mapped[str | None] = mapped_column(EncryptedText)
    reply_language: Mapped[str | None] = mapped_column(String(2))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the asker first saw what became of it."""
    version: Mapped[int] = mapped_column(default=1)

    call: Mapped[Call] = relationship()
    joined_to: Mapped[CallQuestion | None] = relationship(remote_side=id)

    @property
    def body_id(self) -> int:
        return self.call.body_id

    @property
    def region_id(self) -> None:
        """A question goes to the network, whose call it is."""
        return None

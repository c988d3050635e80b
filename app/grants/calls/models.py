"""A call, the budget lines that pay for it, and the time that was given beyond its closing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.grants.calls.enums import Basis, CallStatus, Method
from app.grants.calls.workflow import CALL
from app.grants.funding.models import BudgetLine
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.ids import new_ref
from app.kernel.locales import picked
from app.kernel.money import Money
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
    required: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    question_set_version_id: Mapped[int | None] = mapped_column(ForeignKey(QuestionSetVersion.id), index=True)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

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

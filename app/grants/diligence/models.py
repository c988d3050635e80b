"""A check of a group: the case, and what was found on each point."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Casefile
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.process_words import KIND
from app.kernel.database import Base, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText

if TYPE_CHECKING:
    from app.organisations.models import Organisation

PERSON = "person.id"
UNDATED = date(9999, 12, 31)
"""Stored as the last day where there is none: lists are sorted by it."""


class DiligenceCheck(Casefile):
    """One check of one group by one network. `valid_until` is the last day on which a check that was passed
    counts. `conditions`, `reason` and `request` are for the office alone: under what conditions the group
    passed, why it did not or why the check ended, and what a second person wanted to have looked at again.
    """

    __tablename__ = KIND
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    tier: Mapped[Tier] = mapped_column(choice_of(Tier))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    concluded_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    concluded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    valid_until: Mapped[date] = mapped_column(Date, default=UNDATED)
    conditions: Mapped[str | None] = mapped_column(EncryptedText)
    reason: Mapped[str | None] = mapped_column(EncryptedText)
    request: Mapped[str | None] = mapped_column(EncryptedText)

    if TYPE_CHECKING:  # never empty here
        organisation: Mapped[Organisation]
        organisation_id: Mapped[int]

    points: Mapped[list[DiligencePoint]] = relationship(order_by="DiligencePoint.id", back_populates="check")

    def open_key_when_open(self) -> str:
        return f"{KIND}/o{self.organisation_id}/b{self.body_id}"


class DiligencePoint(Base):
    """One point of a check. `note` says how it is known, or why it is otherwise; of sanctions, `source` and
    `source_date` say which lists were looked at, and as of which day."""

    __tablename__ = "diligence_point"
    __table_args__ = (UniqueConstraint("check_id", "code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey(DiligenceCheck.id))
    code: Mapped[str] = mapped_column(String(40))
    found: Mapped[Found | None] = mapped_column(choice_of(Found))
    note: Mapped[str | None] = mapped_column(EncryptedText)
    source: Mapped[str | None] = mapped_column(EncryptedText)
    source_date: Mapped[date | None] = mapped_column(Date)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    check: Mapped[DiligenceCheck] = relationship(back_populates="points")

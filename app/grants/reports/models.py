"""One expense of a grant that is paid at actual cost, its files, and what is said of a line."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.documents.models import StoredDocument
from app.grants.awards.models import GrantAward
from app.grants.reports.enums import Proof
from app.kernel.clock import now
from app.kernel.database import Base, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.money import Money

PERSON = "person.id"


class GrantExpense(Base):
    """What a group spent. `minor` and `admitted_minor` are in minor units of the grant's currency; `item` is
    a row of the budget in its application, as it is called there.

    What peers were paid is under codes that only the group can read. `admitted_minor` is empty until the
    office has looked at it, and `reason` says why it accepts less than was claimed. `original_minor` is what
    was paid in `original_currency`, where that is not the grant's; the group says what it came to.
    """

    __tablename__ = "grant_expense"
    __table_args__ = (UniqueConstraint("award_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey(GrantAward.id))
    number: Mapped[int]
    item: Mapped[str] = mapped_column(EncryptedText)
    purpose: Mapped[str] = mapped_column(EncryptedText)
    day: Mapped[date] = mapped_column(Date)
    minor: Mapped[int] = mapped_column(BigInteger)
    original_minor: Mapped[int | None] = mapped_column(BigInteger)
    original_currency: Mapped[str | None] = mapped_column(String(3))
    proof: Mapped[Proof] = mapped_column(choice_of(Proof))
    receipt_number: Mapped[str | None] = mapped_column(EncryptedText)
    peer_codes: Mapped[str | None] = mapped_column(EncryptedText)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    admitted_minor: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(EncryptedText)
    admitted_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)

    award: Mapped[GrantAward] = relationship()
    files: Mapped[list[ExpenseFile]] = relationship(order_by="ExpenseFile.id", cascade="all, delete-orphan")

    @property
    def original(self) -> Money | None:
        if self.original_minor is None or self.original_currency is None:
            return None
        return Money(self.original_minor, self.original_currency)

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.award.currency)

    @property
    def admitted(self) -> Money | None:
        return None if self.admitted_minor is None else Money(self.admitted_minor, self.award.currency)


class ExpenseFile(Base):
    """A photo or scan that shows an expense. From `sent_at` on it is part of a report that was sent."""

    __tablename__ = "grant_expense_file"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    expense_id: Mapped[int] = mapped_column(ForeignKey(GrantExpense.id), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey(StoredDocument.id), unique=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document: Mapped[StoredDocument] = relationship()


class LineNote(Base):
    """Why a line of the budget cost more or less than was planned, in the group's words. `place` counts the
    lines of the budget from 0."""

    __tablename__ = "grant_line_note"
    __table_args__ = (UniqueConstraint("award_id", "place"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey(GrantAward.id))
    place: Mapped[int]
    words: Mapped[str] = mapped_column(EncryptedText)

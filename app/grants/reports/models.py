"""One expense of a grant that is paid at actual cost."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
    office has looked at it, and `reason` says why it accepts less than was claimed.
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
    proof: Mapped[Proof] = mapped_column(choice_of(Proof))
    receipt_number: Mapped[str | None] = mapped_column(EncryptedText)
    peer_codes: Mapped[str | None] = mapped_column(EncryptedText)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    admitted_minor: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(EncryptedText)
    admitted_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)

    award: Mapped[GrantAward] = relationship()

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.award.currency)

    @property
    def admitted(self) -> Money | None:
        return None if self.admitted_minor is None else Money(self.admitted_minor, self.award.currency)

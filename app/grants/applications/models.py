"""An application to a call: a case with what was asked, answered, proposed and decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Casefile
from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import KIND
from app.grants.calls.models import Call
from app.grants.funding.models import Commitment
from app.kernel.database import Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.money import Money
from app.kernel.settings import setting
from app.questionnaires.models import Response

if TYPE_CHECKING:
    from app.organisations.models import Organisation


class GrantApplication(Casefile):
    """One group's application to one call. `asked_minor` is what it asks for, in minor units of the call's
    currency, once it is sent; `proposed_minor` what is proposed or decided. `told_reason` is the reason that
    the group reads, in `reason_language`."""

    __tablename__ = KIND
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id), index=True)
    response_id: Mapped[int] = mapped_column(ForeignKey(Response.id), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    excepted: Mapped[bool] = mapped_column(default=False)
    """It may apply although it does not meet all requirements."""
    asked_minor: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[Outcome | None] = mapped_column(choice_of(Outcome))
    proposed_minor: Mapped[int | None] = mapped_column(BigInteger)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who made the present proposal: somebody else decides on it."""
    told_reason: Mapped[str | None] = mapped_column(EncryptedText)
    reason_language: Mapped[str | None] = mapped_column(String(2))
    told_comments: Mapped[str | None] = mapped_column(EncryptedText)
    """What the peers who scored it say, as the office edited it for the group, in its language."""
    request: Mapped[str | None] = mapped_column(EncryptedText)
    """What the office asked the group to change, in its own words."""
    requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey(Commitment.id), index=True)

    if TYPE_CHECKING:  # never empty here
        organisation: Mapped[Organisation]
        organisation_id: Mapped[int]

    call: Mapped[Call] = relationship()
    response: Mapped[Response] = relationship()
    commitment: Mapped[Commitment | None] = relationship()

    def days(self, limit: str) -> int:
        """The days that a group has to change what it was asked to."""
        if limit != "changes":
            raise KeyError(limit)
        days: int = setting("GRANT_CHANGES_DAYS")
        return days

    def remind_before(self) -> tuple[int, ...]:
        days: tuple[int, ...] = setting("GRANT_REMIND_BEFORE_DAYS")
        return days

    def open_key_when_open(self) -> str:
        """One open application of a group to a call."""
        return f"{KIND}/o{self.organisation_id}/c{self.call_id}"

    @property
    def asked(self) -> Money | None:
        return None if self.asked_minor is None else Money(self.asked_minor, self.call.currency)

    @property
    def proposed(self) -> Money | None:
        return None if self.proposed_minor is None else Money(self.proposed_minor, self.call.currency)

"""What the office and the group decided about the publicity of a grant."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.grants.awards.models import GrantAward
from app.grants.publishing.enums import Publicity, Wish
from app.kernel.database import Base, Key, UtcDateTime, choice_of
from app.kernel.ids import new_ref

PERSON = "person.id"


class AwardPublication(Base):
    """How much of a grant is public. A grant without a row is withheld.

    `masked_ref` stands for the grant, and `masked_recipient` for its group, where it is masked: random, and
    kept, so that one grant has one number in every file. They lead nowhere, two grants of one group have
    different ones.
    """

    __tablename__ = "award_publication"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey(GrantAward.id), unique=True)
    choice: Mapped[Publicity] = mapped_column(choice_of(Publicity), default=Publicity.WITHHOLD)
    chosen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    said: Mapped[Wish | None] = mapped_column(choice_of(Wish))
    """What the group said on its own page; empty where its application counts."""
    said_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    named_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the name of the group was first let out. It cannot be masked from then on."""
    masked_ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    masked_recipient: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)

    award: Mapped[GrantAward] = relationship()

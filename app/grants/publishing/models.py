"""What the office and the group decided about the publicity of a grant, and grants of the past."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.grants.awards.models import GrantAward
from app.grants.publishing.enums import Publicity, Wish
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
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


class PastImport(Base):
    """A file of grants that were given before, or elsewhere. It is looked at first: `content`, its text, is
    kept until its rows are taken in. Nothing of it is public until somebody says so for the whole file."""

    __tablename__ = "past_import"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[str | None] = mapped_column(EncryptedText)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    taken_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    version: Mapped[int] = mapped_column(default=1)


class PastGrant(Base):
    """A grant of the past: a record, no case. `data` is the row as it came; the columns repeat of it what
    lists show and sort by. `amount_minor` is in minor units of `currency`.

    It was written by the import that changed it last, and is in every file that says the same of it
    (`PastGrantFile`): public while one of them is. A row that changed waits for its import to be published.
    """

    __tablename__ = "past_grant"
    __table_args__ = (
        UniqueConstraint("body_id", "grant_id"),
        Index("ix_past_grant_name", "body_id", "sort_name", "id"),
        Index("ix_past_grant_day", "body_id", "awarded_on", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"))
    import_id: Mapped[int] = mapped_column(ForeignKey(PastImport.id), index=True)
    grant_id: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[str] = mapped_column(String(300))
    sort_name: Mapped[str] = mapped_column(String(200))
    search_text: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(300))
    programme: Mapped[str] = mapped_column(String(300))
    country: Mapped[str | None] = mapped_column(String(2))
    is_person: Mapped[bool]
    """It went to a person, who is named to nobody but the office."""
    has_faults: Mapped[bool]
    """It breaks a rule of the standard: it is kept, but in no file and on no page that everybody reads."""
    currency: Mapped[str] = mapped_column(String(3))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    awarded_on: Mapped[date] = mapped_column(Date)
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    past_import: Mapped[PastImport] = relationship()


class PastGrantFile(Base):
    """A file that holds a grant of the past as it is kept now."""

    __tablename__ = "past_grant_file"

    grant_id: Mapped[int] = mapped_column(ForeignKey(PastGrant.id), primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey(PastImport.id), primary_key=True, index=True)

    grant: Mapped[PastGrant] = relationship()

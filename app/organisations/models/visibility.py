"""Who may see which field: what the organisation chose, what it consented to, and the index made from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Person
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.search import SearchIndex
from app.organisations.enums import Audience, ConsentPurpose, ContactRole, Field, Level


class FieldChoice(Base):
    """A field that the organisation shows to fewer people than usual, in one body. Needs no consent."""

    __tablename__ = "field_choice"
    __table_args__ = (UniqueConstraint("organisation_id", "body_id", "field"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id", ondelete="CASCADE"), index=True)
    field: Mapped[Field] = mapped_column(choice_of(Field))
    audience: Mapped[Audience] = mapped_column(choice_of(Audience))
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)


class FieldConsent(Base):
    """A dated yes to showing one field to more people than usual, in one body, for one purpose.

    It keeps which version of the consent words was read and in which language, and who said yes.
    """

    __tablename__ = "field_consent"
    __table_args__ = (Index("ix_field_consent_expires_at", "expires_at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id", ondelete="CASCADE"), index=True)
    field: Mapped[Field] = mapped_column(choice_of(Field))
    audience: Mapped[Audience] = mapped_column(choice_of(Audience))
    purpose: Mapped[ConsentPurpose] = mapped_column(
        choice_of(ConsentPurpose), default=ConsentPurpose.DIRECTORY
    )
    text_version: Mapped[int] = mapped_column(default=1)
    text_language: Mapped[str] = mapped_column(String(8))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    giver_role: Mapped[ContactRole | None] = mapped_column(choice_of(ContactRole))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)

    def is_live(self, moment: datetime) -> bool:
        """Given, not withdrawn, not run out."""
        if self.withdrawn_at is not None or self.given_at > moment:
            return False
        return self.expires_at is None or self.expires_at > moment


class HiddenListing(Base):
    """A secretariat hides the whole entry of an organisation, in every network, until it shows it again.

    Several may do so for reasons of their own; the entry comes back when none of them hides it any more.
    `Organisation.hidden` says whether one does.
    """

    __tablename__ = "hidden_listing"
    __table_args__ = (
        Index(
            "uq_hidden_listing_current",
            "organisation_id",
            "body_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"), index=True)
    reason: Mapped[str] = mapped_column(EncryptedText)
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    hidden_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ListingEntry(Base):
    """One row per body × organisation × audience, written only from the projection.

    Coordinators have rows only of those whom members do not find; they read them beside the members' rows,
    each in the own region. List, search, count and map read these rows and nothing else, so that a hit
    reveals nothing that its reader may not see. What the audience may not see is empty here ('' rather than
    NULL in sorted columns).
    """

    __tablename__ = "listing_entry"
    __table_args__ = (
        UniqueConstraint("body_id", "audience", "organisation_id"),
        Index("ix_listing_entry_by_name", "body_id", "audience", "sort_key", "id"),
        Index("ix_listing_entry_by_since", "body_id", "audience", "since", "id"),
        Index("ix_listing_entry_by_region", "body_id", "audience", "region_id", "sort_key", "id"),
        Index("ix_listing_entry_by_country", "body_id", "audience", "country", "sort_key", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    audience: Mapped[Audience] = mapped_column(choice_of(Audience, 16))
    ref: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    sort_key: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str] = mapped_column(String(40), default="")
    summary: Mapped[str] = mapped_column(String(300), default="")
    summary_language: Mapped[str] = mapped_column(String(8), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    level: Mapped[Level | None] = mapped_column(choice_of(Level))
    tier: Mapped[str] = mapped_column(String(40), default="")
    since: Mapped[str] = mapped_column(String(10))
    """The ISO date of admission: text, so that it can stand in a paging cursor."""
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    search_text: Mapped[str] = mapped_column(Text, default="")


LISTING_SEARCH = SearchIndex(ListingEntry.__table__, "search_text")

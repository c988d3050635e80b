"""What an organisation says of itself: its names and descriptions, its profile, and what stays private."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Json, Key, choice_of
from app.kernel.encryption import EncryptedJson, EncryptedText
from app.organisations.enums import BudgetBand, DatePrecision, Field, NameKind, SafeContact


class OrganisationName(Base):
    """What the organisation is called: once per language now, and dated former names."""

    __tablename__ = "organisation_name"
    __table_args__ = (
        Index(
            "uq_organisation_name_known_as",
            "organisation_id",
            "language",
            unique=True,
            sqlite_where=text("kind = 'known_as'"),
            postgresql_where=text("kind = 'known_as'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[NameKind] = mapped_column(choice_of(NameKind), default=NameKind.KNOWN_AS)
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str | None] = mapped_column(String(40))
    valid_to: Mapped[date | None] = mapped_column(Date)
    precision: Mapped[DatePrecision] = mapped_column(choice_of(DatePrecision), default=DatePrecision.UNKNOWN)


class OrganisationDescription(Base):
    """The public description, in whatever language the organisation wrote it.

    An officer's working translation stands beside the original and is marked as such.
    """

    __tablename__ = "organisation_description"
    __table_args__ = (
        Index("uq_organisation_description_language", "organisation_id", "language", unique=True),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    is_working_translation: Mapped[bool] = mapped_column(default=False)


class OrganisationProfile(Base):
    """What the organisation does, offers and needs: lists of codes from `choices`."""

    __tablename__ = "organisation_profile"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    site: Mapped[str | None] = mapped_column(String(300))
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    un_bodies: Mapped[list[str]] = mapped_column(Json, default=list)
    functions: Mapped[list[str]] = mapped_column(Json, default=list)
    services: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    skills: Mapped[list[str]] = mapped_column(Json, default=list)
    needs: Mapped[list[str]] = mapped_column(Json, default=list)


class OrganisationPrivate(Base):
    """What only the secretariat, or only those who need to know, may read. Unreadable without the keys."""

    __tablename__ = "organisation_private"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    legal_name: Mapped[str | None] = mapped_column(EncryptedText)
    registration: Mapped[str | None] = mapped_column(EncryptedText)
    registration_country: Mapped[str | None] = mapped_column(EncryptedText)
    board: Mapped[str | None] = mapped_column(EncryptedText)
    budget: Mapped[str | None] = mapped_column(EncryptedText)
    city: Mapped[str | None] = mapped_column(EncryptedText)
    address: Mapped[str | None] = mapped_column(EncryptedText)
    coordinates: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    phones: Mapped[str | None] = mapped_column(EncryptedText)
    safe_contact: Mapped[str | None] = mapped_column(EncryptedText)
    safe_contact_note: Mapped[str | None] = mapped_column(EncryptedText)
    risk: Mapped[str | None] = mapped_column(EncryptedText)

    @property
    def budget_band(self) -> BudgetBand | None:
        return BudgetBand(self.budget) if self.budget else None

    @property
    def safe_contact_method(self) -> SafeContact | None:
        return SafeContact(self.safe_contact) if self.safe_contact else None


PRIVATE_FIELDS: frozenset[Field] = frozenset(
    {
        Field.LEGAL_NAME,
        Field.REGISTRATION,
        Field.REGISTRATION_COUNTRY,
        Field.BOARD,
        Field.BUDGET,
        Field.CITY,
        Field.ADDRESS,
        Field.COORDINATES,
        Field.PHONES,
        Field.SAFE_CONTACT,
        Field.RISK,
    }
)
